import Patterns
import TestSupport
import Testing
import Vocabulary

/// What a book remembers: enough for every rule, and no more.
struct MemoryTests {
    private static let people = [Scene.mother, Scene.father]

    /// Something that an agency may say.
    private static func signal(_ generator: inout SeededGenerator) -> Signal {
        let person = people[Int.random(in: 0...1, using: &generator)]
        let flip = Bool.random(using: &generator)
        let kind = ["pond", "drug-odour"][flip ? 0 : 1]
        let choices: [Signal] = [
            .test(person, isPositive: flip), .use(person), .claim(person, since: nil), .missed(nil, .missed),
            .missed(person, .cancelled), .missedDoses(person, days: flip ? 1 : 2), .testMissed(person),
            .statement(
                person,
                key: flip ? "health" : "analgesia",
                value: Bool.random(using: &generator) ? "a" : "b"
            ),
            .incident(flip ? .police : .observed), .inCharge, .carers(flip ? [person] : people),
            .treatment(person), .prescription(person, regime: flip ? "take-home" : "titration"),
            .opioid(person), .storageCheck(isDone: flip), .regime(person, flip ? "take-home" : "supervised"),
            .meeting(type: "CIN", change: Bool.random(using: &generator)),
            .meeting(type: "CIN", change: false),
            .closureProposed(polled: []), .hazard(kind: kind), .hazardCleared(kind: kind),
            .flag(.careUnassessed, person: nil, detail: nil),
        ]
        return choices[Int.random(in: 0..<choices.count, using: &generator)]
    }

    /// Plays the same invented years to each scene; calls back after every concern.
    private static func play(
        _ scenes: inout [Scene],
        seed: UInt64,
        years: Int,
        each: ([Scene], [[String]], Int) throws -> Void
    ) throws {
        var generator = SeededGenerator(seed: seed)
        var day = 0
        while day < years * 365 {
            day += Int.random(in: 0...9, using: &generator)
            let signals = [Self.signal(&generator), Self.signal(&generator)]
            let late = Int.random(in: 0...9, using: &generator) == 0
            let evidence = late ? day - Int.random(in: 0...60, using: &generator) : nil
            var raised: [[String]] = []
            for place in scenes.indices {
                let by = ["add/kwm", "hv/visits"][day % 2]
                raised.append(
                    try scenes[place].say(day, signals[0], signals[1], by: by, evidence: evidence)
                )
            }
            try each(scenes, raised, day)
        }
    }

    /// The same rules, and others that make the book remember everything for ever.
    private static func remembering(_ rules: PatternRules) -> PatternRules {
        let counts = [PatternTest.Count(atLeast: 1_000_000, days: 1_000_000)]
        let tests: [PatternTest] = [
            .missedContacts(counts, insideWindow: 1_000_000), .incidents(counts, except: []),
            .contradiction(days: ["health": 1000, "analgesia": 1000], otherwise: 1000),
            .missedDoses(inARow: 1_000_000, whileTitrating: 1_000_000, titration: []),
            .drift(inARow: 1_000_000), .claimAgainstEvidence(days: 0, late: 1_000_000),
        ]
        let more = tests.enumerated().map { number, test in
            PatternRule(
                code: "X\(number)",
                title: "",
                version: 1,
                severity: .s4,
                to: [],
                silenceDays: 0,
                test: test
            )
        }
        return PatternRules(
            rules: rules.rules + more,
            yearlyWindows: rules.yearlyWindows,
            windowSpans: rules.windowSpans,
            uplift: rules.uplift,
            score: rules.score,
            policeInvitedDays: rules.policeInvitedDays,
            keptDays: 1_000_000
        )
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `forgetting changes nothing that is said`(seed: UInt64) throws {
        let rules = try Shipped.rules
        var scenes = [Scene(rules), Scene(Self.remembering(rules))]
        var alerts = 0
        try Self.play(&scenes, seed: seed, years: 2) { scenes, raised, day in
            #expect(raised[0] == raised[1].filter { !$0.hasPrefix("X") }, "day \(day)")
            alerts += raised[0].count
            let (date, books) = (Scene.date(day), scenes.map(\.book))
            let invited = books.map { $0.invitesPolice(of: Scene.caseID, on: date) }
            #expect(invited[0] == invited[1])
            let concerns = zip(books, scenes).map { book, scene in
                book.closureConcerns(of: Scene.caseID, polled: [], on: date, in: scene.context)
            }
            #expect(concerns[0] == concerns[1])
        }
        #expect(alerts > 120)
        let sizes = scenes.map { $0.book.restated.count }
        #expect(sizes[0] * 3 < sizes[1] * 2, "the other book forgets nothing")
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `facts rebuild the book at any moment, and so do the fewest facts`(seed: UInt64) throws {
        var scenes = [try Scene()]
        var replayed = scenes[0].book
        var known = 0
        try Self.play(&scenes, seed: seed, years: 1) { scenes, _, day in
            for fact in scenes[0].facts[known...] { replayed.apply(fact) }
            known = scenes[0].facts.count
            #expect(replayed == scenes[0].book, "day \(day)")
            var restored = PatternBook(rules: replayed.rules, calendar: england)
            for fact in replayed.restated { restored.apply(fact) }
            #expect(restored == replayed, "day \(day)")
        }
    }

    @Test func `a case does not grow with its years`() throws {
        var scenes = [try Scene()]
        var largest: [Int: Int] = [:]
        try Self.play(&scenes, seed: 8, years: 12) { scenes, _, day in
            let size = scenes[0].book.restated(Scene.caseID).count
            largest[day / 1095] = max(largest[day / 1095] ?? 0, size)
        }
        let (early, late) = (try #require(largest[1]), try #require(largest[3]))
        #expect(late < early * 5 / 4)
    }

    @Test func `what no rule looks back at leaves nothing behind`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .hazard(kind: "pond"))
        #expect(scene.book.restated.count == 1)
        _ = try scene.say(1, .hazardCleared(kind: "pond"))
        #expect(scene.book.restated == [])
        #expect(scene.book == PatternBook(rules: scene.book.rules, calendar: england))
    }
}

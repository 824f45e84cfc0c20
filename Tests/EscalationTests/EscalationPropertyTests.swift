import Escalation
import TestSupport
import Testing
import Vocabulary

@Suite struct EscalationPropertyTests {
    private static let start = at("2016-12-22T08:00:00Z")

    private static func filled(_ role: Role, _ key: ObligationKey) -> StaffID? {
        // Some cases have nobody on some rungs, and that does not change within a seed.
        (Int(key.sequence.number) + role.code.utf8.count).isMultiple(of: 3) ? nil : StaffID("s/" + role.code)
    }

    private static let owners = ["ASW", "SCW", "DUTY", "TM", "HOS", "MASH"].compactMap { Role($0) }

    /// The ladders of a seed: the standard ones, or with steps of two, several answers and short actions.
    private static func ladders(_ seed: UInt64) -> Ladders {
        guard !seed.isMultiple(of: 3) else { return .standard }
        let steps = [
            Ladder.Rung(.dutyTeam), Ladder.Rung([.teamManager, .frontDoor], limit: .workingMinutes(45)),
            Ladder.Rung(.headOfService),
        ]
        func ladder(_ limit: Limit, _ action: Limit, _ needed: Int) -> Ladder {
            Ladder(limit: limit, rungs: steps, action: action, answersNeeded: needed)
        }
        let week = Ladders.Override(
            of: staff("s/TM"),
            from: LondonTime.date(of: start),
            to: LondonTime.date(of: start).advanced(byDays: 7),
            instead: staff("s/DES")
        )
        return Ladders(
            s1: ladder(.clockMinutes(60), .clockMinutes(90), 2),
            s2: ladder(.workingMinutes(240), .workingDays(1), 1),
            s3: ladder(.workingDays(1), .workingMinutes(600), 2),
            s4: ladder(.workingDays(5), .workingDays(2), 3),
            overrides: week.map { [$0] } ?? []
        )
    }

    /// Some people have left meanwhile, and one is covered.
    private static func standingIn(_ person: StaffID, _ key: ObligationKey) -> StaffID? {
        switch person.text {
        case "s/1": nil
        case "s/2": staff("s/3")
        default: person
        }
    }

    private static func anyKey(_ random: inout SeededGenerator) -> ObligationKey {
        let sequence = LedgerSequence(Int64.random(in: 1...25, using: &random))
        let number = Int.random(in: 0...3, using: &random)
        return number == 0
            ? ObligationKey(frontDoor: sequence) : ObligationKey(sequence, caseID("C-\(number)"))
    }

    private static func step(
        _ book: inout EscalationBook,
        _ now: Instant,
        _ random: inout SeededGenerator
    ) -> Decision<EscalationBook.Fact, EscalationBook.Action> {
        let key = anyKey(&random)
        let role = owners[Int.random(in: 0..<owners.count, using: &random)]
        let name = staff("s/\(Int.random(in: 0...5, using: &random))")
        do {
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3:
                let severity = Severity.allCases[Int.random(in: 0..<4, using: &random)]
                return book.raised(
                    key,
                    severity: severity,
                    isHeightened: Bool.random(using: &random),
                    owner: Owner(role, Bool.random(using: &random) ? name : nil),
                    at: now
                )
            case 4:
                let answer = Answer.allCases.randomElement(using: &random) ?? .seen
                return try book.acknowledged(key, by: name, answer: answer, at: now)
            case 5:
                let heir = Bool.random(using: &random) ? name : nil
                return try book.passedOn(key, to: heir, at: now, filling: filled)
            case 6: return book.leadChanged(of: caseID("C-1"), to: Owner(role, name), at: now)
            default:
                return book.timePassed(
                    to: now,
                    atMost: Int.random(in: 1...20, using: &random),
                    filling: filled,
                    standingIn: standingIn
                )
            }
        } catch {
            return .nothing
        }
    }

    // Replay equals live; every obligation is in one state; no rung twice; nothing due is left behind.
    @Test(arguments: 0..<150 as Range<UInt64>)
    func `replaying the facts rebuilds the book, and nothing is lost or climbed twice`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var live = EscalationBook(ladders: Self.ladders(seed), calendar: england)
        let empty = live
        var rebuilt = live
        var raised: Set<ObligationKey> = []
        var rungs: Set<String> = []
        var comebacks: [ObligationKey: Int] = [:]
        var now = Self.start
        for _ in 0..<120 {
            // The clock mostly goes on, now and then by days, and sometimes back.
            let minutes = Int64.random(in: -60...(Bool.random(using: &random) ? 90 : 3000), using: &random)
            now = now.advanced(byMilliseconds: minutes * 60_000)
            let decision = Self.step(&live, now, &random)
            for fact in decision.facts {
                rebuilt.apply(fact)
                if case .raised(let key, _) = fact { #expect(raised.insert(key).inserted) }
                // Each rung once; once somebody acted, and once they were asked again, once more.
                let key = fact.key
                let round = "\(key) \(comebacks[key, default: 0])"
                if case .climbed(_, let climb) = fact {
                    #expect(rungs.insert("\(round) \(climb.rung)").inserted)
                    #expect(climb.until > climb.at)
                }
                if case .returned(_, let climb) = fact {
                    comebacks[key, default: 0] += 1
                    #expect(climb.until > climb.at && climb.at <= now)
                }
                if case .acting = fact { comebacks[key, default: 0] += 1 }
                if case .exhausted = fact { #expect(rungs.insert("\(round) end").inserted) }
            }
            let tally = live.tally
            #expect(tally.raised == raised.count)
            #expect(tally.exhausted == live.exhausted.count)
            #expect(tally.waiting + tally.exhausted == live.open.count)
            #expect(tally.acknowledged == raised.count(where: { live[$0]?.owner == nil }))
            #expect(live.deadline == raised.compactMap { live[$0]?.deadline }.min())
        }
        #expect(rebuilt == live)
        var restated = empty
        for fact in live.restated { restated.apply(fact) }
        #expect(restated == live)
        _ = live.timePassed(to: now, filling: Self.filled, standingIn: Self.standingIn)
        #expect(live.deadline.map { $0 > now } ?? true)
    }

    // A broker that looks every minute and one that was down for days write the same record of each obligation.
    @Test(arguments: 0..<30 as Range<UInt64>)
    func `when the broker looks changes nothing, and neither does the order of arrival`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var often = EscalationBook(ladders: .standard, calendar: england)
        var once = often
        let arrivals = (1...12).map { number in
            (
                ObligationKey(LedgerSequence(number), caseID("C-\(number % 3)")),
                Severity.allCases[Int.random(in: 0..<4, using: &random)]
            )
        }
        let owner = Owner(.allocatedSocialWorker, staff("s/a"))
        for (key, severity) in arrivals {
            _ = often.raised(key, severity: severity, isHeightened: false, owner: owner, at: Self.start)
        }
        for (key, severity) in arrivals.shuffled(using: &random) {
            _ = once.raised(key, severity: severity, isHeightened: false, owner: owner, at: Self.start)
        }
        for (key, _) in arrivals where key.sequence.number.isMultiple(of: 3) {
            _ = try often.acknowledged(key, by: staff("s/b"), answer: .acting, at: Self.start)
            _ = try once.acknowledged(key, by: staff("s/b"), answer: .acting, at: Self.start)
        }
        #expect(often == once)
        var seen: [EscalationBook.Fact] = []
        let end = Self.start.advanced(byMilliseconds: 60 * 86_400_000)
        var now = Self.start
        while now < end {
            now = min(end, now.advanced(byMilliseconds: Int64.random(in: 1...20_000_000, using: &random)))
            seen += often.timePassed(to: now, filling: Self.filled).facts
        }
        #expect(once.timePassed(to: end, filling: Self.filled).facts == seen)
        #expect(often == once)
        #expect(often.tally.exhausted == 12)
        #expect(seen.count { if case .returned = $0 { true } else { false } } == 4)
    }

    // The deadlines against a plain list, in any order of raising and answering.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func `the next deadline is the earliest of those still open`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var book = EscalationBook(ladders: .standard, calendar: england)
        var open: [ObligationKey: Instant] = [:]
        for number in 1...Int64.random(in: 7...40, using: &random) {
            let delay = Int64.random(in: 0...1_000_000, using: &random)
            let raisedAt = Self.start.advanced(byMilliseconds: delay)
            let key = ObligationKey(frontDoor: LedgerSequence(number))
            let owner = Owner(.frontDoor, nil)
            _ = book.raised(key, severity: .s1, isHeightened: false, owner: owner, at: raisedAt)
            open[key] = raisedAt.advanced(byMilliseconds: 3_600_000)
            #expect(book.deadline == open.values.min())
        }
        // Some leave from the middle, then the rest in order: so a misplaced one comes to light.
        let mixed = open.keys.sorted().shuffled(using: &random)
        let early = mixed.prefix(Int.random(in: 1...6, using: &random))
        let late = mixed.dropFirst(early.count).sorted { (open[$0] ?? Self.start) < (open[$1] ?? Self.start) }
        for key in early + late {
            _ = try book.acknowledged(key, by: staff("s/a"), answer: .seen, at: Self.start)
            open[key] = nil
            #expect(book.deadline == open.values.min())
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `two hundred thousand open obligations are kept, answered and climbed in order`() throws {
        var book = EscalationBook(ladders: .standard, calendar: england)
        let count: Int64 = 200_000
        let owner = Owner(.allocatedSocialWorker, staff("s/a"))
        for number in 1...count {
            // Raised in an order that is not that of the deadlines.
            let at = Self.start.advanced(byMilliseconds: (number &* 7919) % 3_600_000)
            let key = ObligationKey(LedgerSequence(number), caseID("C-\(number % 1000)"))
            _ = book.raised(key, severity: .s1, isHeightened: false, owner: owner, at: at)
        }
        for number in stride(from: 1, through: count, by: 2) {
            let key = ObligationKey(LedgerSequence(number), caseID("C-\(number % 1000)"))
            _ = try book.acknowledged(key, by: staff("s/a"), answer: .seen, at: Self.start)
        }
        let end = Self.start.advanced(byMilliseconds: 7_200_000)
        var last = Self.start
        while let deadline = book.deadline, deadline < end {
            #expect(deadline >= last)
            last = deadline
            #expect(!book.timePassed(to: deadline, filling: { _, _ in nil }).facts.isEmpty)
        }
        #expect(book.tally.acknowledged == 100_000)
        #expect(book.tally.waiting + book.tally.exhausted == 100_000)
    }
}

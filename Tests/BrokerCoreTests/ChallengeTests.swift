import Settings
import Concerns
import Escalation
import JSON
import Patterns
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Professional challenge, by the shipped clocks: N30, T50 to T54, F80.
@Suite struct ChallengeTests {
    private let incident = "police.domestic-incident"

    private func house() throws -> House {
        let policy = try House.partnership.get()
        // What is held is data; the patterns themselves are another test's.
        let none = PatternRules.none
        let holds = PatternRules(
            rules: [],
            score: none.score,
            overriders: none.overriders,
            holds: policy.patterns.holds,
            offTheCase: none.offTheCase,
            policeInvitedDays: 0,
            keptDays: 0
        )
        var house = try House.withCase(clocks: policy.clocks, patterns: holds)
        house.publish("register.staff", Self.staff("sally", "SGP"))
        house.publish("register.staff", Self.staff("des", "DES"))
        house.publish("register.staff", Self.staff("mash", "EDT"))
        house.publish(incident, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia"))
        return house
    }

    private static func staff(_ name: String, _ role: String) -> String {
        #"{"staff":"bhm-csc/\#(name)","agency":"bhm-csc","name":"N","roles":["\#(role)"]}"#
    }

    private func raise(_ house: inout House, _ more: String = "", about: String = "c-9", id: String = "ch-1")
        -> Turn
    {
        house.publish(
            "challenge.raised",
            """
            {"people":[\(House.child)],"about":"\(about)","wants":"A conference.","author":"bhm-csc/mo"\(more)}
            """,
            id: id
        )
    }

    private func resolve(_ house: inout House, _ more: String, challenge: String = "ch-1") -> Turn {
        house.publish(
            "challenge.resolved",
            #"{"people":[\#(House.child)],"challenge":"\#(challenge)","author":"bhm-csc/tess"\#(more)}"#
        )
    }

    private func clocks(_ house: House) -> [String] {
        house.state.clocks.open(of: named("C-1042")).map(\.key.code).filter { $0.hasPrefix("T5") }
    }

    private let whole = #","statement":"A conference is asked for.","complete":true"#

    @Test func `disagreeing is one answer: the clock starts, and whoever said it is told why`() throws {
        var house = try house()
        _ = house.subscribe("wmp/niche", ["case.E08000025.>"])
        house.publish(incident, House.incident([House.mother]), by: "wmp/niche", id: "c-2")
        let turn = house.publish(
            "acknowledgement.made",
            House.answer(
                "c-2",
                "bhm-csc/nadia",
                "disagree",
                more: #","reason":"No.""#
            )
        )
        #expect(turn.told == ["front-door PPU - challenged"])
        #expect(turn.deliveries.map(\.user.text) == ["wmp/niche"])
        #expect(clocks(house) == ["T50"])
        #expect(house.state.challenges.all.map(\.about) == ["c-2"])
        // Saying it twice opens no second one.
        house.publish("acknowledgement.made", House.answer("c-2", "bhm-csc/nadia", "disagree"))
        #expect(clocks(house) == ["T50"])
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
    }

    @Test func `somebody else who disagrees tells whoever leads as well`() throws {
        var house = try house()
        let turn = house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/tess", "disagree"))
        #expect(turn.told == ["C-1042 ASW bhm-csc/nadia challenged", "front-door PPU - challenged"])
        #expect(clocks(house) == ["T50"])
    }

    @Test func `each stage that runs out tells the next and the author, and an answer stops none`() throws {
        var house = try house()
        _ = raise(&house)
        _ = house.publish(
            "challenge.answered",
            #"{"people":[\#(House.child)],"challenge":"ch-1","answer":"We think not."}"#
        )
        #expect(clocks(house) == ["T50"])
        var heard: [String] = []
        // Two, three, five and five working days, each at closing.
        for day in ["2018-06-08", "2018-06-13", "2018-06-20", "2018-06-27"] {
            let turn = house.pass(to: "\(day)T17:00:00+01:00")
            for entry in turn.entries
            where ["clock-breached", "challenge-climbed"].contains(entry.topic.event) {
                let clock = entry.concern?.data["clock"]?.string ?? entry.concern?.data["stage"]?.string
                guard clock?.hasPrefix("T5") != false else { continue }
                heard.append("\(entry.topic.event) \(clock ?? "-") \(entry.told)")
            }
            let live = house.state
            try house.restart()
            #expect(house.state.challenges == live.challenges && house.state.clocks == live.clocks)
        }
        let author = "C-1042 ASW bhm-csc/mo challenger"
        #expect(
            heard == [
                #"clock-breached T50 ["C-1042 TM bhm-csc/tess advised"]"#,
                #"challenge-climbed T51 ["\#(author)", "C-1042 DES bhm-csc/des advised"]"#,
                #"clock-breached T51 ["C-1042 HOS bhm-csc/hugo advised"]"#,
                #"challenge-climbed T52 ["\#(author)", "C-1042 DES bhm-csc/des advised"]"#,
                #"clock-breached T52 ["C-1042 SGP bhm-csc/sally advised"]"#,
                #"challenge-climbed T53 ["\#(author)"]"#,
                #"clock-breached T53 ["C-1042 SGP bhm-csc/sally advised"]"#,
                #"challenge-climbed - ["\#(author)"]"#,
            ]
        )
        house.hello("bhm-csc/casework")
        _ = resolve(&house, whole)
        #expect(clocks(house) == [])
        #expect(house.state.challenges.all.isEmpty)
    }

    @Test(arguments: [
        "", #","complete":true"#, #","statement":"Part of it.","complete":false"#,
        #","statement":"Part of it.","observed":{"statement":"incomplete"}"#,
    ])
    func `a resolution without a whole written statement is held, and a manager may let it stand`(
        said: String
    ) throws {
        var house = try house()
        _ = raise(&house)
        #expect(resolve(&house, said).refusals.isEmpty)
        let holds = house.state.holds.holds(on: named("C-1042"))
        #expect(holds.map(\.reasons) == [["resolution-statement-incomplete"]])
        #expect(house.state.challenges.all.count == 1)
        var broker = house.broker
        var draft = broker.draft("broker.read", cause: "1", at: house.now, data: .object([]))
        broker.settleOverridden(try #require(holds.first), in: &draft)
        #expect(broker.state.challenges.all.isEmpty)
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
    }

    @Test func `settling one challenge leaves another on the same case open`() throws {
        var house = try house()
        _ = raise(&house)
        _ = raise(&house, about: "c-8", id: "ch-2")
        _ = resolve(&house, whole)
        #expect(house.state.challenges.all.map(\.id.text) == ["ch-2"])
        #expect(clocks(house) == ["T50"])
        #expect(house.state.holds.holds(on: named("C-1042")).isEmpty)
    }

    @Test(arguments: [
        (2, "T51", ["TM bhm-csc/tess"]), (3, "T52", ["HOS bhm-csc/hugo", "DES bhm-csc/des"]),
        (4, "T53", ["SGP bhm-csc/sally"]),
    ])
    func `a challenge raised at a later stage goes to that stage's people, and its clock`(
        stage: Int,
        clock: String,
        people: [String]
    ) throws {
        var house = try house()
        let turn = raise(&house, #","stage":\#(stage)"#)
        #expect(clocks(house) == [clock])
        for person in people {
            #expect(turn.told.contains { $0.hasPrefix("C-1042 \(person) ") }, "\(turn.told)")
        }
    }

    @Test func `for a child at risk now all stages are skipped: S1 at once to everybody, within the hour`()
        throws
    {
        var house = try house()
        let turn = raise(&house, #","immediate-risk":true"#)
        #expect(turn.entries.first?.routed?.severity == .s1)
        let told = turn.told.map { $0.split(separator: " ")[1] }
        #expect(Set(told).isSuperset(of: ["ASW", "TM", "HOS", "MASH", "EDT"]), "\(turn.told)")
        #expect(clocks(house) == ["T54"])
        let clock = house.state.clocks.open(of: named("C-1042")).first { $0.key.code == "T54" }
        #expect(clock?.due == house.now.advanced(byMilliseconds: 3_600_000))
    }

    // F80: the escalation protocol is one click on every message.
    @Test func `a challenge that names a message tells whoever published it`() throws {
        var house = try house()
        let turn = raise(&house, about: "c-1")
        #expect(turn.told.contains("front-door PPU - challenged"), "\(turn.told)")
        let unknown = raise(&house, about: "something-not-done", id: "ch-2")
        #expect(!unknown.told.contains { $0.hasSuffix("challenged") })
    }
}

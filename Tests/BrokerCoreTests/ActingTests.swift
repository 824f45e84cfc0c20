import Escalation
import JSON
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Whoever acts is asked again; several may have to answer; whoever stands in is asked instead.
@Suite struct ActingTests {
    private let incident = "police.domestic-incident"

    /// A house in which Nadia was told c-1 on Wednesday at ten: S3, until Thursday's closing.
    private func concerned(_ ladders: Ladders = .standard) throws -> House {
        var house = try House.withCase(ladders: ladders)
        house.publish(incident, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        return house
    }

    private func answer(_ house: inout House, _ person: String, _ decision: String, more: String = "") -> Turn
    {
        house.publish("acknowledgement.made", House.answer("c-1", person, decision, more: more))
    }

    @Test
    func `acting waits, comes back to her and the manager, climbs, and ends with done, across restarts`()
        throws
    {
        var house = try concerned()
        let before = house.state.postings.balance
        _ = answer(&house, "bhm-csc/nadia", "acting")
        #expect(house.state.postings.balance[.waiting] == before[.waiting])
        #expect(house.broker.nextDeadline == at("2018-06-20T17:00:00+01:00"))
        var heard: [String] = []
        for instant in [
            "2018-06-08T17:00:00+01:00", "2018-06-20T16:59:59+01:00", "2018-06-20T17:00:00+01:00",
            "2018-06-21T16:59:59+01:00", "2018-06-21T17:00:00+01:00",
        ] {
            heard += house.pass(to: instant).entries.map { "\(instant.prefix(16)) \($0.topic) \($0.told)" }
            let live = house.state
            try house.restart()
            #expect(house.state.escalations == live.escalations)
            heard += house.turn().entries.map { "again \($0.topic)" }
        }
        #expect(
            heard == [
                #"2018-06-20T17:00 broker.action-due ["C-1042 ASW bhm-csc/nadia escalated", "C-1042 TM bhm-csc/tess escalated"]"#,
                #"2018-06-21T17:00 broker.escalated ["C-1042 DUTY bhm-csc/duty escalated"]"#,
            ]
        )
        house.hello("bhm-csc/casework")
        _ = answer(&house, "bhm-csc/nadia", "done")
        #expect(house.state.escalations.tally.acknowledged == 1)
        #expect(house.state.postings.balance[.acknowledged] == before[.acknowledged] + 1)
        #expect(house.broker.nextDeadline == nil)
    }

    @Test func `after an outage the action comes back at its own time, once, and every rung after it`() throws
    {
        var house = try concerned()
        _ = answer(&house, "bhm-csc/nadia", "acting")
        let turn = house.pass(to: "2018-08-01T10:00:00+01:00")
        #expect(
            turn.entries.map(\.topic.text) == ["broker.action-due"]
                + Array(repeating: "broker.escalated", count: 3) + ["broker.exhausted"]
        )
        #expect(Set(turn.entries.map(\.id)).count == 5)
        #expect(house.turn().entries.isEmpty)
        // Hugo acts, and is silent again: the same rungs, and other entries.
        _ = answer(&house, "bhm-csc/hugo", "acting")
        let again = house.pass(to: "2018-10-01T10:00:00+01:00")
        #expect(again.entries.map(\.topic.text) == ["broker.action-due", "broker.exhausted"])
        #expect(Set(turn.entries.map(\.id)).isDisjoint(with: again.entries.map(\.id)))
        #expect(try house.replayed().state == house.state)
    }

    @Test func `what she is acting on is in her inbox, with its end`() throws {
        var house = try concerned()
        _ = answer(&house, "bhm-csc/nadia", "acting")
        var fetch = ClientMessage.Fetch(.inbox)
        fetch.person = named("bhm-csc/nadia")
        let turn = house.hear(.fetch(fetch), from: "bhm-csc/casework")
        guard case .show(.inbox(let rows), _, _, _) = try #require(turn.actions.last) else {
            Issue.record("no inbox")
            return
        }
        #expect(rows.map(\.state) == ["acting"])
        #expect(rows.map(\.due) == [at("2018-06-20T17:00:00+01:00")])
    }

    @Test func `where two must answer, one leaves it waiting, also in the counts`() throws {
        var house = try concerned(Self.ladders(needed: 2))
        let before = house.state.postings.balance
        _ = answer(&house, "bhm-csc/nadia", "seen")
        _ = answer(&house, "bhm-csc/nadia", "seen")
        #expect(house.state.postings.balance[.waiting] == before[.waiting])
        #expect(house.state.escalations.tally.waiting == 1)
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
        _ = answer(&house, "bhm-csc/tess", "seen")
        #expect(house.state.escalations.tally.acknowledged == 1)
        #expect(house.state.postings.balance[.waiting] == before[.waiting] - 1)
    }

    @Test func `everybody on a step is told by the entry, and an answer of any is theirs`() throws {
        var house = try concerned(Self.ladders(needed: 1))
        let turn = house.pass(to: "2018-06-07T17:00:00+01:00")
        #expect(
            turn.told == [
                "C-1042 DUTY bhm-csc/duty escalated", "C-1042 TM bhm-csc/tess escalated",
            ]
        )
        let key = try #require(house.state.escalations.keys.first)
        #expect(house.broker.isOwner(named("bhm-csc/tess"), of: key))
        #expect(house.broker.isOwner(named("bhm-csc/dee"), of: key))
        #expect(!house.broker.isOwner(named("bhm-csc/hugo"), of: key))
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
    }

    private static func ladders(needed: Int) -> Ladders {
        let ladder = Ladder(
            limit: .workingDays(1),
            rungs: [Ladder.Rung([.dutyTeam, .teamManager]), Ladder.Rung(.headOfService)],
            answersNeeded: needed
        )
        return Ladders(s1: ladder, s2: ladder, s3: ladder, s4: ladder)
    }

    // Every answer of old ledgers reads, and means what it meant: acting ended it.
    @Test func `facts of ledgers from before actions had clocks read as they were written`() throws {
        let lines = """
            {"fact":"raised","seq":7,"case":"C-1","severity":"S2","heightened":false,"rung":0,"role":"ASW",\
            "staff":"a/b","until":20,"at":10}
            {"fact":"climbed","seq":7,"case":"C-1","rung":1,"role":"DUTY","staff":"a/d","until":30,"at":20,\
            "also-role":"EDT"}
            {"fact":"reassigned","seq":7,"case":"C-1","rung":1,"role":"DUTY","staff":"a/e","until":30,"at":21}
            {"fact":"exhausted","seq":7,"case":"C-1","role":"HOS","at":40}
            {"fact":"acknowledged","seq":7,"case":"C-1","by":"a/b","answer":"acting","at":50}

            """
        let facts = try BrokerFact.read(Array(lines.utf8))
        #expect(String(decoding: facts.flatMap { $0.line() }, as: UTF8.self) == lines)
        var book = EscalationBook(ladders: .standard, calendar: WorkingCalendar(holidays: [] as [CivilDate]))
        for case .escalation(let fact) in facts { book.apply(fact) }
        #expect(book.tally.acknowledged == 1 && book.deadline == nil)
    }

    @Test func `new facts read as they are written`() throws {
        let lines = """
            {"fact":"raised","seq":7,"severity":"S1","heightened":true,"rung":1,"role":"DUTY","until":20,"at":10,\
            "from":"wmp/niche","needs":2}
            {"fact":"climbed","seq":7,"rung":2,"role":"TM","staff":"a/t","with":[{"role":"DES"},\
            {"role":"HOS","staff":"a/h"}],"until":30,"at":20}
            {"fact":"answer-counted","seq":7,"by":"a/t","answer":"seen","at":21}
            {"fact":"acting","seq":7,"rung":2,"role":"TM","staff":"a/t","by":"a/u","until":40,"at":22}
            {"fact":"returned","seq":7,"rung":2,"role":"TM","staff":"a/u","until":50,"at":40}
            {"fact":"acknowledged","seq":7,"by":"a/u","answer":"done","at":45}
            {"fact":"challenge-raised","entry":9,"id":"m-1","about":"c-1","author":"a/u","from":"a/s"}
            {"fact":"challenge-statement-incomplete","entry":9,"by":11}
            {"fact":"challenge-resolved","entry":9,"by":12,"at":60}

            """
        let facts = try BrokerFact.read(Array(lines.utf8))
        #expect(String(decoding: facts.flatMap { $0.line() }, as: UTF8.self) == lines)
    }
}

import Concerns
import Escalation
import JSON
import Routing
import TestSupport
import Testing
import Topics
import Transfer
import Vocabulary
import Wire

@testable import BrokerCore

/// A person answers, or it climbs.
@Suite struct AnsweringTests {
    private let incident = "police.domestic-incident"

    @Test func `an answer stops the clock`() throws {
        var house = try concerned()
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia"))
        #expect(house.broker.nextDeadline == nil)
        #expect(house.state.escalations.tally.acknowledged == 1)
        #expect(house.pass(to: "2018-07-06T10:00:00+01:00").entries.isEmpty)
    }

    @Test func `silence climbs person, duty, manager, head of service, each once, across restarts`() throws {
        var house = try concerned()
        _ = house.subscribe("bhm-csc/casework", ["broker.>"])
        var climbed: [String] = []
        // One working day for her, then half of it for each rung above.
        for instant in [
            "2018-06-07T16:59:59+01:00", "2018-06-07T17:00:00+01:00", "2018-06-08T12:59:59+01:00",
            "2018-06-08T13:00:00+01:00", "2018-06-08T17:00:00+01:00", "2018-06-11T12:59:59+01:00",
            "2018-06-11T13:00:00+01:00", "2018-06-30T13:00:00+01:00",
        ] {
            climbed += house.pass(to: instant).entries.map { "\(instant.prefix(16)) \($0.topic) \($0.told)" }
            let live = house.state
            try house.restart()
            #expect(house.state.escalations == live.escalations)
            climbed += house.turn().entries.map { "again \($0.topic)" }
        }
        #expect(
            climbed == [
                #"2018-06-07T17:00 broker.escalated ["C-1042 DUTY bhm-csc/duty escalated"]"#,
                #"2018-06-08T13:00 broker.escalated ["C-1042 TM bhm-csc/tess escalated"]"#,
                #"2018-06-08T17:00 broker.escalated ["C-1042 HOS bhm-csc/hugo escalated"]"#,
                #"2018-06-11T13:00 broker.exhausted ["C-1042 HOS bhm-csc/hugo escalated", "front-door PPU - unanswered"]"#,
            ]
        )
        house.hello("bhm-csc/casework")
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/hugo", "seen"))
        #expect(house.state.escalations.tally.acknowledged == 1)
    }

    @Test func `after an outage every rung is recorded at its own time`() throws {
        var house = try concerned()
        let turn = house.pass(to: "2018-07-06T13:00:00+01:00")
        #expect(
            turn.entries.map(\.topic.text) == Array(repeating: "broker.escalated", count: 3) + [
                "broker.exhausted"
            ]
        )
        #expect(
            turn.entries.compactMap { $0.routed?.due.first }.map { $0?.rfc3339 ?? "-" } == [
                "2018-06-08T12:00:00Z", "2018-06-08T16:00:00Z", "2018-06-11T12:00:00Z", "-",
            ]
        )
    }

    @Test func `what is not hers goes to whom she names, who is told, with the same deadline`() throws {
        var house = try concerned()
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.C-1042.>"])
        let data = House.answer("c-1", "bhm-csc/nadia", "not-mine", more: #","to":"bhm-hv/linda""#)
        let turn = house.publish("acknowledgement.made", data)
        #expect(turn.told == ["C-1042 ASW bhm-hv/linda passed-on"])
        #expect(turn.entries[0].routed?.due == [at("2018-06-07T17:00:00+01:00")])
        #expect(turn.deliveries.map(\.user.text) == ["bhm-hv/child-health"])
        #expect(house.broker.nextDeadline == at("2018-06-07T17:00:00+01:00"))
    }

    @Test func `what is nobody's in particular climbs at once`() throws {
        var house = try concerned()
        let turn = house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia", "not-mine"))
        #expect(turn.told == ["C-1042 DUTY bhm-csc/duty passed-on"])
    }

    @Test func `it is passed on to nobody whom the register does not know`() throws {
        var house = try concerned()
        let before = house.state
        let data = House.answer("c-1", "bhm-csc/nadia", "not-mine", more: #","to":"bhm-csc/nobody""#)
        let turn = house.publish("acknowledgement.made", data)
        #expect(turn.refusals.map(\.field) == ["/data/to"])
        #expect(house.state == before)
    }

    @Test func `when the lead leaves, what waited for her waits for duty with the same deadline`() throws {
        var house = try concerned()
        let turn = house.publish("register.staff", leaving("2018-06-06"))
        #expect(turn.entries.map(\.topic.text) == ["register.staff", "broker.unallocated"])
        #expect(house.state.casebook.unallocated.map(\.caseID.text) == ["C-1042"])
        let key = try #require(house.state.escalations.keys.first)
        #expect(house.state.escalations[key]?.owner?.staff?.text == "bhm-csc/duty")
        #expect(house.broker.nextDeadline == at("2018-06-07T17:00:00+01:00"))
        #expect(try house.replayed().state == house.state)
    }

    @Test func `who leaves later is let go on the day, once, also by a process that starts after it`() throws
    {
        var house = try concerned()
        house.publish("register.staff", leaving("2018-06-07"))
        #expect(house.turn().entries.isEmpty)
        var other = house
        other.now = at("2018-06-07T08:00:00+01:00")
        let said = try other.restart().entries.map(\.topic.text)
        #expect(said.filter { !$0.hasPrefix("transfer.") } == ["broker.started", "broker.unallocated"])
        #expect(
            house.pass(to: "2018-06-07T00:00:00+01:00").entries.map(\.topic.text) == ["broker.unallocated"]
        )
        #expect(house.pass(to: "2018-06-07T09:00:00+01:00").entries.isEmpty)
        #expect(house.state.casebook.unallocated.map(\.caseID.text) == ["C-1042"])
        #expect(try house.replayed().state == house.state)
    }

    private func leaving(_ date: String) -> String {
        #"{"staff":"bhm-csc/nadia","agency":"bhm-csc","name":"N","roles":["ASW"],"left":"\#(date)"}"#
    }

    /// A house in which Nadia was told c-1 on Wednesday at ten.
    private func concerned() throws -> House {
        var house = try House.withCase()
        house.publish(incident, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        return house
    }
}

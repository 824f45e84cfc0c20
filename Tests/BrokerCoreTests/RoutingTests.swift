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

/// From a concern to whoever must know, with the shipped topics.
@Suite struct RoutingTests {
    private let incident = "police.domestic-incident"

    @Test func `what is said about her mother reaches the child's lead, and nobody tells the police`() throws
    {
        var house = try House.withCase()
        _ = house.subscribe("bhm-csc/casework", ["case.E08000025.C-1042.>"])
        _ = house.subscribe("wmp/niche", ["case.E08000025.>"])
        let turn = house.publish(incident, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        #expect(
            turn.told == [
                "C-1042 ASW bhm-csc/nadia lead-professional", "C-1042 TM bhm-csc/tess team-manager",
            ]
        )
        #expect(turn.deliveries.map(\.user.text) == ["bhm-csc/casework"])
        let obligation = try #require(
            house.state.escalations.keys.first.flatMap { house.state.escalations[$0] }
        )
        #expect(obligation.owner?.staff?.text == "bhm-csc/nadia")
        #expect(obligation.deadline == at("2018-06-07T17:00:00+01:00"))
    }

    @Test func `a case that nobody holds is answered for by duty, told to the manager, and an alarm at once`()
        throws
    {
        var house = try House()
        house.hello("bhm-csc/casework", "wmp/niche")
        house.settleFamily()
        let opened = house.publish("casefile.opened", House.opened("C-1042"))
        #expect(opened.entries.map(\.topic.text) == ["casefile.opened", "broker.unallocated"])
        #expect(
            opened.entries[1].told == [
                "C-1042 DUTY bhm-csc/duty duty-unallocated", "C-1042 TM bhm-csc/tess duty-unallocated",
            ]
        )
        let turn = house.publish(incident, House.incident([House.mother]), by: "wmp/niche")
        #expect(
            turn.told == [
                "C-1042 DUTY bhm-csc/duty duty-unallocated", "C-1042 TM bhm-csc/tess team-manager-added",
            ]
        )
        #expect(house.broker.dutyRows.map { kind($0) } == ["unallocated"])
        house.allocate("bhm-csc/nadia")
        #expect(house.broker.dutyRows.isEmpty)
    }

    @Test func `what is about nobody known goes to the front door`() throws {
        var house = try House.withCase()
        _ = house.subscribe("bhm-csc/casework", ["case.E08000025.front-door.>"])
        let turn = house.publish(incident, House.incident([House.stranger]), by: "wmp/niche")
        #expect(turn.told == ["front-door MASH bhm-csc/door front-door"])
        #expect(turn.deliveries.map(\.number) == [1])
        #expect(house.broker.dutyRows.map { kind($0) } == ["unmatched"])
    }

    @Test func `an agency hears of the cases it works on and of no others`() throws {
        var house = try House.withCase()
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.C-2.>"], sub: "second", window: 9)
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.C-1042.>"], sub: "first", window: 9)
        house.openCase("C-2")
        house.allocate("bhm-hv/linda", "HV", on: "C-1042")
        let turn = house.publish(incident, House.incident([House.child]), by: "wmp/niche")
        #expect(turn.deliveries.filter { $0.user.text.hasPrefix("bhm-hv") }.map(\.name.text) == ["first"])
        let user: UserID = named("bhm-hv/child-health")
        let routed = turn.entries[0].routed
        #expect(routed?.decision.cases.map(\.text) == ["C-1042", "C-2"])
        let clearance = try #require(house.broker.clearance(of: user))
        #expect(clearance.cases(of: routed).map(\.text) == ["C-1042"])
        #expect(clearance.mayKnowWhoWasTold(for: named("C-1042"), routed))
        #expect(!clearance.mayKnowWhoWasTold(for: named("C-2"), routed))
        #expect(!clearance.mayKnowWhoWasTold(for: nil, routed))
        let reader = try #require(house.broker.clearance(of: user, reading: named("C-2")))
        #expect(reader.cases(of: routed).map(\.text) == ["C-1042", "C-2"])
    }

    @Test func `whoever worked on a case is told that it is closed`() throws {
        var house = try House.withCase()
        house.allocate("bhm-hv/linda", "HV")
        let turn = house.publish(
            "casefile.closed",
            #"{"case":"C-1042","closed":"2018-06-06","reason":"needs-met"}"#
        )
        #expect(turn.told.map { $0.split(separator: " ")[1] } == ["ASW", "TM", "HV"])
        let after = house.publish(incident, House.incident([House.child]), by: "wmp/niche")
        // Who still worked with the family hears of it, and the front door answers (F63).
        #expect(
            after.told == ["C-1042 HV bhm-hv/linda formerly", "front-door MASH bhm-csc/door front-door"]
        )
    }

    @Test func `what a topic says needs no answer raises none`() throws {
        var house = try House.withCase()
        #expect(house.state.escalations.keys.isEmpty)
        let turn = house.publish("allocation.made", House.allocated("bhm-hv/linda", "HV", on: "C-1042"))
        #expect(turn.entries[0].routed?.due == [nil])
        #expect(house.state.escalations.keys.isEmpty)
    }

    private func kind(_ row: JSONValue) -> String {
        guard case .object(let members) = row, case .string(let kind)? = members.first?.value else {
            return ""
        }
        return kind
    }
}

import Concerns
import Escalation
import JSON
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Whoever said what nobody answered is told so, and nothing else.
@Suite struct ExhaustedTests {
    private func exhausted() throws -> (house: House, turn: Turn) {
        var house = try House.withCase()
        _ = house.subscribe("wmp/niche", ["case.E08000025.>"])
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.>"])
        _ = house.subscribe("bhm-csc/casework", ["case.E08000025.>"])
        house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        let turn = house.pass(to: "2018-06-11T13:00:00+01:00")
        return (house, turn)
    }

    @Test func `the publishing system gets the word that nobody answered, and no other agency does`() throws {
        let (house, turn) = try exhausted()
        let entry = try #require(turn.entries.last)
        #expect(entry.topic.text == "broker.exhausted")
        #expect(
            entry.told == ["C-1042 HOS bhm-csc/hugo escalated", "front-door PPU - unanswered"]
        )
        let delivered = turn.deliveries.filter { $0.sequence == entry.sequence }.map(\.user.text)
        #expect(delivered.sorted() == ["bhm-csc/casework", "wmp/niche"])
        // The other climbs are nobody's but social care's.
        let others = turn.deliveries.filter { $0.sequence != entry.sequence }.map(\.user.text)
        #expect(Set(others) == ["bhm-csc/casework"])
        #expect(try house.replayed().state == house.state)
    }

    @Test func `the duty list has what climbs while it climbs, and with whom it is`() throws {
        var house = try House.withCase()
        house.publish("police.domestic-incident", House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        func climbing() -> [String] {
            house.broker.dutyRows.filter { $0["kind"] == "climbing" }.map { row in
                "\(row["case"] ?? .null) \(row["owner-role"] ?? .null) \(row["rung"] ?? .null)"
            }
        }
        #expect(climbing().isEmpty)
        let due = try #require(house.state.escalations.deadline)
        _ = house.pass(to: due.rfc3339)
        #expect(climbing().count == 1)
        #expect(climbing().first?.contains("C-1042") == true)
        _ = house.pass(to: "2018-06-11T13:00:00+01:00")
        #expect(climbing().isEmpty)
    }

    @Test func `it says which concern, since when and whom it was asked, not on which case`() throws {
        let (house, turn) = try exhausted()
        let entry = try #require(turn.entries.last)
        let (concern, routed) = (try #require(entry.concern), entry.routed)
        let definition = try #require(house.policy.catalogue[entry.topic])
        let clearance = try #require(house.broker.clearance(of: named("wmp/niche")))
        let viewer = try #require(
            clearance.viewer(of: definition, from: house.broker.brokerUser, routed)
        )
        let shown = definition.reduction(ofData: concern.data, for: viewer).bytes
        let node = try JSONDocument(parsing: shown).root
        #expect(
            node.members.map(\.key).sorted() == ["concern", "person", "role", "seq", "since"]
        )
        #expect(node["concern"]?.string == "c-1")
        #expect(node["person"]?.string == "bhm-csc/hugo")
        #expect(clearance.cases(of: routed) == [])
        #expect(!clearance.mayKnowWhoWasTold(for: named("C-1042"), routed))
    }

    @Test func `what social care said itself, and what the broker says, is told to nobody else`() throws {
        var house = try House.withCase()
        let data = #"{"people":[\#(House.child)],"about":"nothing-done","wants":"A conference."}"#
        #expect(house.publish("challenge.raised", data, id: "c-1").refusals.isEmpty)
        let turn = house.pass(to: "2018-06-11T13:00:00+01:00")
        #expect(turn.entries.last?.topic.text == "broker.exhausted")
        #expect(turn.entries.last?.told == ["C-1042 HOS bhm-csc/hugo escalated"])
    }
}

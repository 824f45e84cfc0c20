import Escalation
import Routing
import TestSupport
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// What was said can be taken back by whoever said it: from every copy that was delivered, and with a word to whoever had it.
@Suite struct RecallTests {
    private let police = "police.domestic-incident"
    private let sub: SubscriptionName = named("all")
    private let casework = "bhm-csc/casework"

    /// Police said c-1; Nadia leads, Linda visits.
    private func concerned(subscribing: [String] = []) throws -> House {
        var house = try House.withCase()
        house.allocate("bhm-hv/linda", "HV")
        for user in subscribing { _ = house.subscribe(user, ["case.E08000025.>"]) }
        house.publish(police, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        return house
    }

    private func recall(_ id: String = "c-1", reason: String = "wrong-child") -> String {
        #"{"concern":"\#(id)","reason":"\#(reason)"}"#
    }

    @Test func `the lead and the head of service hear of it at once, by the case that had heard the concern`()
        throws
    {
        var house = try concerned()
        let turn = house.publish("concern.recalled", recall(), by: "wmp/niche", id: "r-1")
        #expect(
            turn.told == [
                "C-1042 ASW bhm-csc/nadia lead-professional", "C-1042 TM bhm-csc/tess team-manager",
                "C-1042 HV bhm-hv/linda active-on-case", "C-1042 HOS bhm-csc/hugo always",
            ]
        )
        let recall = try #require(house.state.sharing.recall(of: house.sequence(of: "c-1")))
        #expect(recall.recallID.text == "r-1")
        #expect(recall.publisher.text == "wmp/niche")
        #expect(recall.why == "recalled wrong-child")
    }

    @Test func `nobody need answer what was taken back, and everything stays accounted for`() throws {
        var house = try concerned()
        let before = house.state.postings.balance
        house.publish("concern.recalled", recall(), by: "wmp/niche")
        let key = ObligationKey(try house.sequence(of: "c-1"), named("C-1042"))
        #expect(house.state.escalations[key]?.state == .withdrawn(at: house.now))
        // The recall itself waits in its place.
        #expect(house.state.postings.balance[.waiting] == before[.waiting])
        #expect(house.state.postings.balance[.informational] == before[.informational] + 1)
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia"))
        #expect(house.state.escalations.tally.withdrawn == 1)
        #expect(house.state.escalations.tally.acknowledged == 0)
        let later = house.pass(to: "2018-08-01T10:00:00+01:00")
        #expect(!later.entries.contains { $0.body.contains(Array("\"c-1\"".utf8)) })
        #expect(try house.replayed().state == house.state)
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
    }

    @Test func `what somebody had answered stays answered`() throws {
        var house = try concerned()
        house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia"))
        house.publish("concern.recalled", recall(), by: "wmp/niche")
        #expect(house.state.escalations.tally.withdrawn == 0)
        #expect(house.state.escalations.tally.acknowledged == 1)
    }

    @Test(arguments: ["bhm-hv/child-health", "bhm-csc/casework"])
    func `nobody else takes it back`(user: String) throws {
        var house = try concerned()
        let before = house.state
        let turn = house.publish("concern.recalled", recall(), by: user)
        #expect(turn.refusals.map(\.code) == [.forbidden])
        #expect(turn.refusals.map(\.field) == ["/data/concern"])
        #expect(house.state == before)
    }

    @Test func `what changes a case is not taken back, and neither is a recall`() throws {
        var house = try concerned()
        house.publish(
            "allocation.made",
            House.allocated("bhm-csc/mo", "CC", on: "C-1042"),
            by: casework,
            id: "a-1"
        )
        let turn = house.publish("concern.recalled", recall("a-1"))
        #expect(turn.refusals.map(\.code) == [.schema])
        house.publish("concern.recalled", recall(), by: "wmp/niche", id: "r-1")
        let again = house.publish("concern.recalled", recall("r-1"), by: "wmp/niche")
        #expect(again.refusals.map(\.code) == [.schema])
    }

    @Test func `taken back in the same breath it is refused for later, and then taken`() throws {
        var house = try House.withCase()
        let said = house.event(police, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        let back = house.event("concern.recalled", recall(), by: "wmp/niche")
        let turn = house.turn([
            house.message(said.publish, from: "wmp/niche"), house.message(back.publish, from: "wmp/niche"),
        ])
        #expect(turn.refusals.map(\.code) == [.notDurable])
        #expect(house.hear(back.publish, from: "wmp/niche").refusals.isEmpty)
        #expect(house.state.sharing.recall(of: try house.sequence(of: "c-1")) != nil)
    }

    @Test func `a copy that was fetched is told of; one that was not keeps its number and nobody is told`()
        throws
    {
        var house = try concerned(subscribing: [casework])
        // Health visiting's system fetches nothing.
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.C-1042.police.>"], window: 0)
        house.publish(police, House.incident([House.mother]), by: "wmp/niche", id: "c-2")
        let turn = house.publish("concern.recalled", recall("c-2"), by: "wmp/niche")
        let rules = turn.entries.first?.routed?.decision.routings.flatMap(\.recipients).map(\.rule) ?? []
        #expect(!rules.contains(.recalled))
        let resumed = house.subscribe("bhm-hv/child-health", ["case.E08000025.C-1042.police.>"], window: 9)
        // The recall comes under the topic of what it takes back, as Linda is told of it as well.
        #expect(resumed.deliveries.map(\.number) == [1, 2])
        #expect(resumed.deliveries.first?.sequence == (try house.sequence(of: "c-2")))
    }

    @Test func `whoever had it is told, although no longer on the case and subscribed to nothing else`()
        throws
    {
        var house = try House.withCase()
        house.allocate("bhm-hv/linda", "HV")
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.C-1042.police.>"])
        house.publish(police, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        _ = house.hear(.ack(sub: sub, numbers: [1]), from: "bhm-hv/child-health")
        let ended = #"{"case":"C-1042","staff":"bhm-hv/linda","role":"HV","to":"2018-06-06","reason":"left"}"#
        house.publish("allocation.ended", ended)
        #expect(house.state.casebook.file(named("C-1042"))?.allocations.count == 1)
        let turn = house.publish("concern.recalled", recall(), by: "wmp/niche")
        #expect(turn.told.contains("C-1042 HV bhm-hv/linda recalled"))
        #expect(turn.deliveries.map(\.user.text) == ["bhm-hv/child-health"])
        #expect(turn.deliveries.map(\.number) == [2])
        let entry = try #require(turn.entries.first)
        let definition = try #require(house.policy.catalogue[entry.topic])
        let clearance = try #require(house.broker.clearance(of: named("bhm-hv/child-health")))
        let viewer = clearance.viewer(of: definition, from: entry.publisher, entry.routed)
        #expect(viewer?.detail == .alert)
    }

    @Test func `whoever has left and never fetched their copy is told nothing, because it goes`() throws {
        var house = try House.withCase()
        house.allocate("bhm-hv/linda", "HV")
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.>"], window: 0)
        house.publish(police, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        house.publish("allocation.ended", House.leaves)
        let turn = house.publish("concern.recalled", recall(), by: "wmp/niche")
        #expect(!turn.told.contains { $0.contains("linda") })
    }

    @Test func `at the front door the recall goes to the front door`() throws {
        var house = try House.withCase()
        house.publish(police, House.incident([House.stranger]), by: "wmp/niche", id: "c-1")
        let turn = house.publish("concern.recalled", recall(), by: "wmp/niche")
        #expect(
            turn.told == [
                "front-door MASH bhm-csc/door front-door", "front-door HOS bhm-csc/hugo always",
            ]
        )
        #expect(house.state.escalations.tally.withdrawn == 1)
    }

    @Test func `facts of recalls and corrections read as they were written`() throws {
        let recall = SharingBook.Recall(
            entry: LedgerSequence(4),
            id: named("c-1"),
            recalledBy: LedgerSequence(9),
            recallID: named("r-1"),
            publisher: named("wmp/niche"),
            reason: "other",
            at: Instant(milliseconds: 7)
        )
        func correction(_ entry: LedgerSequence?) -> SharingBook.Correction {
            SharingBook.Correction(
                entry: entry,
                id: named("c-1"),
                correctedBy: LedgerSequence(9),
                correctionID: named("c-2"),
                at: Instant(milliseconds: 7)
            )
        }
        for fact in [
            SharingBook.Fact.recalled(recall), .corrected(correction(LedgerSequence(4))),
            .corrected(correction(nil)),
        ] {
            #expect(try BrokerFact.read(BrokerFact.sharing(fact).line()) == [.sharing(fact)])
        }
    }
}

extension House {
    /// Where the entry of that id is.
    func sequence(of id: String) throws -> LedgerSequence {
        try #require(entries.first { $0.id.text == id }).sequence
    }
}

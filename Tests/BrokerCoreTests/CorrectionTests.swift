import Escalation
import Routing
import TestSupport
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// A correction follows what it corrects to everybody who had that, and erases nothing.
@Suite struct CorrectionTests {
    private let police = "police.domestic-incident"
    private let sub: SubscriptionName = named("all")

    private func concerned() throws -> House {
        var house = try House.withCase()
        house.allocate("bhm-hv/linda", "HV")
        house.publish(police, House.incident([House.mother]), by: "wmp/niche", id: "c-1")
        return house
    }

    @Test func `it goes where it belongs, and both stand`() throws {
        var house = try concerned()
        let before = house.state.escalations.tally
        let turn = house.correct("c-1", police, House.incident([House.mother], summary: "Not so."))
        #expect(turn.told.contains("C-1042 ASW bhm-csc/nadia lead-professional"))
        let first = try house.sequence(of: "c-1")
        let corrections = house.state.sharing.corrections(of: first)
        #expect(corrections.map(\.correctionID.text) == ["c-2"])
        #expect(house.state.sharing.correction(by: try house.sequence(of: "c-2"))?.entry == first)
        #expect(house.state.sharing.recall(of: first) == nil)
        #expect(house.state.escalations.tally.waiting == before.waiting + 1)
        #expect(try house.replayed(snapshotAfter: house.stored.count - 1).state == house.state)
    }

    @Test func `whoever has left the case since gets it as they had the first`() throws {
        var house = try concerned()
        _ = house.subscribe("bhm-hv/child-health", ["case.E08000025.>"], from: .start)
        let ended = #"{"case":"C-1042","staff":"bhm-hv/linda","role":"HV","to":"2018-06-06","reason":"left"}"#
        house.publish("allocation.ended", ended)
        let turn = house.correct("c-1", police, House.incident([House.mother], summary: "Not so."))
        #expect(turn.told.contains("C-1042 HV bhm-hv/linda corrected"))
        let recipient = turn.entries.first?.routed?.decision.routings.flatMap(\.recipients)
            .first { $0.rule == .corrected }
        let first = house.entries.first { $0.id.text == "c-1" }?.routed?.decision.detail(for: named("bhm-hv"))
        #expect(recipient?.detail == first)
    }

    @Test func `filed under another child, the first one's people hear only that theirs is no longer so`()
        throws
    {
        var house = try concerned()
        house.openCase("C-2", [House.stranger])
        let turn = house.correct("c-1", police, House.incident([House.stranger], summary: "Another child."))
        let routings = turn.entries.first?.routed?.decision.routings ?? []
        #expect(Set(routings.compactMap(\.caseID?.text)) == ["C-2", "C-1042"])
        let followed = routings.first { $0.caseID?.text == "C-1042" }
        #expect(followed?.reasons == [.follows(try house.sequence(of: "c-1"))])
        #expect(followed.map { Set($0.recipients.map(\.detail)) } == [.alert])
        #expect(followed?.recipients.contains { $0.staff?.text == "bhm-csc/nadia" } == true)
        // The other child's case is what it is about: Nadia's has nobody more to answer.
        #expect(house.state.escalations.keys.filter { $0.caseID?.text == "C-1042" }.count == 1)
    }

    @Test func `on a restricted case nobody hears of it who would not now`() throws {
        var house = try concerned()
        house.publish(
            "casefile.restricted",
            #"{"case":"C-1042","restricted":true,"staff":["bhm-csc/nadia"],"reason":"Family.","decided-by":"bhm-csc/hugo"}"#
        )
        try #require(house.state.casebook.file(named("C-1042"))?.restriction != nil)
        let turn = house.correct("c-1", police, House.incident([House.mother]))
        #expect(!turn.told.contains { $0.contains("bhm-hv/linda") })
        let back = house.publish("concern.recalled", #"{"concern":"c-1","reason":"other"}"#, by: "wmp/niche")
        #expect(back.told.contains { $0.contains("bhm-hv/linda recalled") })
    }

    @Test func `on a case restricted since, whoever has left hears of no correction`() throws {
        var house = try concerned()
        house.publish("allocation.ended", House.leaves)
        house.publish(
            "casefile.restricted",
            #"{"case":"C-1042","restricted":true,"staff":[],"reason":"Family.","decided-by":"bhm-csc/hugo"}"#
        )
        let turn = house.correct("c-1", police, House.incident([House.mother]))
        #expect(!turn.told.contains { $0.contains("linda") })
    }

    @Test(arguments: [("c-1", "bhm-hv/child-health"), ("never-said", "wmp/niche")])
    func `of another's, or of nothing known, it is taken, marked, and changes nothing of theirs`(
        id: String,
        user: String
    ) throws {
        var house = try concerned()
        let topic = user == "wmp/niche" ? police : "health.contact"
        let data =
            user == "wmp/niche"
            ? House.incident([House.mother])
            : #"{"people":[\#(House.child)],"contact-type":"home","child-seen":true}"#
        let turn = house.correct(id, topic, data, by: user)
        #expect(turn.refusals.map(\.text) == [])
        #expect(house.state.sharing.corrections(of: try house.sequence(of: "c-1")) == [])
        let correction = house.state.sharing.correction(by: try house.sequence(of: "c-2"))
        #expect(correction?.entry == nil)
        #expect(correction?.id.text == id)
    }
}

extension House {
    /// Health visiting's worker leaves the case.
    static let leaves =
        #"{"case":"C-1042","staff":"bhm-hv/linda","role":"HV","to":"2018-06-06","reason":"left"}"#

    /// Says something that corrects what was said under that id.
    mutating func correct(
        _ id: String,
        _ topic: String,
        _ data: String,
        by user: String = "wmp/niche",
        as own: String = "c-2"
    ) -> Turn {
        let said = event(topic, data, by: user, id: own)
        let text = String(decoding: said.body, as: UTF8.self)
        let body = text.replacing(#""subject":"","#, with: #""subject":"","supersedes":"\#(id)","#)
        return hear(Said(id: own, topic: topic, body: Array(body.utf8)).publish, from: user)
    }
}

import Concerns
import JSON
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerCore

/// Whatever is refused is refused with its code, and nothing of it is kept.
@Suite struct RefusalTests {
    /// What police may not say or say wrongly: the topic, the payload, the code, the member at fault.
    @Test(arguments: [
        ("allocation.made", House.allocated("bhm-csc/nadia", "ASW", on: "C-1042"), 403, "/topic"),
        ("police.nothing", "{}", 404, "/topic"),
        ("case.E08000025.C-1042.police.domestic-incident", House.incident([House.child]), 404, "/topic"),
        ("police.domestic-incident", #"{"people":[]}"#, 422, "/data/people"),
        ("police.domestic-incident", House.incident([House.child], grade: "worst"), 422, "/data/dash-grade"),
        ("acknowledgement.made", House.answer("unknown", "wmp/pat"), 404, "/data/concern"),
        ("acknowledgement.made", House.answer("unknown", "bhm-csc/nadia"), 403, "/data/person"),
        ("acknowledgement.made", House.answer("unknown", "wmp/nobody"), 403, "/data/person"),
    ])
    func `police are refused`(topic: String, data: String, code: Int, field: String) throws {
        var house = try House.withCase()
        let said = house.event(topic, data, by: "wmp/niche")
        try expectRefusal(&house, said.publish, from: "wmp/niche", code, field)
    }

    /// What social care says about its own registers and cases.
    @Test(arguments: [
        ("casefile.closed", #"{"case":"C-9","closed":"2018-06-06","reason":"needs-met"}"#, 404, "/data/case"),
        ("casefile.opened", House.opened("front-door"), 422, "/data/case"),
        ("casefile.opened", House.opened("C.1"), 422, "/data/case"),
        ("allocation.made", House.allocated("bhm-csc/nadia", "ASW", on: "C-9"), 404, "/data/case"),
        ("allocation.made", House.allocated("bhm-csc/nadia", "LP", on: "C-1042"), 422, "/data/role"),
        ("allocation.made", House.allocated("bhm-csc/nadia", "KING", on: "C-1042"), 422, "/data/role"),
        (
            "allocation.ended",
            #"{"case":"C-9","staff":"bhm-csc/nadia","to":"2018-06-06"}"#, 404, "/data/case"
        ),
        (
            "register.staff",
            #"{"staff":"bhm-csc/x","agency":"bhm-csc","name":"X","roles":["ASW","KING"]}"#, 422,
            "/data/roles/1"
        ),
    ])
    func `social care is refused`(topic: String, data: String, code: Int, field: String) throws {
        var house = try House.withCase()
        let said = house.event(topic, data, by: "bhm-csc/casework")
        try expectRefusal(&house, said.publish, from: "bhm-csc/casework", code, field)
    }

    @Test func `a revoked key of somebody else cannot be registered again`() throws {
        var house = try House.withCase()
        let key = { (user: String, status: String) in
            """
            {"key":"\(House.key("wmp/niche"))","user":"\(user)","status":"\(status)","roles":[],"publishes":[],\
            "sees":[],"cases":"involved"}
            """
        }
        let theft = house.event("register.key", key("bhm-hv/child-health", "active"), by: "bhm-csc/casework")
        try expectRefusal(&house, theft.publish, from: "bhm-csc/casework", 422, "/data/key")
        house.publish("register.key", key("wmp/niche", "revoked"))
        let revival = house.event("register.key", key("wmp/niche", "active"), by: "bhm-csc/casework")
        try expectRefusal(&house, revival.publish, from: "bhm-csc/casework", 422, "/data/key")
    }

    @Test func `another digest is refused`() throws {
        var house = try House.withCase()
        let said = house.event("police.domestic-incident", House.incident([House.child]), by: "wmp/niche")
        let other = ClientMessage.Publish(
            id: named(said.id),
            topic: try #require(Topic("police.domestic-incident")),
            sha256: .ofBody([1]),
            body: said.body
        )
        try expectRefusal(&house, .publish(other), from: "wmp/niche", 400, "/sha256")
    }

    @Test func `nobody speaks as another system`() throws {
        var house = try House.withCase()
        let said = house.event(
            "police.domestic-incident",
            House.incident([House.child]),
            by: "bhm-csc/casework"
        )
        try expectRefusal(&house, said.publish, from: "wmp/niche", 422, "/source")
    }

    @Test func `an id used for another body is refused, and for the same body answered again`() throws {
        var house = try House.withCase()
        let said = house.event("police.domestic-incident", House.incident([House.child]), by: "wmp/niche")
        let other = house.event(
            "police.domestic-incident",
            House.incident([House.mother]),
            by: "wmp/niche",
            id: said.id
        )
        let arrivals = [said, said, other].map { house.message($0.publish, from: "wmp/niche") }
        let turn = house.turn(arrivals)
        #expect(turn.receipts.map(\.again) == [false, true])
        #expect(turn.receipts[0].sequence == turn.receipts[1].sequence)
        #expect(turn.refusals.map(\.code) == [.idReused])
        #expect(turn.entries.count == 1)
        let later = house.hear(said.publish, from: "wmp/niche")
        #expect(later.receipts.map(\.again) == [true])
        #expect(later.entries.isEmpty)
    }

    @Test(arguments: [false, true])
    func `a peer may say the same with another authority's signature, and nothing else under its id`(
        isOneTurn: Bool
    ) throws {
        var house = try House.withCase()
        let peer = "\(House.solihull)/broker"
        house.hello(peer, "wmp/niche")
        let said = house.event("police.domestic-incident", House.incident([House.child]), by: "wmp/niche")
        let other = house.event(
            "police.domestic-incident",
            House.incident([House.mother]),
            by: "wmp/niche",
            id: said.id
        )
        let keys = try [1, 2].map { try #require(SigningKey(seed: Array(repeating: $0, count: 32))) }
        let concern = try Concern(parsing: said.body)
        let said1 = Said(id: said.id, topic: said.topic, body: concern.bytes(signedBy: keys[0]))
        let said2 = Said(id: said.id, topic: said.topic, body: concern.bytes(signedBy: keys[1]))
        #expect(said1.body != said2.body)
        let all = [said1, said2, other]
        let turns =
            isOneTurn
            ? [house.turn(all.map { house.message($0.publish, from: peer) })]
            : all.map { house.hear($0.publish, from: peer) }
        #expect(turns.flatMap(\.receipts).map(\.again) == [false, true])
        #expect(Set(turns.flatMap(\.receipts).map(\.sequence)).count == 1)
        #expect(turns.flatMap(\.refusals).map(\.code) == [.idReused])
        #expect(turns.flatMap(\.entries).filter { $0.id.text == said.id }.count == 1)
        // Only a peer passes on what others say; everybody else says the same bytes again.
        let own = house.hear(said.publish, from: "wmp/niche")
        #expect(own.refusals.isEmpty)
        #expect(house.hear(said1.publish, from: "wmp/niche").refusals.map(\.code) == [.idReused])
    }

    @Test func `what waits for the disk is known when it is said again`() throws {
        var house = try House.withCase()
        let data = House.incident([House.child])
        let said = house.event("police.domestic-incident", data, by: "wmp/niche", id: "again")
        let message = house.message(said.publish, from: "wmp/niche")
        // The disk is busy with a turn before: what is decided meanwhile is joined, and the ledger knows nothing of it.
        var waiting = Turn()
        house.broker.turn([message], at: house.tick, into: &waiting)
        house.broker.turn([message], at: house.tick, into: &waiting)
        #expect(waiting.entries.count { $0.id.text == "again" } == 1)
        #expect(waiting.receipts.map(\.again) == [false, true])
    }

    @Test func `without HELLO there is nothing but HELLO`() throws {
        var house = try House()
        for verb: ClientMessage.Verb in [.ping, .bye, .detach(sub: named("all")), .fetch(.init(.duty))] {
            try expectRefusal(&house, verb, from: "bhm-csc/casework", 401, nil)
        }
    }

    @Test func `an unknown key is told so, and cut off when it speaks again`() throws {
        var house = try House()
        let turn = house.hear(.hello(agent: "x"), from: "wmp/revoked")
        #expect(turn.refusals.map(\.code) == [.forbidden])
        #expect(turn.actions.count == 1)
        let again = house.hear(.hello(agent: "x"), from: "wmp/revoked")
        #expect(again.actions == [.disconnect(house.origin("wmp/revoked").connection)])
    }

    @Test func `a full ledger takes no concern, but answers and transfers`() throws {
        var house = try House.withCase()
        house.publish("police.domestic-incident", House.incident([House.child]), by: "wmp/niche", id: "c-1")
        house.broker.isFull = true
        let said = house.event("police.domestic-incident", House.incident([House.child]), by: "wmp/niche")
        try expectRefusal(&house, said.publish, from: "wmp/niche", 503, nil)
        let answer = house.publish("acknowledgement.made", House.answer("c-1", "bhm-csc/nadia"))
        #expect(answer.receipts.count == 1)
    }

    @Test func `more PUBLISHes than may wait for a receipt earn 429`() throws {
        var house = try House.withCase()
        let arrivals = (0..<257).map { _ in
            let said = house.event("police.domestic-incident", House.incident([House.child]), by: "wmp/niche")
            return house.message(said.publish, from: "wmp/niche")
        }
        let turn = house.turn(arrivals)
        #expect(turn.receipts.count == 256)
        #expect(turn.refusals.map(\.code) == [.slowDown])
    }

    @Test(arguments: [
        (ClientMessage.Fetch.What.inbox, 400, "/person"), (.caseload, 400, "/person"), (.case, 400, "/case"),
        (.duty, 403, "/what"),
        (.transfer, 403, "/what"), (.receipt, 400, "/id"), (.proof, 400, "/from"), (.explain, 404, "/seq"),
        (.status, 403, "/what"), (.instants, 404, "/seq"), (.lateness, 403, "/what"),
    ])
    func `police may not fetch`(what: ClientMessage.Fetch.What, code: Int, field: String) throws {
        var house = try House.withCase()
        try expectRefusal(&house, .fetch(.init(what)), from: "wmp/niche", code, field)
    }

    @Test func `a case is read by whoever works on it and by nobody else`() throws {
        var house = try House.withCase()
        var fetch = ClientMessage.Fetch(.case)
        fetch.caseID = named("C-1042")
        try expectRefusal(&house, .fetch(fetch), from: "bhm-hv/child-health", 403, "/case")
        house.allocate("bhm-hv/linda", "HV")
        let turn = house.hear(.fetch(fetch), from: "bhm-hv/child-health")
        #expect(turn.refusals.isEmpty)
        #expect(turn.entries.map(\.topic.text) == ["broker.read"])
        fetch.caseID = named("C-9")
        try expectRefusal(&house, .fetch(fetch), from: "bhm-csc/casework", 404, "/case")
    }

    @Test func `a system reads in the name of its own agency's staff only, and the read says who it was`()
        throws
    {
        var house = try House.withCase()
        house.allocate("bhm-hv/linda", "HV")
        var fetch = ClientMessage.Fetch(.case)
        fetch.caseID = named("C-1042")
        fetch.person = named("bhm-hv/linda")
        try expectRefusal(&house, .fetch(fetch), from: "bhm-csc/casework", 403, "/person")
        fetch.person = named("bhm-csc/nobody")
        try expectRefusal(&house, .fetch(fetch), from: "bhm-csc/casework", 403, "/person")
        fetch.person = named("bhm-csc/nadia")
        let turn = house.hear(.fetch(fetch), from: "bhm-csc/casework")
        #expect(turn.refusals.isEmpty)
        #expect(turn.entries.map { $0.event.root["data"]?["person"]?.string } == ["bhm-csc/nadia"])
    }

    /// The refusal with that code, an unchanged state and nothing stored.
    private func expectRefusal(
        _ house: inout House,
        _ verb: ClientMessage.Verb,
        from user: String,
        _ code: Int,
        _ field: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = house.state
        let turn = house.hear(verb, from: user)
        #expect(turn.refusals.map(\.code.rawValue) == [code], sourceLocation: sourceLocation)
        if let field { #expect(turn.refusals.map(\.field) == [field], sourceLocation: sourceLocation) }
        #expect(turn.refusals.map(\.verb) == [verb.name], sourceLocation: sourceLocation)
        #expect(!turn.isDurable, sourceLocation: sourceLocation)
        #expect(house.state == before, sourceLocation: sourceLocation)
    }
}

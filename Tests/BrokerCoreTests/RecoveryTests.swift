import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

@testable import BrokerCore

/// What a new process makes of what an old one stored.
@Suite struct RecoveryTests {
    /// A fact that does not read whole stops recovery; nothing of it is guessed or left out.
    @Test(arguments: [
        (#"{"fact":"staff","staff":"a/b","agency":"a","roles":["ASW","KING"]}"#, "staff", "roles"),
        (#"{"fact":"staff","staff":"a b","agency":"a","roles":[]}"#, "staff", "staff"),
        (
            #"{"fact":"key","key":"k","system":"a/b","status":"active","roles":["KING"],"publishes":[],"sees":[],"cases":"all"}"#,
            "key", "roles"
        ),
        (
            #"{"fact":"key","key":"k","system":"a/b","status":"active","roles":[],"publishes":["a..b"],"sees":[],"cases":"all"}"#,
            "key", "publishes"
        ),
        (#"{"fact":"allocated","case":"C-1","role":"KING","staff":"a/b","at":1}"#, "allocated", "role"),
        (#"{"fact":"acked","handle":1,"n":[1,"2"]}"#, "acked", "n"),
        (#"{"fact":"acked","handle":1,"n":[0,2],"seq":[7,1]}"#, "acked", "seq"),
        (#"{"fact":"subscription-changed","handle":1,"topics":["a.*b"]}"#, "subscription-changed", "topics"),
        (#"{"staff":"a/b"}"#, "", "fact"),
        (#"{"fact":"started""#, "", "line"),
    ])
    func `a stored fact that does not read is a fault`(line: String, fact: String, member: String) throws {
        var broker = try House().replayed()
        let before = broker.state
        #expect(throws: FactFault(fact: fact, member: member)) {
            try broker.replay(
                broker.state.lastSequence.next,
                at: at("2018-06-06T10:00:00Z"),
                id: named("x"),
                facts: Array(line.utf8)
            )
        }
        #expect(broker.state == before)
    }

    @Test func `a fact of a turn must say what came before it`() throws {
        var broker = try House().replayed()
        #expect(throws: FactFault(fact: "acked", member: "after")) {
            try broker.replay(turnFacts: Array(#"{"fact":"acked","handle":1,"n":[0,1],"seq":[4,1]}"#.utf8))
        }
    }

    @Test func `the configuration brings back neither a revoked key nor who left`() throws {
        var house = try House.withCase()
        let key = """
            {"key":"\(House.key("wmp/niche"))","user":"wmp/niche","status":"revoked","roles":[],"publishes":[],\
            "sees":[],"cases":"involved"}
            """
        house.publish("register.key", key)
        house.publish(
            "register.staff",
            #"{"staff":"bhm-csc/tess","agency":"bhm-csc","name":"T","roles":["TM"],"left":"2018-06-01"}"#
        )
        let before = house.state.register
        try house.restart()
        #expect(house.state.register == before)
    }

    @Test func `a second start changes nothing but that it is said`() throws {
        var house = try House.withCase()
        let before = house.state
        let turn = try house.restart()
        // The peer is asked what it has of ours.
        #expect(turn.entries.map(\.topic.text) == ["broker.started", "transfer.hold-asked"])
        let facts = String(decoding: turn.entries[0].facts, as: UTF8.self).split(separator: "\n")
        #expect(facts.count == 1 && facts[0].contains("reconciliation"), "\(facts)")
        #expect(house.state.register == before.register && house.state.casebook == before.casebook)
    }
}

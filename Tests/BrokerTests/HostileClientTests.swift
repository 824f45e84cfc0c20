import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// Whatever a client sends, the broker answers as `wire.md` says, keeps its state, and goes on serving the others.
@Suite(.serialized, .timeLimit(.minutes(40))) struct HostileClientTests {
    private let town = Town()

    @Test func `an unknown key gets no answer at all, and is counted`() async throws {
        let broker = try await start()
        let stranger = try await broker.client(.generate())
        try await wait { await stranger.connection == .refused(code: 400) }
        let honest = try await broker.greeted(town.police)
        #expect(await stranger.unread == [])
        // One more than the stranger with whom the broker tested itself before it served.
        #expect(try broker.keysRefused == 2)
        await stranger.close()
        try await end(broker, honest)
    }

    @Test func `the right key on the wrong topic gets 403 naming it`() async throws {
        let broker = try await start()
        let client = try await broker.greeted(town.police)
        let before = await broker.state
        var publish = try Town.incident(1)
        publish.topic = try #require(Topic("allocation.made"))
        try await client.send(.publish(publish))
        let refusal = try await client.refusal()
        #expect(refusal.code == .forbidden)
        #expect(refusal.text == "topic: allocation.made must be allowed to this key")
        #expect(refusal.verb == "PUBLISH")
        #expect(refusal.field == "/topic")
        #expect(refusal.code.retry == .no)
        #expect(await broker.state == before)
        try await end(broker, client)
    }

    @Test func `a topic that the key may not see is refused by name, and nothing is subscribed`() async throws
    {
        let broker = try await start()
        let client = try await broker.greeted(town.police)
        let before = await broker.state
        try await client.send(Town.subscription("all", ["police.>", "transfer.>", "case.E08000025.>"]))
        let refusal = try await client.refusal()
        #expect(refusal.code == .forbidden)
        #expect(refusal.text == "topics: transfer.>, case.E08000025.> must be allowed to this key")
        #expect(await broker.state == before)
        try await end(broker, client)
    }

    @Test func `what is not the protocol gets no answer and changes nothing`() async throws {
        let broker = try await start()
        let client = try await broker.greeted(town.police)
        let honest = try await broker.greeted(town.health)
        try await honest.subscribe(Town.subscription())
        let before = await broker.state
        let messages = [
            [""], ["CC1"], ["CC1", "PING", "r", "{}"], ["CC1", "PING", "r", "{}", "", ""],
            ["CC1", "PING", "r", "{}", "", "", "", ""],
            ["CB9", "PING", "r", "{}", ""], ["CC", "PING", "r", "{}", ""], ["cc1", "PING", "r", "{}", ""],
            ["CC11", "PING", "r", "{}", ""], ["", "PING", "r", "{}", ""],
            ["\u{0}\u{1}\u{2}", "PING", "r", "{}", ""], ["", "", "", "", ""],
        ]
        for message in messages { try await client.send(frames: message.map { Array($0.utf8) }) }
        try await client.ping()
        #expect(await client.unread == [])
        #expect(broker.dropped == 12)
        #expect(await broker.state == before)
        try await client.publish(Town.incident(1))
        #expect(try await honest.delivery().number == 1)
        await honest.close()
        try await end(broker, client)
    }

    @Test func `another version is told which one is spoken here`() async throws {
        let broker = try await start()
        let client = try await broker.greeted(town.police)
        try await client.send(frames: ["CC9", "PING", "nine", "?", "?"].map { Array($0.utf8) })
        let answer = try await client.next { message -> BrokerMessage? in
            if case .error = message.verb { message } else { nil }
        }
        #expect(answer.request == Array("nine".utf8))
        guard case .error(let refusal) = answer.verb else { return }
        #expect(refusal.code == .version)
        #expect(refusal.detail == .versions(["CC1"]))
        try await client.ping()
        try await end(broker, client)
    }

    @Test func `a body one byte too long is refused with 413, and one byte less is taken`() async throws {
        let broker = try await start()
        let client = try await broker.greeted(town.police)
        let before = await broker.state
        try await client.send(.publish(Town.incident(1, bytes: 262_145)))
        let refusal = try await client.refusal()
        #expect(refusal.code == .tooLarge)
        #expect(refusal.text == "body: was 262145 bytes; must be at most 262144")
        #expect(await broker.state == before)
        #expect(try await client.publish(Town.incident(2, bytes: 262_144)) == 2)
        try await end(broker, client)
    }

    @Test func `an id used for another body is refused with 409, and the first stays as it is`() async throws
    {
        let broker = try await start()
        let client = try await broker.greeted(town.police)
        #expect(try await client.publish(Town.incident(1)) == 2)
        let before = await broker.state
        try await client.send(.publish(Town.incident(1, grade: "high")))
        let refusal = try await client.refusal()
        #expect(refusal.code == .idReused)
        #expect(refusal.field == "/id")
        #expect(await broker.state == before)
        #expect(await broker.entries == 2)
        #expect(try await client.publish(Town.incident(1)) == 2)
        try await end(broker, client)
    }

    /// The verb, its head, its body; the member at fault, if there is one.
    private static let bad: [(verb: String, head: String, body: String, field: String?)] = [
        ("PUBLISH", #"{"id":"a","topic":"police.arrest","sha256":"\#(digest)","id":"b"}"#, "{}", nil),
        ("PUBLISH", #"{"id":"a","topic":"police.arrest","sha256":"\#(digest)"}"#, "{", nil),
        ("PUBLISH", #"{"id":"a","topic":"police.arrest","sha256":"\#(digest)"}"#, "[1,]", "/sha256"),
        ("PUBLISH", #"{"id":"a","topic":"police.arrest"}"#, "{}", "/sha256"),
        ("PUBLISH", #"{"id":["a"],"topic":"police.arrest","sha256":"\#(digest)"}"#, "{}", "/id"),
        ("SUBSCRIBE", #"{"sub":"s","topics":"police.>"}"#, "", "/topics"),
        ("ACK", #"{"sub":"s","n":[1e999]}"#, "", nil),
        ("PING", #"{"a":NaN}"#, "", nil), ("PING", "{", "", nil), ("PING", "", "", nil),
        ("PING", #"{"a":[[[[[[[[]]]]]]]]}"#, "", nil), ("PING", #"{"a":"\ud800"}"#, "", nil),
        ("ping", "{}", "", nil), ("NOTHING", "{}", "", nil),
    ]

    @Test func `bad JSON, bad members and unknown verbs are 400 and change nothing`() async throws {
        let broker = try await start()
        let client = try await broker.greeted(town.police)
        let before = await broker.state
        for (verb, head, body, field) in Self.bad {
            try await client.send(frames: ["CC1", verb, "bad", head, body].map { Array($0.utf8) })
            let refusal = try await client.refusal()
            #expect(refusal.code == .badFrame, "\(verb) \(head)")
            #expect(refusal.field == field, "\(verb) \(head)")
            #expect(refusal.code.retry == .no)
        }
        #expect(await broker.state == before)
        #expect(broker.refusals(.badFrame) == 14)
        try await client.ping()
        try await end(broker, client)
    }

    /// The SHA-256 of `{`.
    private static let digest = "021fb596db81e6d02bf3d2586ee3981fe519f275c0ac9ca76bbcf2ebb4097d96"

    private func start() async throws -> TestBroker {
        try await TestBroker.start(keys: town.keys)
    }

    private func end(_ broker: TestBroker, _ client: TestClient) async throws {
        await client.close()
        try await broker.stop()
    }
}

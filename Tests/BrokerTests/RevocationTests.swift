import BrokerCore
import Concerns
import Routing
import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

@testable import Broker

/// A key that is revoked while its system is connected.
@Suite(.serialized, .timeLimit(.minutes(1))) struct RevocationTests {
    private let police = KeyPair.generate()
    private let manager = KeyPair.generate()

    @Test func `a revoked key is refused at its next message, and cut off if it speaks again`() async throws {
        let folder = try TemporaryFolder()
        let keys = [
            key(of: police, "wmp/niche", role: "PPU", publishes: "police.>"),
            key(of: manager, "bhm-csc/casework", role: "HOS", publishes: "register.key"),
        ]
        let broker = try await TestBroker.start(folder: folder, keys: keys)
        let victim = try await greeted(broker, police)
        let head = try await greeted(broker, manager)
        try await victim.send(.ping, request: "before")
        try await victim.next { if case .pong = $0.verb { () } else { nil } }
        try await head.send(.publish(try revocation()))
        try await head.next { message -> Void? in
            if case .error(let refusal) = message.verb { Issue.record("refused: \(refusal.text)") }
            guard case .receipt = message.verb else { return nil }
            return ()
        }
        try await victim.send(.ping, request: "after")
        let refusal = try await victim.refusal()
        #expect(refusal.code == .forbidden)
        #expect(refusal.text == "this key is revoked")
        try await victim.send(.ping, request: "again")
        // Cut off, its socket connects anew, and the authenticator turns the key away.
        while await broker.node.authenticator.counts.refused == 1 { await Task.yield() }
        #expect(await broker.node.authenticator.counts.refused == 2)
        #expect(await victim.unread == [])
        await victim.close()
        await head.close()
        try await broker.stop()
    }

    private func greeted(_ broker: TestBroker, _ keys: KeyPair) async throws -> TestClient {
        let client = try await TestClient(
            broker.endpoint,
            serverKey: broker.serverKey,
            keys: keys,
            context: TestBroker.context.get()
        )
        try await client.send(.hello(agent: "test"))
        try await client.next { if case .welcome = $0.verb { () } else { nil } }
        return client
    }

    private func key(of keys: KeyPair, _ user: String, role: String, publishes: String) -> SystemKey {
        SystemKey(
            key: identifier(keys.publicKey.z85, CurveKind.self),
            user: identifier(user, UserKind.self),
            status: .active,
            roles: [Role(role)].compactMap(\.self),
            publishes: [TopicPattern(publishes)].compactMap(\.self),
            sees: [],
            cases: .involved
        )
    }

    private func revocation() throws -> ClientMessage.Publish {
        let id = "5f0c1d4e-0b8e-4c57-9d0f-2f1a7f3c9b01"
        let body = Array(
            """
            {"specversion":"1.0","id":"\(id)","source":"urn:concordat:E08000025:bhm-csc:casework",\
            "type":"register.key.v1","subject":"","time":"2026-11-24T09:00:00Z",\
            "datacontenttype":"application/json","data":{"key":"\(police.publicKey.z85)","user":"wmp/niche",\
            "status":"revoked","roles":["PPU"],"publishes":["police.>"],"sees":[],"cases":"involved"}}
            """.utf8
        )
        return ClientMessage.Publish(
            id: identifier(id, MessageKind.self),
            topic: try #require(Topic("register.key")),
            sha256: .ofBody(body),
            body: body
        )
    }
}

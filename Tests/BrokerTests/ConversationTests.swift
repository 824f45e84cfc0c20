import BrokerCore
import Concerns
import Foundation
import JSON
import Routing
import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

@testable import Broker

@Suite(.serialized) struct ConversationTests {
    private let police = KeyPair.generate()
    private let sub = identifier("all", SubscriptionKind.self)
    private let id = identifier("7b3f1f5e-6f51-4a43-9df0-0d0b7a0e1a01", MessageKind.self)

    @Test func `a concern is receipted, delivered and acknowledged, and receipted the same after a restart`()
        async throws
    {
        let folder = try TemporaryFolder()
        let server = KeyPair.generate()
        let broker = try await TestBroker.start(folder: folder, keys: [policeKey], server: server)
        let client = try await greeted(broker)
        try await client.send(.subscribe(try subscription()))
        let head = try await client.next { message -> Int64? in
            if case .subscribed(_, let position, _) = message.verb { position.head } else { nil }
        }
        #expect(head == 0)
        try await client.send(.publish(try publication()))
        let first = try await client.next(Self.receipt)
        #expect(!first.again)
        let deliver = try await client.next { message -> BrokerMessage.Deliver? in
            if case .deliver(let deliver) = message.verb { deliver } else { nil }
        }
        #expect(deliver.number == 1)
        #expect(deliver.sequence.number == first.sequence)
        #expect(deliver.why == "subscribed")
        #expect(!deliver.body.isEmpty)
        try await client.send(.ack(sub: sub, numbers: [1]))
        let acked = try await client.next { message -> Int64? in
            if case .acked(_, _, let position) = message.verb { position.acked } else { nil }
        }
        #expect(acked == 1)
        await client.close()
        try await broker.stop()

        let again = try await TestBroker.start(folder: folder, keys: [policeKey], server: server)
        let second = try await greeted(again)
        try await second.send(.publish(try publication()))
        let repeated = try await second.next(Self.receipt)
        #expect(repeated.again)
        #expect(repeated.body == first.body)
        await second.close()
        try await again.stop()
    }

    private func greeted(_ broker: TestBroker) async throws -> TestClient {
        let client = try await TestClient(
            broker.endpoint,
            serverKey: broker.serverKey,
            keys: police,
            context: TestBroker.context.get()
        )
        try await client.send(.hello(agent: "test"))
        let user = try await client.next { message -> UserID? in
            if case .welcome(let welcome) = message.verb { welcome.user } else { nil }
        }
        #expect(user.text == "wmp/niche")
        return client
    }

    private var policeKey: SystemKey {
        SystemKey(
            key: identifier(police.publicKey.z85, CurveKind.self),
            user: identifier("wmp/niche", UserKind.self),
            status: .active,
            roles: [Role("PPU")].compactMap(\.self),
            publishes: [TopicPattern("police.>")].compactMap(\.self),
            sees: [TopicPattern("police.>"), TopicPattern("case.E08000025.>")].compactMap(\.self),
            cases: .all
        )
    }

    private func subscription() throws -> ClientMessage.Subscribe {
        let pattern = try #require(TopicPattern("police.>"))
        return ClientMessage.Subscribe(sub: sub, topics: [pattern], window: 8, from: .now)
    }

    private func publication() throws -> ClientMessage.Publish {
        let topic = try #require(Topic("police.domestic-incident"))
        let definition = try #require(try TestBroker.catalogue.get()[topic])
        var writer = JSONWriter()
        writer.beginObject()
        for (key, node) in definition.example.root.members {
            writer.key(text: key)
            if key == "id" { writer.string(id.text) } else { writer.raw(node.raw) }
        }
        writer.endObject()
        return ClientMessage.Publish(
            id: id,
            topic: topic,
            sha256: .ofBody(writer.bytes),
            body: writer.bytes
        )
    }

    private static func receipt(_ message: BrokerMessage) -> (sequence: Int64, again: Bool, body: [UInt8])? {
        if case .error(let refusal) = message.verb { Issue.record("refused: \(refusal.text)") }
        guard case .receipt(_, let sequence, let again, let body) = message.verb else { return nil }
        return (sequence.number, again, body)
    }
}

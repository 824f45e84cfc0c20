import BrokerClient
import Foundation
import Logging
import Synchronization
import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// The nasty tests of messages lost on their way, numbered as in the list of the 25: a real broker, our own client, and
/// between them a relay that loses one message.
@Suite(.serialized, .timeLimit(.minutes(40))) struct NastyLossTests {
    private let town = Town()

    /// A verb, and which message of it is lost.
    struct Loss: CustomTestStringConvertible {
        let verb: String
        let number: Int

        init(_ verb: String, _ number: Int) { (self.verb, self.number) = (verb, number) }

        var testDescription: String { "\(verb) \(number)" }
    }

    /// Everything that either end says while one is subscribed, and of the deliveries the first, one between, the last.
    static let losses: [Loss] = [
        Loss("HELLO", 1), Loss("WELCOME", 1), Loss("SUBSCRIBE", 1), Loss("SUBSCRIBED", 1), Loss("DELIVER", 1),
        Loss("DELIVER", 3), Loss("DELIVER", 5), Loss("ACK", 1), Loss("ACKED", 1), Loss("PING", 1),
        Loss("PONG", 1),
    ]

    @Test(arguments: losses)
    func `12: any one message lost is noticed and made good, and nothing is handed over twice`(loss: Loss)
        async throws
    {
        let scene = try await Scene(town, losing: loss)
        for number in 1...5 { try await scene.police.publish(Town.incident(number)) }
        try await wait { await scene.isAcknowledged(through: 5) }
        try await wait { await scene.relay.connections > 1 }
        // One more, behind which anything handed over twice would have come.
        try await scene.police.publish(Town.incident(6))
        try await wait { await scene.isAcknowledged(through: 6) }
        try await wait { scene.handed.numbers.last == 6 }
        #expect(scene.handed.numbers == Array(1...6))
        #expect(await scene.relay.passages.filter(\.isLost).map(\.verb) == [loss.verb])
        try await scene.end()
    }

    @Test func `13: when the last message is lost and nothing follows, two pings later it is there`()
        async throws
    {
        let scene = try await Scene(town, losing: Loss("DELIVER", 5))
        for number in 1...5 { try await scene.police.publish(Town.incident(number)) }
        try await wait { scene.handed.numbers == Array(1...5) }
        let passages = await scene.relay.passages
        let loss = try #require(passages.firstIndex { $0.isLost })
        let cure = try #require(passages[(loss + 1)...].firstIndex { $0.verb == "DELIVER" })
        #expect(passages[loss..<cure].count { $0.verb == "PING" } <= 2)
        try await scene.end()
    }

    /// What the application was handed, in the order it was.
    private final class Handed: Sendable {
        private let kept = Mutex<[Int64]>([])

        var numbers: [Int64] { kept.withLock { $0 } }

        func add(_ number: Int64) { kept.withLock { $0.append(number) } }
    }

    /// A broker, police who publish to it, and a health visitor's system behind a relay.
    private struct Scene {
        let broker: TestBroker
        let police: TestClient
        let relay: LossyRelay
        let health: BrokerConnection
        let handed = Handed()
        private let application: Task<Void, any Error>
        private let folder: TemporaryFolder

        init(_ town: Town, losing loss: Loss) async throws {
            broker = try await TestBroker.start(keys: town.keys)
            police = try await broker.greeted(town.police)
            relay = try LossyRelay(to: broker, of: town.health)
            await relay.lose(loss.verb, number: loss.number)
            folder = try TemporaryFolder()
            let connection = try BrokerConnection(
                await relay.start(),
                box: ClientBox(at: folder.url.appending(path: "box").path),
                context: TestBroker.context.get(),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            )
            health = connection
            let handed = handed
            application = Task {
                for try await message in connection.messages() { handed.add(message.delivery.number) }
            }
            let topics = ["police.>"].compactMap { TopicPattern($0) }
            try await health.subscribe(
                Subscription(identifier("all", SubscriptionKind.self), to: topics, from: .start)
            )
        }

        /// Whether the broker has the system's word for everything so far.
        func isAcknowledged(through number: Int64) async -> Bool {
            await broker.position(of: "bhm-hv/child-health") == .init(acked: number, head: number)
        }

        func end() async throws {
            await health.close()
            await #expect(throws: ClientError.self) { try await application.value }
            await relay.stop()
            await police.close()
            try await broker.stop()
        }
    }
}

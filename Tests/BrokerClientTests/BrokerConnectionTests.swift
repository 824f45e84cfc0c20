import Concerns
import Logging
import Synchronization
import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

@testable import BrokerClient

/// The whole client against a scripted broker, on real sockets and real files.
@Suite(.timeLimit(.minutes(40))) struct BrokerConnectionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func connect(_ broker: ScriptedBroker) async throws -> BrokerConnection {
        try BrokerConnection(
            await broker.configuration(),
            box: try ClientBox(at: folder.path),
            context: try ScriptedBroker.context(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private func publications(_ count: Int) throws -> [Publication] {
        try (1...count).map { try Samples.publication($0, body: "{\"n\":\($0)}") }
    }

    @Test func `a receipt comes and is kept`() async throws {
        let broker = try ScriptedBroker()
        try await broker.start()
        let connection = try await connect(broker)
        let publication = try Samples.publication(1)
        let receipt = try await connection.publish(publication)
        #expect(receipt.sequence == LedgerSequence(1))
        #expect(try await connection.box.settlement(of: publication.id) == .receipted(receipt))
        // The same again is answered from the box.
        #expect(try await connection.publish(publication) == receipt)
        #expect(await broker.published.count == 1)
        await connection.close()
        await broker.stop()
    }

    @Test func `lost receipts and a broker that forgot everybody lose nothing and double nothing`()
        async throws
    {
        let broker = try ScriptedBroker()
        var faults = ScriptedBroker.Faults()
        faults.lostReceipts = 3
        try await broker.start(faults: faults)
        let connection = try await connect(broker)
        try await connection.submit(try publications(40))
        await broker.wait { $0.published > 10 }
        await broker.forgetSessions()
        try await connection.emptyOutbox()
        #expect(await broker.published.map(\.id) == (try publications(40)).map(\.id))
        #expect(try await connection.box.outboxCounts() == ClientBox.OutboxCounts(receipted: 40))
        await connection.close()
        await broker.stop()
    }

    @Test func `what was stored by a process that died is sent by the next`() async throws {
        try await ClientBox(at: folder.path).store(try publications(3))
        let broker = try ScriptedBroker()
        try await broker.start()
        let connection = try await connect(broker)
        try await connection.emptyOutbox()
        #expect(await broker.published.map(\.body) == (try publications(3)).map(\.body))
        await connection.close()
        await broker.stop()
    }

    @Test func `a refusal reaches the caller and later ones go on`() async throws {
        let broker = try ScriptedBroker()
        var faults = ScriptedBroker.Faults()
        let refusal = WireRefusal(
            .schema,
            "people: was missing; must be a list",
            verb: "PUBLISH",
            field: "/data/people"
        )
        faults.refusals = [
            WireRefusal(.notDurable, "no room", verb: "PUBLISH", afterMilliseconds: 5), refusal,
        ]
        try await broker.start(faults: faults)
        let connection = try await connect(broker)
        let error = await #expect(throws: ClientError.self) {
            try await connection.publish(try Samples.publication(1))
        }
        #expect(error?.code == .refused)
        #expect(error?.refusal == refusal)
        try await connection.publish(try Samples.publication(2))
        await connection.close()
        await broker.stop()
    }

    @Test func `a delivery that was lost comes again and every message comes once in order`() async throws {
        let broker = try ScriptedBroker()
        var faults = ScriptedBroker.Faults()
        // One in the middle, and one at the tail, which only PONG can tell of.
        faults.lostDeliveries = [2, 5]
        try await broker.start(faults: faults)
        let connection = try await connect(broker)
        try await connection.subscribe(try Samples.subscription())
        await broker.deliver(try (1...5).map { try Samples.delivery($0) })
        var numbers: [Int64] = []
        for try await message in connection.messages() {
            numbers.append(message.delivery.number)
            if numbers.count == 5 { break }
        }
        #expect(numbers == [1, 2, 3, 4, 5])
        await broker.wait { $0.acked == [1, 2, 3, 4, 5] }
        await broker.forgetSessions()
        await broker.deliver([try Samples.delivery(6)])
        await broker.wait { $0.acked.contains(6) }
        let seen = Mutex<[Int64]>([])
        // The fifth was read above and never finished, so it is handed over now.
        _ = try await connection.box.handOver(upTo: 9) { message, _ in
            seen.withLock { $0.append(message.delivery.number) }
        }
        #expect(seen.withLock { $0 } == [5, 6])
        await connection.close()
        await broker.stop()
    }

    @Test func `pages and the greeting are read`() async throws {
        let broker = try ScriptedBroker()
        try await broker.start()
        let connection = try await connect(broker)
        #expect(try await connection.welcome().user.text == "wmp/niche")
        let page = try await connection.fetch(ClientMessage.Fetch(.duty))
        #expect(page.rows.map { String(decoding: $0, as: UTF8.self) } == ["{\"seq\":1}", "{\"seq\":2}"])
        await connection.close()
        await broker.stop()
    }

    @Test func `a wait can be cut short and the publication stays`() async throws {
        let broker = try ScriptedBroker()
        try await broker.start()
        var configuration = await broker.configuration()
        configuration.serverKey = KeyPair.generate().publicKey
        let box = try ClientBox(at: folder.path)
        let connection = try BrokerConnection(
            configuration,
            box: box,
            context: try ScriptedBroker.context(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let error = await #expect(throws: ClientError.self) {
            try await connection.publish(try Samples.publication(1), within: .milliseconds(50))
        }
        #expect(error?.code == .unanswered)
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup { group in
                group.addTask { _ = try await connection.welcome() }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        await connection.close()
        let closed = await #expect(throws: ClientError.self) { try await connection.welcome() }
        #expect(closed?.code == .closed)
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts(waiting: 1))
        await broker.stop()
    }
}

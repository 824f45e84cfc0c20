import BrokerCore
import Ledger
import Testing
import Vocabulary
import Wire
import ZeroMQ

@testable import Broker
@testable import BrokerCore

/// Windows, credits and take-overs, exact to the message, over real sockets.
@Suite(.serialized, .timeLimit(.minutes(40))) struct FlowTests {
    private let town = Town()
    private let all = identifier("all", SubscriptionKind.self)

    @Test func `the loser of a subscription gets 410, and the winner everything`() async throws {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let first = try await broker.greeted(town.health)
        try await first.subscribe(Town.subscription())
        try await police.publish(Town.incident(1))
        #expect(try await first.delivery().number == 1)

        let second = try await broker.greeted(town.health)
        try await second.subscribe(Town.subscription())
        let loss = try await first.refusal()
        #expect(loss.code == .replaced)
        #expect(loss.text == "another connection took all")
        #expect(loss.code.retry == .no)
        let repeated = try await second.delivery()
        #expect(repeated.number == 1)
        #expect(repeated.again)

        try await police.publish(Town.incident(2))
        let new = try await second.delivery()
        #expect(new.number == 2)
        #expect(!new.again)
        #expect(try await first.ping() == [:])
        #expect(await first.unread == [])
        // The loser's system holds number 1 all the same, and may say so.
        #expect(try await first.acknowledge([1]) == BrokerMessage.Position(acked: 1, head: 2))
        try await end(broker, police, first, second)
    }

    @Test func `the same name is another subscription for another system`() async throws {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        let clinic = try await broker.greeted(town.clinic)
        try await health.subscribe(Town.subscription())
        try await clinic.subscribe(Town.subscription())
        try await police.publish(Town.incident(1))
        #expect(try await health.delivery().number == 1)
        #expect(try await clinic.delivery().number == 1)
        #expect(try await health.acknowledge([1]) == BrokerMessage.Position(acked: 1, head: 1))
        #expect(try await clinic.ping() == [all: standing(acked: 0, head: 1, sent: 1)])
        try await end(broker, police, health, clinic)
    }

    @Test func `a window of 0 pauses delivery, and a later window resumes without loss`() async throws {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        #expect(try await health.subscribe(Town.subscription(window: 0)) == .init(acked: 0, head: 0))
        for number in 1...5 { try await police.publish(Town.incident(number)) }
        #expect(try await health.ping() == [all: standing(acked: 0, head: 5, sent: 0)])
        #expect(await health.unread == [])

        #expect(try await health.subscribe(Town.subscription(window: 2)) == .init(acked: 0, head: 5))
        #expect(try await health.numbers(2) == [1, 2])
        // The ACK is the credit: not one more until it comes, and then exactly one.
        #expect(try await health.ping() == [all: standing(acked: 0, head: 5, sent: 2)])
        #expect(await health.unread == [])
        try await health.acknowledge([2])
        #expect(try await health.numbers(1) == [3])
        #expect(try await health.ping() == [all: standing(acked: 0, head: 5, sent: 3)])
        try await health.acknowledge([1, 3])
        #expect(try await health.numbers(2) == [4, 5])
        #expect(try await health.acknowledge([4, 5]) == .init(acked: 5, head: 5))
        try await end(broker, police, health)
    }

    @Test func `a pause in the middle keeps what is on its way and sends no more`() async throws {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        try await health.subscribe(Town.subscription(window: 2))
        for number in 1...3 { try await police.publish(Town.incident(number)) }
        #expect(try await health.numbers(2) == [1, 2])
        try await health.subscribe(Town.subscription(window: 0))
        #expect(try await health.acknowledge([1, 2]) == .init(acked: 2, head: 3))
        try await health.ping()
        #expect(await health.unread == [])
        try await health.subscribe(Town.subscription(window: 1))
        #expect(try await health.numbers(1) == [3])
        try await end(broker, police, health)
    }

    @Test func `four mebibytes may be on their way, and not one byte more`() async throws {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        try await health.subscribe(Town.subscription(window: 512))
        for number in 1...15 { try await police.publish(Town.incident(number, bytes: 262_144)) }
        try await police.publish(Town.incident(16, bytes: 262_143))
        // One byte of the 4,194,304 is left, and one concern takes more than that.
        try await police.publish(Town.incident(17))
        #expect(try await health.numbers(16) == Array(1...16))
        #expect(try await health.ping() == [all: standing(acked: 0, head: 17, sent: 16)])
        #expect(await health.unread == [])
        try await health.acknowledge([16])
        #expect(try await health.numbers(1) == [17])
        try await end(broker, police, health)
    }

    @Test func `all windows of a connection come to 768 and not to one more`() async throws {
        let broker = try await TestBroker.start(keys: town.keys)
        let health = try await broker.greeted(town.health)
        try await health.subscribe(Town.subscription("a", window: 512))
        try await health.subscribe(Town.subscription("b", window: 256))
        let before = await broker.state
        try await health.send(Town.subscription("c", window: 1))
        let refusal = try await health.refusal()
        #expect(refusal.code == .slowDown)
        #expect(refusal.text == "window: was 1; must be at most 0 on this connection")
        #expect(await broker.state == before)
        try await health.subscribe(Town.subscription("c", window: 0))
        try await health.subscribe(Town.subscription("a", window: 511))
        try await health.subscribe(Town.subscription("c", window: 1))
        try await end(broker, health)
    }

    @Test func `256 PUBLISHes may wait for their receipts, and one more earns 429`() async throws {
        let broker = try await TestBroker.start(keys: town.keys) { GatedLedger($0) }
        let ledger = try #require(await broker.node.ledger as? GatedLedger)
        let police = try await broker.greeted(town.police)
        ledger.shut()
        for number in 1...257 { try await police.send(.publish(Town.incident(number))) }
        try await wait { await broker.node.waitingAnswers == 257 }
        ledger.open()
        let refusal = try await police.refusal()
        #expect(refusal.code == .slowDown)
        #expect(refusal.text == "at most 256 PUBLISHes may wait for their receipts")
        #expect(refusal.code.retry == .later)
        #expect(refusal.afterMilliseconds == 50)
        for number in 1...256 {
            #expect(try await police.receipt(for: Town.incident(number).id) == Int64(number + 1))
        }
        #expect(await broker.entries == 257)
        #expect(try await police.publish(Town.incident(257)) == 258)
        try await end(broker, police)
    }

    @Test func `a client that never reads delays nobody, and what waits for it is bounded`() async throws {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        var deaf = DealerOptions()
        deaf.receiveQueue = 1
        // Its libzmq, which reads nothing either while its queue is full, would take the broker for dead.
        (deaf.heartbeatMilliseconds, deaf.heartbeatTimeoutMilliseconds) = (60_000, 3_600_000)
        let clinic = try await broker.greeted(town.clinic, deaf)
        try await health.subscribe(Town.subscription(window: 512))
        try await clinic.subscribe(Town.subscription(window: 512))
        await clinic.ignoreEverything()
        for number in 1...100 {
            try await police.publish(Town.incident(number, bytes: 65_536))
            #expect(try await health.delivery().number == Int64(number))
            try await health.acknowledge([Int64(number)])
        }
        let waiting = try #require(await broker.node.machine.sessions.inFlight(of: "bhm-hv/clinic").first)
        #expect(waiting.count == 64)
        #expect(waiting.bytes == 4_194_304)
        await clinic.ignoreEverything(false)
        for number in 1...100 {
            #expect(try await clinic.delivery().number == Int64(number))
            try await clinic.acknowledge([Int64(number)])
        }
        try await end(broker, police, health, clinic)
    }

    private func standing(acked: Int64, head: Int64, sent: Int64) -> BrokerMessage.Standing {
        BrokerMessage.Standing(position: BrokerMessage.Position(acked: acked, head: head), sent: sent)
    }

    private func end(_ broker: TestBroker, _ clients: TestClient...) async throws {
        for client in clients { await client.close() }
        try await broker.stop()
    }
}

extension BrokerNode {
    /// Answers decided that wait for the disk.
    var waitingAnswers: Int { pending.actions.count + (syncing?.actions.count ?? 0) }

    /// ``SessionTable/inFlight(of:)``, asked here, so that no copy of the machine outlives the question: the next turn
    /// would have to copy every subscription with all it holds.
    func inFlight(of user: String) -> [(count: Int, bytes: Int)] { machine.sessions.inFlight(of: user) }
}

extension SessionTable {
    /// Deliveries sent to a user and not acknowledged, for each subscription: how many, and their bytes.
    func inFlight(of user: String) -> [(count: Int, bytes: Int)] {
        sessions.filter { $0.value.user.text == user }.flatMap { session in
            session.value.attachments.values.map { ($0.inFlight.count, $0.inFlightBytes) }
        }
    }
}

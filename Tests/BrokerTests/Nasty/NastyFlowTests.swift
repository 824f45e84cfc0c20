import BrokerCore
import Foundation
import Ledger
import Testing
import Topics
import Vocabulary
import Wire
import ZeroMQ

@testable import Broker
@testable import BrokerCore

/// The nasty tests of what is stored and delivered, numbered as in the list of the 25, against the real broker.
@Suite(.serialized, .timeLimit(.minutes(40))) struct NastyFlowTests {
    private let town = Town()

    @Test
    func
        `9: when a sync fails nobody in the group gets a receipt, and the broker comes back through recovery`()
        async throws
    {
        let folder = try TemporaryFolder()
        let server = KeyPair.generate()
        let broker = try await TestBroker.start(folder: folder, keys: town.keys, server: server) {
            GatedLedger($0)
        }
        let ledger = try #require(await broker.node.ledger as? GatedLedger)
        let police = try await broker.greeted(town.police)
        let rail = try await broker.greeted(town.rail)
        try await police.publish(Town.incident(1))
        let fault = LedgerError.disk(DiskFault(operation: .sync, file: "00000001.segment", code: 5))
        ledger.breakDown(fault)
        // Together, for the broker is gone as soon as it has read one of them.
        async let other: Void = rail.send(.publish(Town.incident(3, by: "btp/crime")))
        try await police.send(.publish(Town.incident(2)))
        do { try await other } catch TestFailure.noAnswer {}
        await #expect(throws: fault) { try await broker.ended.value }
        for client in [police, rail] {
            try await wait { await client.connection == .broken }
            #expect(await client.unread == [])
            await client.close()
        }
        await broker.thread.stop()

        let again = try await TestBroker.start(folder: folder, keys: town.keys, server: server)
        let returned = try await again.greeted(town.police)
        #expect(try await returned.publish(Town.incident(1)) == 2)
        // The second start is entry 3; what nobody got a receipt for is not there.
        #expect(try await returned.publish(Town.incident(2)) == 4)
        await returned.close()
        try await again.stop()
    }

    @Test func `9: a full disk is 503 for everybody until there is room again, without a restart`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys) { GatedLedger($0) }
        let ledger = try #require(await broker.node.ledger as? GatedLedger)
        let police = try await broker.greeted(town.police)
        let before = await broker.state
        ledger.fill()
        for number in 1...3 { try await police.send(.publish(Town.incident(number))) }
        for _ in 1...3 {
            let refusal = try await police.refusal()
            #expect(refusal.code == .notDurable)
            #expect(refusal.code.retry == .later)
            #expect(refusal.afterMilliseconds == 5_000)
        }
        #expect(await broker.state == before)
        ledger.fill(false)
        #expect(try await police.publish(Town.incident(1)) == 2)
        await police.close()
        try await broker.stop()
    }

    @Test func `10: one id is one concern for each system, and its receipt is the same a week later`()
        async throws
    {
        let start = try #require(Instant(rfc3339: "2018-06-06T10:00:00+01:00"))
        let broker = try await TestBroker.start(keys: town.keys, story: start)
        let police = try await broker.greeted(town.police)
        let rail = try await broker.greeted(town.rail)
        let first = try await receipt(of: Town.incident(1), from: police)
        #expect(!first.again)
        // The same id from another agency is another concern.
        let other = try await receipt(of: Town.incident(1, by: "btp/crime"), from: rail)
        #expect(!other.again)
        #expect(other.sequence == first.sequence + 1)
        try await police.send(.publish(Town.incident(1, grade: "high")))
        #expect(try await police.refusal().code == .idReused)

        let week = start.advanced(byMilliseconds: 7 * 86_400_000)
        let mail = await broker.node.mail
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            mail.post(.story(BrokerNode.StoryMove(target: week) { _ in done.resume() }))
        }
        let later = try await receipt(of: Town.incident(1), from: police)
        #expect(later.again)
        #expect(later.sequence == first.sequence)
        #expect(later.body == first.body)
        await police.close()
        await rail.close()
        try await broker.stop()
    }

    /// `CONCORDAT_BACKLOG=100000 swift test --filter NastyFlowTests` is the long form.
    @Test func `11: a subscriber that was away for a long time gets everything, in order and without a hole`()
        async throws
    {
        let text = ProcessInfo.processInfo.environment["CONCORDAT_BACKLOG"] ?? "1500"
        let backlog = try #require(Int64(text))
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let absent = try await broker.greeted(town.health)
        try await absent.subscribe(Town.subscription())
        await absent.close()
        for first in stride(from: 1, through: Int(backlog), by: 200) {
            let numbers = first...min(first + 199, Int(backlog))
            for number in numbers { try await police.send(.publish(Town.incident(number))) }
            for number in numbers { try await police.receipt(for: Town.incident(number).id) }
        }
        let health = try await broker.greeted(town.health)
        #expect(try await health.subscribe(Town.subscription(window: 1)) == .init(acked: 0, head: backlog))
        let slow = min(backlog / 10, 1_000)
        for number in 1...slow {
            #expect(try await health.delivery().number == number)
            try await health.acknowledge([number])
        }
        try await health.subscribe(Town.subscription(window: 64))
        for number in (slow + 1)...backlog {
            var delivery = try await health.delivery()
            // What was sent with the window of 1 comes once more.
            if delivery.number < number { delivery = try await health.delivery() }
            #expect(delivery.number == number)
            if number.isMultiple(of: 64) {
                #expect(await broker.node.inFlight(of: "bhm-hv/child-health")[0].count <= 64)
            }
            try await health.send(.ack(sub: identifier("all", SubscriptionKind.self), numbers: [number]))
        }
        let standing = BrokerMessage.Standing(position: .init(acked: backlog, head: backlog), sent: backlog)
        try await wait { try await health.ping().values.first == standing }
        await health.close()
        await police.close()
        try await broker.stop()
    }

    @Test
    func `14: two clients that take one subscription from each other lose nothing and end in no livelock`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let rivals = [try await broker.greeted(town.health), try await broker.greeted(town.health)]
        var acknowledged: [Int64] = []
        for round in 1...60 {
            let (winner, loser) = (rivals[round % 2], rivals[(round + 1) % 2])
            try await police.publish(Town.incident(round))
            let start = ClientMessage.Subscribe.Start.start
            let position = try await winner.subscribe(Town.subscription(window: 4, from: start))
            if round > 1 {
                #expect(position == .init(acked: Int64(round - 1), head: Int64(round)))
                #expect(try await loser.refusal().code == .replaced)
            }
            var delivery = try await winner.delivery()
            // What the broker sent it before it lost the subscription is no news.
            while delivery.number < round { delivery = try await winner.delivery() }
            #expect(delivery.number == Int64(round))
            #expect(try await winner.acknowledge([delivery.number]).acked == Int64(round))
            acknowledged.append(delivery.number)
        }
        #expect(acknowledged == Array(1...60))
        for rival in rivals { await rival.close() }
        await police.close()
        try await broker.stop()
    }

    /// What is said of numbers that were never sent, or are none.
    private static let wrongNumbers = [
        ("all", "[3]", 400, "n: must hold only numbers that were delivered, at most 2"),
        ("all", "[1,3]", 400, "n: must hold only numbers that were delivered, at most 2"),
        ("all", "[0]", 400, "n: was an array of 1 elements; must be a list of numbers that were delivered"),
        ("all", "[-1]", 400, "n: was an array of 1 elements; must be a list of numbers that were delivered"),
        ("all", "[1.5]", 400, "n: was an array of 1 elements; must be a list of numbers that were delivered"),
        ("all", "[1.0]", 400, "n: was an array of 1 elements; must be a list of numbers that were delivered"),
        (
            "all", "[9223372036854775808]", 400,
            "head: must be one strict JSON object; an integer of 2^53 or more at byte 18"
        ),
        ("clinic", "[1]", 404, "sub: must be a subscription of this key's system"),
    ]

    @Test
    func
        `15: an ACK of numbers never sent, of another's subscription, negative, 2^63 or fractional changes nothing`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        let clinic = try await broker.greeted(town.clinic)
        try await health.subscribe(Town.subscription(window: 2))
        try await clinic.subscribe(Town.subscription("clinic"))
        for number in 1...3 { try await police.publish(Town.incident(number)) }
        #expect(try await health.numbers(2) == [1, 2])
        let before = await broker.state
        for (sub, numbers, code, text) in Self.wrongNumbers {
            let head = "{\"sub\":\"\(sub)\",\"n\":\(numbers)}"
            try await health.send(frames: ["CC1", "ACK", "", head, ""].map { Array($0.utf8) })
            let refusal = try await health.refusal()
            #expect(refusal.code.rawValue == code, "\(sub) \(numbers)")
            #expect(refusal.text == text)
        }
        #expect(await broker.state == before)
        // Twice is fine.
        try await health.acknowledge([1])
        #expect(try await health.acknowledge([1, 2]) == .init(acked: 2, head: 3))
        try await end(broker, police, health, clinic)
    }

    private func receipt(
        of publish: ClientMessage.Publish,
        from client: TestClient
    ) async throws -> (sequence: Int64, again: Bool, body: [UInt8]) {
        try await client.send(.publish(publish))
        return try await client.next { message in
            guard case .receipt(publish.id, let sequence, let again, let body) = message.verb else {
                return nil
            }
            return (sequence.number, again, body)
        }
    }

    private func end(_ broker: TestBroker, _ clients: TestClient...) async throws {
        for client in clients { await client.close() }
        try await broker.stop()
    }
}

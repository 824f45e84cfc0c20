import BrokerCore
import Foundation
import OrderedCollections
import Testing
import Vocabulary
import Wire
import ZeroMQ

@testable import Broker
@testable import BrokerCore

/// The nasty tests of peers that read nothing or have gone, and of clocks that jump, numbered as in the list of the 25,
/// against the real broker.
@Suite(.serialized, .timeLimit(.minutes(40))) struct NastyStallTests {
    private let town = Town()

    @Test func `16: a peer that reads nothing holds up none of 50 others, is dropped, and loses nothing`()
        async throws
    {
        let clocks = SkewedClocks()
        let broker = try await TestBroker.start(keys: town.keys, clocks: clocks)
        let police = try await broker.greeted(town.police)
        let stuck = try HostilePeer(of: town.rail, to: broker)
        #expect(try await stuck.connect() == "READY")
        #expect(try await stuck.greet() == "btp/crime")
        try await stuck.say(Town.subscription(window: 512))
        #expect(try await stuck.hear()?.verb.name == "SUBSCRIBED")
        try await stuck.ask("narrow")
        stuck.freeze()
        // More than its window takes, and its window is more than its line takes.
        let summary = String(repeating: "Nobody reads this. ", count: 200)
        for first in stride(from: 1, through: 600, by: 200) {
            for number in first..<(first + 200) {
                try await police.send(.publish(Town.incident(number, summary: summary)))
            }
            for number in first..<(first + 200) { try await police.receipt(for: Town.incident(number).id) }
        }
        let waiting = try #require(await broker.node.machine.sessions.inFlight(of: "btp/crime").first)
        #expect(waiting.count == 512)
        #expect(waiting.bytes > 1_500_000 && waiting.bytes <= WireLimit.inFlightBytes)
        let crowd = try await Crowd(of: 50, on: broker, town.clinic)
        try await crowd.hear(publishing: 601...615, by: police)

        // Twenty silent seconds; everybody else says something now and then.
        for _ in 1...4 {
            clocks.pass(milliseconds: WireLimit.deadMilliseconds / 4)
            try await crowd.ping()
            try await police.ping()
        }
        try await wait { await !broker.hasSession("btp/crime") }
        #expect(await broker.node.machine.sessions.sessions.count == 51)
        try await crowd.hear(publishing: 616...630, by: police)

        let heir = try await broker.greeted(town.rail)
        try await heir.subscribe(Town.subscription(window: 512))
        for number in 1...630 as ClosedRange<Int64> {
            let delivery = try await heir.delivery()
            #expect(delivery.number == number)
            #expect(delivery.again == (number <= 512))
            try await heir.send(.ack(sub: identifier("all", SubscriptionKind.self), numbers: [number]))
        }
        stuck.die()
        await heir.close()
        await crowd.close()
        await police.close()
        try await broker.stop()
    }

    @Test
    func `17: what is for somebody who has left goes to nobody, and the next message to another is whole`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        try await health.subscribe(Town.subscription(window: 64))
        var number = 0
        for round in 1...10 {
            let leaving = try HostilePeer(of: town.clinic, to: broker)
            #expect(try await leaving.connect() == "READY")
            #expect(try await leaving.greet() == "bhm-hv/clinic")
            try await leaving.say(Town.subscription("round-\(round)", window: 512))
            #expect(try await leaving.hear()?.verb.name == "SUBSCRIBED")
            try await leaving.ask("close")
            // Some of these still find an address and one does not; health gets each, and nothing else: a TestClient
            // that is told anything but CC1 traps.
            let start = number
            while await broker.hasSession("bhm-hv/clinic") {
                number += 1
                try await police.publish(Town.incident(number))
                #expect(try await health.delivery().number == Int64(number))
                try await health.acknowledge([Int64(number)])
                try #require(number < start + 500)
            }
        }
        #expect(await health.unread == [])
        await health.close()
        await police.close()
        try await broker.stop()
    }

    @Test func `17: what has no room in a full queue is dropped whole with its session, and others hear all`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let clinic = try await broker.greeted(town.clinic)
        try await clinic.subscribe(Town.subscription(window: 64))
        let deaf = try HostilePeer(of: town.health, to: broker)
        #expect(try await deaf.connect() == "READY")
        #expect(try await deaf.greet() == "bhm-hv/child-health")
        // Long answers to short questions, none of which it reads.
        for number in 0..<40 {
            let name = "\(number)-" + String(repeating: "x", count: 120)
            try await deaf.say(Town.subscription(name, window: 1))
            #expect(try await deaf.hear()?.verb.name == "SUBSCRIBED")
        }
        try await deaf.ask("narrow")
        var number = 0
        while await broker.hasSession("bhm-hv/child-health") {
            try await deaf.flood(200, ClientMessage(request: [], verb: .ping).frames)
            number += 1
            try #require(number <= 60)
            try await police.publish(Town.incident(number))
            #expect(try await clinic.delivery().number == Int64(number))
            try await clinic.acknowledge([Int64(number)])
        }
        // More than its queue holds.
        #expect(number >= 10)
        try await clinic.ping()
        #expect(await clinic.unread == [])
        let heir = try await broker.greeted(town.health)
        try await heir.ping()
        for client in [heir, clinic, police] { await client.close() }
        try await broker.stop()
    }

    /// What libzmq would misuse, a heartbeat's life of 66 s among it, is refused in `SocketThreadTests`.
    @Test func `23: the wall clock jumps an hour on and two back, and nobody loses a session`() async throws {
        let clocks = SkewedClocks()
        let broker = try await TestBroker.start(keys: town.keys, clocks: clocks)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        try await health.subscribe(Town.subscription(window: 64))
        let hour: Int64 = 3_600_000
        for (number, jump) in [hour, -2 * hour, hour, -hour].enumerated() {
            clocks.moveWall(byMilliseconds: jump)
            // More than one round, for silence is looked for in each.
            for _ in 1...3 { try await police.ping() }
            try await police.publish(Town.incident(number + 1))
            #expect(try await health.delivery().number == Int64(number + 1))
            #expect(try await health.acknowledge([Int64(number + 1)]).acked == Int64(number + 1))
        }
        #expect(await broker.node.machine.sessions.sessions.count == 2)
        #expect(broker.refusals(.noSession) == 0)
        await health.close()
        await police.close()
        try await broker.stop()
    }

    /// Clients who each have a subscription of their own and deal with everything at once.
    private struct Crowd {
        let clients: [TestClient]

        init(of count: Int, on broker: TestBroker, _ keys: KeyPair) async throws {
            var clients: [TestClient] = []
            for number in 1...count {
                let client = try await broker.greeted(keys)
                try await client.subscribe(Town.subscription("desk-\(number)", window: 64))
                clients.append(client)
            }
            self.clients = clients
        }

        /// Waits until everybody has everything; a peer that held them up would do so without end.
        func hear(publishing numbers: ClosedRange<Int>, by publisher: TestClient) async throws {
            for number in numbers {
                try await publisher.publish(Town.incident(number))
                for (desk, client) in clients.enumerated() {
                    let delivery = try await client.delivery()
                    #expect(delivery.id == (try Town.incident(number)).id)
                    let name = identifier("desk-\(desk + 1)", SubscriptionKind.self)
                    try await client.send(.ack(sub: name, numbers: [delivery.number]))
                }
            }
        }

        func ping() async throws { for client in clients { try await client.ping() } }

        func close() async { for client in clients { await client.close() } }
    }
}

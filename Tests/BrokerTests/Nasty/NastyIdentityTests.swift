import BrokerCore
import OrderedCollections
import Routing
import Testing
import Topics
import Vocabulary
import Wire

@testable import Broker
@testable import BrokerCore
@testable import ZeroMQ

/// The nasty tests of who somebody is, numbered as in the list of the 25, against the real broker.
///
/// The stranger's test at start with an empty domain or no handler, 1, is in `AuthenticatorTests`.
@Suite(.serialized, .timeLimit(.minutes(40))) struct NastyIdentityTests {
    private let town = Town()

    @Test
    func `1: a stranger is refused while the policy is reloaded, and everybody once the handler is down`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let manager = try await broker.greeted(town.manager)
        for number in 1...10 {
            // Each registration replaces the policy.
            let key = KeyPair.generate().publicKey.z85
            try await manager.send(.publish(Town.registration(number, key: key, status: "active")))
            let outcome = try StrangerTest.attempt(
                .generate(),
                at: broker.endpoint,
                serverKey: broker.serverKey,
                in: TestBroker.context.get(),
                within: .seconds(60)
            )
            #expect(outcome == .refused(code: 400))
            try await manager.receipt(for: Town.registrationID(number))
        }
        #expect(await broker.node.authenticator.counts.accepted == 1)
        await broker.node.authenticator.stop()
        // It ends on its own thread; until then strangers are refused by it.
        try await wait { try strangerIsLeftStanding(at: broker, with: .generate()) }
        #expect(try strangerIsLeftStanding(at: broker, with: town.police))
        // Who was let in before goes on.
        try await manager.ping()
        await manager.close()
        try await broker.stop()
    }

    /// Whether nobody answered for a key: neither let in nor refused by the handler.
    ///
    /// libzmq 4.3.4 breaks such a handshake off, or says nothing more until its limit: it looks at `errno` after it has
    /// told the monitor, and if that took its time finds EAGAIN there and waits.
    private func strangerIsLeftStanding(at broker: TestBroker, with keys: KeyPair) throws -> Bool {
        let outcome = try StrangerTest.attempt(
            keys,
            at: broker.endpoint,
            serverKey: broker.serverKey,
            in: TestBroker.context.get(),
            within: .milliseconds(500)
        )
        return outcome == .brokenOff || outcome == .silence
    }

    @Test func `2: a peer that says it is somebody else in its handshake is who its key says`() async throws {
        let broker = try await TestBroker.start(keys: town.keys)
        let peer = try HostilePeer(of: town.health, to: broker)
        let lies = ["User-Id", "Peer-Address", "Identity", "User-Id"].map { ($0, Array("wmp/niche".utf8)) }
        #expect(try await peer.connect(lies) == "READY")
        #expect(try await peer.greet() == "bhm-hv/child-health")
        try await peer.say(.publish(Town.incident(1)))
        guard case .error(let refusal) = try await peer.hear()?.verb else {
            Issue.record("published as the police")
            return
        }
        #expect(refusal.code == .forbidden)
        try await broker.stop()
    }

    @Test func `3: two peers that claim one address are two, and nobody gets the other's messages`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let claim = [("Identity", Array("the-same".utf8))]
        let first = try HostilePeer(of: town.health, to: broker)
        let second = try HostilePeer(of: town.clinic, to: broker)
        for peer in [first, second] { #expect(try await peer.connect(claim) == "READY") }
        #expect(try await first.greet() == "bhm-hv/child-health")
        #expect(try await second.greet() == "bhm-hv/clinic")
        try await first.say(Town.subscription())
        #expect(try await first.hear()?.verb.name == "SUBSCRIBED")
        try await police.publish(Town.incident(1))
        #expect(try await first.hear()?.verb.name == "DELIVER")
        try await second.say(.ping)
        #expect(try await second.hear()?.verb == .pong([:]))

        // After the first has left, the broker goes on sending to it until it knows; the heir gets none of it.
        try await first.ask("close")
        try await police.publish(Town.incident(2))
        let heir = try HostilePeer(of: town.clinic, to: broker)
        #expect(try await heir.connect(claim) == "READY")
        try await police.publish(Town.incident(3))
        #expect(try await heir.greet() == "bhm-hv/clinic")
        for peer in [heir, second] {
            try await peer.say(.ping)
            #expect(try await peer.hear()?.verb == .pong([:]))
        }
        await police.close()
        try await broker.stop()
    }

    @Test
    func
        `4: addresses that libzmq would give next can be claimed, and strangers to them connect all the same`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        var peers: [HostilePeer] = []
        for number in 0..<6 {
            let peer = try HostilePeer(of: town.clinic, to: broker)
            #expect(try await peer.connect([("Identity", [0, 0, 0, 0, UInt8(number)])]) == "READY")
            #expect(try await peer.greet() == "bhm-hv/clinic")
            peers.append(peer)
        }
        for _ in 0..<6 {
            let client = try await broker.greeted(town.health)
            await client.close()
        }
        for peer in peers {
            try await peer.say(.ping)
            #expect(try await peer.hear()?.verb == .pong([:]))
        }
        try await broker.stop()
    }

    @Test func `5: a client that dies silently with 16 deliveries out leaves nobody a byte of them`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let victim = try HostilePeer(of: town.health, to: broker)
        #expect(try await victim.connect([("Identity", Array("victim".utf8))]) == "READY")
        #expect(try await victim.greet() == "bhm-hv/child-health")
        try await victim.say(Town.subscription())
        #expect(try await victim.hear()?.verb.name == "SUBSCRIBED")
        victim.freeze()
        for number in 1...20 { try await police.publish(Town.incident(number)) }
        let waiting = try #require(
            await broker.node.machine.sessions.inFlight(of: "bhm-hv/child-health").first
        )
        #expect(waiting.count == 16)
        for claim in ["victim", "\u{0}\u{0}\u{0}\u{0}\u{1}", "bhm-hv/child-health"] {
            let thief = try HostilePeer(of: town.clinic, to: broker)
            let lies = [("Identity", Array(claim.utf8)), ("User-Id", Array("bhm-hv/child-health".utf8))]
            #expect(try await thief.connect(lies) == "READY")
            #expect(try await thief.greet() == "bhm-hv/clinic")
            try await thief.say(.ack(sub: identifier("all", SubscriptionKind.self), numbers: [1]))
            guard case .error(let refusal) = try await thief.hear()?.verb else {
                Issue.record("acknowledged what is another's")
                return
            }
            #expect(refusal.code == .noSuch)
            try await thief.say(.ping)
            #expect(try await thief.hear()?.verb == .pong([:]))
        }
        // The victim's system comes back and has everything, again.
        let heir = try await broker.greeted(town.health)
        try await heir.subscribe(Town.subscription(window: 32))
        for number in 1...20 {
            let delivery = try await heir.delivery()
            #expect(delivery.number == Int64(number))
            #expect(delivery.again == (number <= 16))
        }
        victim.die()
        await heir.close()
        await police.close()
        try await broker.stop()
    }

    @Test func `6: a client whose address libzmq let it choose is asked to reconnect, and gets in`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys, answersAtOnce: true)
        var (turnedAway, letIn) = (0, 0)
        while turnedAway == 0 || letIn < 20 {
            let client = try await broker.client(town.health)
            try await client.send(.hello(agent: "test"))
            let answer = try await client.next { $0 }
            switch answer.verb {
            case .welcome(let welcome):
                #expect(welcome.user.text == "bhm-hv/child-health")
                letIn += 1
            case .error(let refusal):
                #expect(refusal.code == .reconnect)
                #expect(refusal.code.retry == .hello)
                turnedAway += 1
            default: Issue.record("answered with \(answer.verb.name)")
            }
            await client.close()
        }
        #expect(broker.dropped == turnedAway)
        #expect(await broker.node.machine.sessions.sessions.count == letIn)
        try await broker.stop()
    }

    @Test
    func `7: a key revoked while connected stops at its next PUBLISH, DELIVER and SUBSCRIBE, and is cut off`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys) { GatedLedger($0) }
        let ledger = try #require(await broker.node.ledger as? GatedLedger)
        let manager = try await broker.greeted(town.manager)
        let rail = try await broker.greeted(town.rail)
        let publisher = try await broker.greeted(town.police)
        let subscriber = try await broker.greeted(town.police)
        let latecomer = try await broker.greeted(town.police)
        try await subscriber.subscribe(Town.subscription())

        // Everything below is decided while the revocation itself is not durable yet.
        ledger.shut()
        let key = town.police.publicKey.z85
        try await manager.send(
            .publish(Town.registration(1, key: key, user: "wmp/niche", status: "revoked"))
        )
        try await wait {
            await broker.state.register.key(identifier(key, CurveKind.self))?.status == .revoked
        }
        try await publisher.send(.publish(Town.incident(1)), request: "publish")
        try await latecomer.send(Town.subscription("late"), request: "subscribe")
        try await rail.send(.publish(Town.incident(2, by: "btp/crime")))
        try await wait { await broker.state.lastSequence.number == 3 }
        ledger.open()
        for (client, request) in [(publisher, "publish"), (latecomer, "subscribe")] {
            let answer = try await client.next { $0 }
            #expect(answer.request == Array(request.utf8))
            guard case .error(let refusal) = answer.verb else {
                Issue.record("\(request) was not refused")
                continue
            }
            #expect(refusal.code == .forbidden)
            #expect(refusal.text == "this key is revoked")
        }
        #expect(try await rail.receipt(for: Town.incident(2).id) == 3)
        try await subscriber.send(.ping)
        #expect(try await subscriber.refusal().code == .forbidden)
        #expect(await subscriber.unread == [])
        // Whoever speaks again is cut off; its socket connects anew, and is turned away.
        for client in [publisher, subscriber, latecomer] {
            try await client.send(.ping)
            try await wait { await client.connection == .refused(code: 400) }
            #expect(await client.unread == [])
            await client.close()
        }
        try await rail.ping()
        await rail.close()
        await manager.close()
        try await broker.stop()
    }
}

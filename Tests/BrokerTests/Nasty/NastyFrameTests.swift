import BrokerClient
import Foundation
import Synchronization
import Testing
import Vocabulary
import Wire

@testable import Broker
@testable import ZeroMQ

/// The nasty tests of what is no message, and of connections without one, numbered as in the list of the 25, against the
/// real broker.
@Suite(.serialized, .timeLimit(.minutes(40))) struct NastyFrameTests {
    private let town = Town()

    @Test func `18: a frame one byte too long ends its own connection, and no client of ours sends one`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let honest = try await broker.greeted(town.rail)
        let peer = try await intruder(town.police, on: broker)
        func frames(_ length: Int) -> [[UInt8]] {
            ["CC1", "PING", "r", "{}"].map { Array($0.utf8) } + [[UInt8](repeating: 0, count: length)]
        }
        // The longest frame that libzmq lets through is told the limit; 33 bytes are added on the wire.
        let longest = 264_000 - 33
        try await peer.say(frames(longest))
        guard case .error(let refusal) = try await peer.hear()?.verb else {
            Issue.record("no answer")
            return
        }
        #expect(refusal.code == .tooLarge)
        #expect(refusal.code.retry == .no)
        #expect(refusal.text == "body: was \(longest) bytes; must be at most 262144")
        try await peer.say(frames(longest + 1))
        #expect(try await peer.hear() == nil)
        try await honest.ping()
        #expect(await broker.hasSession("btp/crime"))
        // It may come back, and is told the limit in its WELCOME again.
        #expect(try await peer.connect() == "READY")
        #expect(try await peer.greet() == "wmp/niche")

        let folder = try TemporaryFolder()
        let box = try ClientBox(at: folder.url.path)
        let incident = try Town.incident(1, bytes: WireLimit.bodyBytes + 1)
        let publication = Publication(id: incident.id, topic: incident.topic, body: incident.body)
        let error = await #expect(throws: ClientError.self) { try await box.store([publication]) }
        #expect(error?.code == .tooLarge)
        await honest.close()
        try await broker.stop()
    }

    @Test func `19: messages that never end, of many frames, of none, or of another protocol stop nobody`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let honest = try await broker.greeted(town.rail)
        let peer = try await intruder(town.police, on: broker)
        let before = await broker.state
        let oddities: [[String]] = [
            [""], ["", "", "", "", ""], ["", "", "", "", "", ""], ["CC1", "PING", "r", "{}"],
            ["CC1", "PING", "r", "{}", "", ""], ["CB9", "PING", "r", "{}", ""],
            Array(repeating: "x", count: 10_000),
            ["CC1", "PING", "r", "{}", ""] + Array(repeating: "", count: 9_995),
        ]
        for frames in oddities { try await peer.say(frames.map { Array($0.utf8) }) }
        try await peer.say(.ping)
        #expect(try await peer.hear()?.verb == .pong([:]))
        #expect(broker.dropped == Int64(oddities.count))
        #expect(await broker.state == before)

        // 24 MiB of a message that goes on; nobody but the peer that says it waits for its end.
        for number in 1...6 {
            #expect(try await peer.ask("endless 1024 4096") == "ok")
            #expect(try await honest.publish(Town.incident(number, by: "btp/crime")) == Int64(number + 1))
        }
        #expect(broker.dropped == Int64(oddities.count))
        try await peer.ask("close")
        #expect(try await peer.connect() == "READY")
        #expect(try await peer.greet() == "wmp/niche")
        await honest.close()
        try await broker.stop()
    }

    @Test func `21: 5,000 connections without a byte and 1,000 half handshakes, and traffic goes on`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys)
        let police = try await broker.greeted(town.police)
        let health = try await broker.greeted(town.health)
        try await health.subscribe(Town.subscription())
        let peer = try HostilePeer(of: town.clinic, to: broker)
        let isOver = Atomic(false)
        let rounds = Atomic(0)
        async let talk: Void = Self.talk(
            police,
            health,
            counting: { rounds.add(1, ordering: .relaxed) },
            until: { isOver.load(ordering: .relaxed) }
        )
        for _ in 1...5 {
            #expect(try await peer.ask("knock 1000") == "ok")
            #expect(try await peer.ask("half 200") == "ok")
            // Beside all that are open by now.
            let before = rounds.load(ordering: .relaxed)
            try await wait { rounds.load(ordering: .relaxed) >= before + 3 }
        }
        isOver.store(true, ordering: .relaxed)
        try await talk
        // Who comes properly gets in at once.
        #expect(try await peer.connect() == "READY")
        #expect(try await peer.greet() == "bhm-hv/clinic")
        // The connections are counted off again, or the count would run into its limit one day.
        try await wait { await broker.node.authenticator.counts.openConnections == 3 }
        #expect(await broker.node.authenticator.counts.unfinishedHandshakes >= 1_000)
        await health.close()
        await police.close()
        try await broker.stop()
    }

    /// Publishes and delivers until it is over.
    private static func talk(
        _ police: TestClient,
        _ health: TestClient,
        counting count: @Sendable () -> Void,
        until isOver: @Sendable () -> Bool
    ) async throws {
        var rounds = 0
        while !isOver() {
            rounds += 1
            try await police.publish(Town.incident(rounds))
            #expect(try await health.delivery().number == Int64(rounds))
            try await health.acknowledge([Int64(rounds)])
            count()
        }
    }

    private func intruder(_ keys: KeyPair, on broker: TestBroker) async throws -> HostilePeer {
        let peer = try HostilePeer(of: keys, to: broker)
        #expect(try await peer.connect() == "READY")
        #expect(try await peer.greet() != nil)
        return peer
    }
}

import Testing
import Vocabulary
import Wire
import ZeroMQ

/// The nasty test of a slow line, from number 23 in the list of the 25, against the real broker.
@Suite(.timeLimit(.minutes(40))) struct NastyLineTests {
    private let town = Town()

    @Test func `23: the longest message over a line of 128 kbit a second arrives, heartbeats or not`()
        async throws
    {
        let broker = try await TestBroker.start(keys: town.keys, hasHeartbeats: true)
        let peer = try HostilePeer(of: town.police, to: broker)
        #expect(try await peer.connect() == "READY")
        #expect(try await peer.greet() == "wmp/niche")
        let incident = try Town.incident(1, bytes: WireLimit.bodyBytes)
        let frames = ClientMessage(request: [], verb: .publish(incident)).frames
        let start = ContinuousClock.now
        #expect(try await peer.drip(16_000, frames) == "ok")
        // So long that the broker asked several times whether anybody is still there.
        #expect(ContinuousClock.now - start > .seconds(15))
        #expect(try await peer.hear()?.verb.name == "RECEIPT")
        try await broker.stop()
    }
}

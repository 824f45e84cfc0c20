import BrokerCore
import Foundation
import Vocabulary

/// The two clocks of a broker: what time it is for promises, and real time for liveness.
struct BrokerClock {
    private static let begin = ContinuousClock.now

    /// Where a story stands, or `nil` on the wall clock.
    private(set) var story: Instant?
    private let read: @Sendable () -> Tick

    init(story: Instant?, reading read: @escaping @Sendable () -> Tick) {
        self.story = story
        self.read = read
    }

    /// One reading of both.
    var tick: Tick {
        let tick = read()
        return Tick(now: story ?? tick.now, monotonic: tick.monotonic)
    }

    /// What the machine's own clocks say.
    static let machine: @Sendable () -> Tick = {
        let elapsed = (ContinuousClock.now - begin).components
        return Tick(
            now: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)),
            monotonic: elapsed.seconds * 1_000 + elapsed.attoseconds / 1_000_000_000_000_000
        )
    }

    /// Moves a story forward; it never goes back.
    mutating func move(to instant: Instant) { story = max(story ?? instant, instant) }
}

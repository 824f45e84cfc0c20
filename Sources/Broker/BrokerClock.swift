import BrokerCore
import Foundation
import Vocabulary

/// The two clocks of a broker: what time it is for promises, and real time for liveness.
struct BrokerClock {
    private static let begin = ContinuousClock.now

    /// Where a story stands, or `nil` on the wall clock.
    private(set) var story: Instant?

    init(story: Instant?) { self.story = story }

    /// One reading of both.
    var tick: Tick {
        let elapsed = (ContinuousClock.now - Self.begin).components
        return Tick(
            now: story ?? Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)),
            monotonic: elapsed.seconds * 1_000 + elapsed.attoseconds / 1_000_000_000_000_000
        )
    }

    /// Moves a story forward; it never goes back.
    mutating func move(to instant: Instant) { story = max(story ?? instant, instant) }
}

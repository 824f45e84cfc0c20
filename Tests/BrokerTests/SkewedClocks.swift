import BrokerCore
import Synchronization
import Vocabulary

@testable import Broker

/// The machine's clocks, as far off as a test wants.
final class SkewedClocks: Sendable {
    private struct Skew {
        var wall: Int64 = 0
        var realTime: Int64 = 0
    }

    private let skew = Mutex(Skew())

    /// What a broker is to read.
    var reading: @Sendable () -> Tick {
        { [self] in
            let (tick, skew) = (BrokerClock.machine(), skew.withLock { $0 })
            return Tick(
                now: tick.now.advanced(byMilliseconds: skew.wall),
                monotonic: tick.monotonic + skew.realTime
            )
        }
    }

    /// Somebody sets the wall clock.
    func moveWall(byMilliseconds step: Int64) { skew.withLock { $0.wall += step } }

    /// Time passes.
    func pass(milliseconds: Int64) {
        skew.withLock { skew in
            skew.wall += milliseconds
            skew.realTime += milliseconds
        }
    }
}

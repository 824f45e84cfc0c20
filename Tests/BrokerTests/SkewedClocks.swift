import BrokerCore
import Synchronization
import Vocabulary
import ZeroMQ

@testable import Broker

/// Clocks that stand still unless a test moves them, so that nothing depends on how fast the test runs.
final class SkewedClocks: Sendable {
    private struct Skew {
        var wall: Int64 = 0
        var realTime: Int64 = 0
    }

    private let beginning = BrokerClock.machine()
    private let skew = Mutex(Skew())

    /// What a broker is to read.
    var reading: @Sendable () -> Tick {
        { [self] in
            let skew = skew.withLock { $0 }
            return Tick(
                now: beginning.now.advanced(byMilliseconds: skew.wall),
                monotonic: beginning.monotonic + skew.realTime
            )
        }
    }

    /// Makes a broker live by these clocks alone.
    func govern(_ configuration: inout BrokerConfiguration) { configuration.clocks = reading }

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

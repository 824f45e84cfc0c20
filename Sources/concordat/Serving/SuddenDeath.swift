import ArgumentParser
import Glibc
import Ledger
import Synchronization

/// `point:n`: SIGKILL to the own process when it is at a point for the nth time, which is what a torture is for.
final class SuddenDeath: ExpressibleByArgument, Sendable {
    private let point: FailPoint
    private let left: Atomic<Int>

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let point = FailPoint(rawValue: String(parts[0])), let count = Int(parts[1]),
            count > 0
        else { return nil }
        self.point = point
        left = Atomic(count)
    }

    /// What a broker tells where it is.
    var watch: @Sendable (FailPoint) -> Void {
        { reached in
            guard reached == self.point, self.left.subtract(1, ordering: .relaxed).newValue == 0 else {
                return
            }
            kill(getpid(), SIGKILL)
        }
    }
}

public import Vocabulary

/// The two clocks, read once a turn by the shell.
public struct Tick: Sendable, Equatable {
    /// What time it is for everything that is promised: deadlines, acceptance, receipts.
    public let now: Instant
    /// Real milliseconds since the process began, never stepping; for liveness and retries only.
    public let monotonic: Int64

    /// Creates a reading of both clocks.
    public init(now: Instant, monotonic: Int64) {
        self.now = now
        self.monotonic = monotonic
    }
}

/// Time since a moment, on a clock that nobody sets.
struct Stopwatch: Sendable {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    init() { start = clock.now }

    /// Seconds so far.
    var seconds: Double { start.duration(to: clock.now) / .seconds(1) }

    /// Milliseconds so far.
    var milliseconds: Double { seconds * 1_000 }
}

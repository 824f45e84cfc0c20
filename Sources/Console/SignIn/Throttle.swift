import Vocabulary

/// Counts attempts by where they come from, and says when it was too many.
actor Throttle {
    private let most: Int
    private let windowMilliseconds: Int64
    private let now: @Sendable () -> Instant
    private var attempts: [String: [Instant]] = [:]

    init(most: Int, withinMilliseconds window: Int64, now: @escaping @Sendable () -> Instant) {
        self.most = most
        windowMilliseconds = window
        self.now = now
    }

    /// Counts one.
    func count(_ place: String) {
        let instant = now()
        let recent = recent(place, at: instant)
        // The newest alone decide for how long; so a flood costs no memory.
        attempts[place] = Array((recent + [instant]).suffix(most))
        if attempts.count > 10_000 {
            attempts = attempts.filter { !self.recent($0.key, at: instant).isEmpty }
        }
    }

    /// For how many seconds nothing more is taken from there, or `nil`.
    func wait(_ place: String) -> Int64? {
        let instant = now()
        let recent = recent(place, at: instant)
        guard recent.count >= most, let first = recent.first else { return nil }
        return max(1, (first.milliseconds + windowMilliseconds - instant.milliseconds + 999) / 1_000)
    }

    private func recent(_ place: String, at instant: Instant) -> [Instant] {
        (attempts[place] ?? []).filter { instant.milliseconds - $0.milliseconds < windowMilliseconds }
    }
}

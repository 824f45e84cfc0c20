public import Vocabulary

/// A clock that runs, or that was breached and not cleared since.
public struct RunningClock: Hashable, Sendable {
    /// Which clock.
    public let key: ClockKey
    /// When it started.
    public let startedAt: Instant
    /// When it is breached unless it is cleared before.
    public internal(set) var due: Instant
    /// When it warns, or `nil` if it does not.
    public internal(set) var warnAt: Instant?
    /// The policy set that it runs under, or `nil` if it depends on none.
    public let policySet: String?
    /// What it is about, if its rule tells its clocks apart, such as one hazard of several.
    public let subject: String?
    /// Whether it has warned.
    public internal(set) var isWarned = false
    /// Whether it has been breached.
    public internal(set) var isBreached = false

    /// What would have started it as well, oldest first; no more than are worth remembering.
    public internal(set) var seconds: [LedgerSequence] = []
    /// Since when it stands still, if it does.
    public internal(set) var pause: Pause?

    /// A clock stands still.
    public struct Pause: Hashable, Sendable {
        /// The entry that says why.
        public let entry: LedgerSequence
        /// Since when.
        public let at: Instant
    }

    /// When it next has something to say, or `nil` once it was breached.
    public var deadline: Instant? {
        if isBreached || pause != nil { return nil }
        return isWarned ? due : warnAt ?? due
    }
}

/// What can go wrong in a simulation of brokers; each can be left out, so that a failure is shrunk to what it needs.
public enum FaultClass: String, Sendable, CaseIterable {
    /// The network loses messages.
    case drop
    /// The network carries messages twice.
    case duplicate
    /// Messages take hours and days, so that later ones overtake them.
    case delay
    /// Nothing gets from one broker to another, one way or both, for hours and days.
    case partition
    /// Messages of long ago come again, also through another authority's broker.
    case old
    /// Brokers die at any moment.
    case crash
    /// Disks take seconds and minutes.
    case slow
    /// Clocks are wrong, and jump.
    case skew
    /// People decide and answer days too late.
    case late
    /// People never decide or answer.
    case never
    /// People say things twice.
    case twice
    /// Receivers decline.
    case decline
    /// Offerers ask for their offer back, also while it is accepted.
    case cancel
    /// People say what is not theirs to say, or not then.
    case wild
    /// Old backups are restored.
    case restore
    /// The second place of decisions takes nothing for hours, or there is none.
    case mirror
}

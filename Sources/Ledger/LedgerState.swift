/// Whether a ledger takes turns.
///
///     ready ◀── room again / no room ──▶ full
///     ready, full ── a turn failed ──▶ stopped
public enum LedgerState: Sendable, Equatable {
    /// Takes every turn.
    case ready
    /// The next segment could not be prepared for want of room: publishes are to be refused (503), while turns
    /// that keep promises already made (acknowledgements, escalations, transfers) go on from the reserve.
    case full
    /// A turn failed, so memory is ahead of disk: the process must end and come back through recovery.
    case stopped(LedgerError)
}

import Vocabulary

/// A broker as a client of another's, like `PeerLink`: what the outbox holds is published until it is receipted.
struct SimulatedLink: Sendable {
    /// Messages sent and not yet receipted.
    static let window = 32

    var isOpen = false
    var sent: [LedgerSequence: Int64] = [:]
    var ids: [MessageID: LedgerSequence] = [:]
    /// What the peer cannot take yet, and when it is tried again.
    var deferred: [LedgerSequence: Int64] = [:]
    var failures: Int64 = 0
    /// The time for which its next look is planned.
    var nextLook: Int64 = .max

    /// How long until it is tried again; in days without a peer this is what keeps the simulation short.
    var patience: Int64 { min(5 * Span.second << min(failures, 12), 6 * Span.hour) }
}

import Vocabulary

/// A broker as a client of another's, like `PeerLink`: what the outbox holds is published until it is receipted.
struct SimulatedLink: Sendable {
    /// Messages sent and not yet receipted.
    static let window = 32

    var isOpen = false
    var sent: [LedgerSequence: Int64] = [:]
    var ids: [MessageID: LedgerSequence] = [:]
    var failures: Int64 = 0
    /// The time for which its next look is planned.
    var nextLook: Int64 = .max

    /// What the peer cannot take yet: how often it said so, and when it is tried again.
    private var postponed: [LedgerSequence: (count: Int64, until: Int64)] = [:]

    /// How long an answer usually takes at most.
    private let usual: Int64

    init(usual: Int64, failures: Int64 = 0) { (self.usual, self.failures) = (usual, failures) }

    /// The connection is gone, with whatever was under way on it.
    mutating func reset(failures: Int64? = nil) {
        self = SimulatedLink(usual: usual, failures: failures ?? self.failures + 1)
    }

    mutating func postpone(_ sequence: LedgerSequence, at now: Int64) {
        let count = (postponed[sequence]?.count ?? 0) + 1
        postponed[sequence] = (count, now + min(5 * Span.second << min(count, 10), Span.hour))
        sent[sequence] = nil
    }

    func maySend(_ sequence: LedgerSequence, at now: Int64) -> Bool {
        sent[sequence] == nil && sent.count < Self.window && (postponed[sequence]?.until ?? .min) <= now
    }

    /// How long until it is tried again; in days without a peer this is what keeps the simulation short.
    var patience: Int64 { min(max(5 * Span.second, usual) << min(failures, 12), 6 * Span.hour) }
}

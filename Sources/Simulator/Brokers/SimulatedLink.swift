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

    /// The connection is gone, with whatever was under way on it; not what the peer said that it cannot take.
    mutating func reset() {
        let postponed = postponed
        self = SimulatedLink(usual: usual, failures: failures + 1)
        self.postponed = postponed
    }

    /// The process that had the connection is gone, and with it all that it knew.
    mutating func forget() { self = SimulatedLink(usual: usual) }

    mutating func postpone(_ sequence: LedgerSequence, at now: Int64) {
        let count = (postponed[sequence]?.count ?? 0) + 1
        postponed[sequence] = (count, now + min(5 * Span.second << min(count, 10), Span.hour))
        sent[sequence] = nil
        // An answer all the same: the connection is as good as it ever was.
        (isOpen, failures) = (true, 0)
    }

    /// What of the outbox goes out now: what the peer was never asked first, so that what it cannot take fills no window.
    func ready(_ outbox: [LedgerSequence], at now: Int64) -> [LedgerSequence] {
        var (fresh, again): ([LedgerSequence], [LedgerSequence]) = ([], [])
        for sequence in outbox where sent[sequence] == nil {
            guard let until = postponed[sequence]?.until else {
                fresh.append(sequence)
                continue
            }
            if until <= now { again.append(sequence) }
        }
        return fresh + again
    }

    /// How long until it looks again, without an answer.
    func pause(_ outbox: [LedgerSequence], at now: Int64) -> Int64 {
        let moments = outbox.compactMap { postponed[$0]?.until }.filter { $0 > now }
        guard sent.isEmpty, let next = moments.min() else { return patience }
        return next - now
    }

    /// How long until it is tried again; in days without a peer this is what keeps the simulation short.
    var patience: Int64 { min(max(5 * Span.second, usual) << min(failures, 12), 6 * Span.hour) }
}

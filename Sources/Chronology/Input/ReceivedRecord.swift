public import Vocabulary

/// A subscription's system holds an entry durably; whose it is, an earlier ``SubscriptionRecord`` says.
public struct ReceivedRecord: Sendable, Equatable {
    /// The entry.
    public var sequence: LedgerSequence
    /// The subscription's short name in facts.
    public var handle: Int64
    /// When.
    public var at: Instant

    /// Creates a record.
    public init(sequence: LedgerSequence, handle: Int64, at: Instant) {
        self.sequence = sequence
        self.handle = handle
        self.at = at
    }
}

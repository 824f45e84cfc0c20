public import Vocabulary

/// A turn that is durable: only now may anybody be told about it.
public struct CommittedTurn: Sendable, Equatable {
    /// 1, 2, 3 … without holes.
    public let number: Int64
    /// The instant it was decided at.
    public let at: Instant
    /// The sequence of its first entry; if it has none, of the next entry to come.
    public let first: LedgerSequence
    /// How many entries it has.
    public let entryCount: Int
    /// The checkpoint signed for it, or `nil` if it has no entries.
    public let checkpoint: String?

    /// Creates a committed turn.
    public init(number: Int64, at: Instant, first: LedgerSequence, entryCount: Int, checkpoint: String?) {
        self.number = number
        self.at = at
        self.first = first
        self.entryCount = entryCount
        self.checkpoint = checkpoint
    }
}

public import Vocabulary

/// Where a ledger's durable end is.
public struct LedgerHead: Sendable, Equatable {
    /// The number of the last durable turn; 0 before the first.
    public let turn: Int64
    /// How many entries are durable, which is also the sequence of the last one and the size of the tree.
    public let size: Int64
    /// The instant of the last durable turn.
    public let at: Instant?
    /// The newest signed checkpoint.
    public let checkpoint: String?

    /// Creates a head.
    public init(turn: Int64, size: Int64, at: Instant?, checkpoint: String?) {
        self.turn = turn
        self.size = size
        self.at = at
        self.checkpoint = checkpoint
    }

    /// The head of a ledger without a turn.
    public static let empty = LedgerHead(turn: 0, size: 0, at: nil, checkpoint: nil)

    /// The sequence of the next entry.
    public var next: LedgerSequence { LedgerSequence(size + 1) }
}

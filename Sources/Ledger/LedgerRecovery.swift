import Vocabulary

/// What a ledger is after its files were read: where it ends and how to go on.
struct LedgerRecovery {
    var closed: [ClosedSegment] = []
    var open: OpenSegment
    /// The first free sector of the open segment.
    var sector = 0
    var chain: TurnChain
    var frontier = MerkleFrontier()
    /// The newest note, if a turn that was read has one.
    var note: String?
    /// The segment after the open one, if it is there: all zeros.
    var next: (any LedgerFile)?
}

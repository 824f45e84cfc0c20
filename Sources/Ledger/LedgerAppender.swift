/// Where the next turn goes and what it must join on to.
struct LedgerAppender: Sendable {
    var chain: TurnChain
    var frontier: MerkleFrontier
    var reader: SegmentReader
    /// The first free sector.
    var sector: Int

    init(_ recovery: LedgerRecovery) {
        chain = recovery.chain
        frontier = recovery.frontier
        reader = recovery.open.reader
        sector = recovery.sector
    }
}

/// A turn that was written and synced, and where.
struct AppendedTurn: Sendable {
    let turn: StagedTurn
    let image: TurnImage
    let sector: Int
    /// The segment that it opened, with the hash of the last turn before, if it did not fit behind that one.
    let opened: (reader: SegmentReader, lastHash: [UInt8])?
}

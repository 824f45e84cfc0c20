/// What campaigns did and found, added up.
public struct CampaignTally: Sendable, Equatable {
    /// Campaigns.
    public var seeds = 0
    /// Calls to the disk that went wrong.
    public var faults = 0
    /// Power cuts.
    public var cuts = 0
    /// Crashes of the process that left the machine running.
    public var crashes = 0
    /// Bits flipped in files that were whole.
    public var flips = 0
    /// Times a ledger was opened after it had ended badly.
    public var recoveries = 0
    /// Turns that were cut off because they had not been written whole.
    public var tornTurns = 0
    /// Receipts that were compared with the ledger.
    public var receipts = 0

    /// Receipted, and not there or not the same afterwards.
    public var lost = 0
    /// Receipted although the write or sync of the turn had failed, or with a proof that does not hold.
    public var falseReceipts = 0
    /// In the ledger twice, or unknown under their own id.
    public var doubled = 0
    /// Ledgers that did not open again, or that `verify` found damaged, or whose flipped bit it did not find.
    public var unopenable = 0

    /// Creates a tally of nothing.
    public init() {}

    /// Whether every promise was kept.
    public var isClean: Bool { lost == 0 && falseReceipts == 0 && doubled == 0 && unopenable == 0 }

    /// Adds another tally.
    public static func += (total: inout Self, tally: Self) {
        total.seeds += tally.seeds
        total.faults += tally.faults
        total.cuts += tally.cuts
        total.crashes += tally.crashes
        total.flips += tally.flips
        total.recoveries += tally.recoveries
        total.tornTurns += tally.tornTurns
        total.receipts += tally.receipts
        total.lost += tally.lost
        total.falseReceipts += tally.falseReceipts
        total.doubled += tally.doubled
        total.unopenable += tally.unopenable
    }
}

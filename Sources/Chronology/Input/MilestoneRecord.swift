public import Vocabulary

/// A step of a transfer, for the cases of ours that it is about.
public struct MilestoneRecord: Sendable, Equatable {
    /// The transfer.
    public var transfer: TransferID
    /// Which step (`offered`, `accepted`, `released` …).
    public var name: String
    /// The entry that says it.
    public var sequence: LedgerSequence
    /// When it became true here.
    public var at: Instant
    /// Our cases that it is about.
    public var cases: [CaseID]

    /// Creates a record.
    public init(
        transfer: TransferID,
        name: String,
        sequence: LedgerSequence,
        at: Instant,
        cases: [CaseID]
    ) {
        self.transfer = transfer
        self.name = name
        self.sequence = sequence
        self.at = at
        self.cases = cases
    }
}

public import Vocabulary

/// Which meeting: of which case, and by which entry of the ledger it was convened, or held without being convened.
public struct MeetingKey: Hashable, Comparable, Sendable {
    /// The case.
    public let caseID: CaseID
    /// The entry.
    public let entry: LedgerSequence

    /// Creates a key.
    public init(caseID: CaseID, entry: LedgerSequence) {
        self.caseID = caseID
        self.entry = entry
    }

    /// Orders by entry, then case.
    public static func < (lhs: MeetingKey, rhs: MeetingKey) -> Bool {
        lhs.entry == rhs.entry ? lhs.caseID < rhs.caseID : lhs.entry < rhs.entry
    }
}

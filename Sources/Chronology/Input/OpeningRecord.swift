public import Vocabulary

/// A person of an agency had a case's story shown to them, and with it everything in it that the agency was told.
public struct OpeningRecord: Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The agency.
    public var agency: AgencyID
    /// The entry that says so: what came later was not opened by it.
    public var sequence: LedgerSequence
    /// When.
    public var at: Instant

    /// Creates a record.
    public init(caseID: CaseID, agency: AgencyID, sequence: LedgerSequence, at: Instant) {
        self.caseID = caseID
        self.agency = agency
        self.sequence = sequence
        self.at = at
    }
}

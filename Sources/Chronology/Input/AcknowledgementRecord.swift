public import Vocabulary

/// A person answered for an entry; the first answer of each person counts.
public struct AcknowledgementRecord: Sendable, Equatable {
    /// The entry that was answered for.
    public var sequence: LedgerSequence
    /// Who answered.
    public var person: StaffID
    /// The agency whose person it is.
    public var agency: AgencyID
    /// What was decided, as a code.
    public var decision: String
    /// When.
    public var at: Instant

    /// Creates a record.
    public init(
        sequence: LedgerSequence,
        person: StaffID,
        agency: AgencyID,
        decision: String,
        at: Instant
    ) {
        self.sequence = sequence
        self.person = person
        self.agency = agency
        self.decision = decision
        self.at = at
    }
}

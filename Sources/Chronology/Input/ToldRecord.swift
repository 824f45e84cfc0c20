public import Vocabulary

/// Somebody was told of an entry, because a rule said so.
public struct ToldRecord: Sendable, Equatable {
    /// The entry.
    public var sequence: LedgerSequence
    /// For which case, or `nil` for the front door.
    public var caseID: CaseID?
    /// The agency that was told.
    public var agency: AgencyID
    /// Who in it, or `nil` if the register knows nobody.
    public var person: StaffID?
    /// In which role.
    public var role: Role?
    /// By which rule.
    public var why: String
    /// Until when somebody must answer, if anybody must.
    public var due: Instant?
    /// When it was decided; later than the entry's own for a rung of the ladder.
    public var at: Instant

    /// Creates a record.
    public init(
        sequence: LedgerSequence,
        caseID: CaseID?,
        agency: AgencyID,
        person: StaffID? = nil,
        role: Role? = nil,
        why: String,
        due: Instant? = nil,
        at: Instant
    ) {
        self.sequence = sequence
        self.caseID = caseID
        self.agency = agency
        self.person = person
        self.role = role
        self.why = why
        self.due = due
        self.at = at
    }
}

public import Vocabulary

/// An entry reached an agency's system, or was opened by a person of it; the first time counts.
public struct DeliveryRecord: Sendable, Equatable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// A system of the agency holds it durably.
        case delivered
        /// A person of the agency opened it.
        case opened
    }

    /// The entry.
    public var sequence: LedgerSequence
    /// The agency.
    public var agency: AgencyID
    /// What happened.
    public var kind: Kind
    /// When.
    public var at: Instant

    /// Creates a record.
    public init(sequence: LedgerSequence, agency: AgencyID, kind: Kind, at: Instant) {
        self.sequence = sequence
        self.agency = agency
        self.kind = kind
        self.at = at
    }
}

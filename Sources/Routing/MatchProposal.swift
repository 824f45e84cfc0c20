public import Vocabulary

/// Somebody whom no identifier finds and who may be one of these: for a named person to decide, never for us (S17).
public struct MatchProposal: Hashable, Sendable {
    /// On what two people agree.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The date of birth.
        case born
        /// The name, by its digest.
        case name
        /// An address, by its digest.
        case address
        /// The mother, and a birth when this child of hers was due.
        case mother
    }

    /// Somebody whom it may be, and why.
    public struct Candidate: Hashable, Sendable {
        /// The person.
        public let person: PersonID
        /// On what both agree, in the order of ``Reason``.
        public let reasons: [Reason]

        /// Creates a candidate.
        public init(_ person: PersonID, because reasons: [Reason]) {
            self.person = person
            self.reasons = Reason.allCases.filter(reasons.contains)
        }
    }

    /// The record made for whoever the concern is about.
    public let stranger: PersonID
    /// Whom it may be: who agrees on most comes first.
    public let candidates: [Candidate]
    /// The concern.
    public let entry: LedgerSequence
    /// When it was accepted.
    public let at: Instant

    /// Creates a proposal.
    public init(stranger: PersonID, candidates: [Candidate], entry: LedgerSequence, at instant: Instant) {
        self.stranger = stranger
        self.candidates = candidates.sorted {
            $0.reasons.count == $1.reasons.count
                ? $0.person < $1.person : $0.reasons.count > $1.reasons.count
        }
        self.entry = entry
        at = instant
    }

    /// Everybody it is about: the stranger, then the candidates.
    var people: [PersonID] { [stranger] + candidates.map(\.person) }
}

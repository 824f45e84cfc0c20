public import Vocabulary

/// A named person's decision that two records are one person: an alias, so that taking it back restores both exactly.
public struct PersonMerge: Hashable, Sendable {
    /// The record whose handle stands for both.
    public let keep: PersonID
    /// The record whose handle leads to the other from now on.
    public let absorb: PersonID
    /// Who decided.
    public let decidedBy: StaffID
    /// The entry that says so, which also orders merges.
    public let entry: LedgerSequence

    /// Creates a merge.
    public init(keep: PersonID, absorb: PersonID, decidedBy: StaffID, entry: LedgerSequence) {
        self.keep = keep
        self.absorb = absorb
        self.decidedBy = decidedBy
        self.entry = entry
    }
}

/// Two records that somebody declared to be two people.
public struct PersonPair: Hashable, Comparable, Sendable {
    /// The first of both, in order.
    public let first: PersonID
    /// The second.
    public let second: PersonID

    /// Creates a pair; which of both comes first does not matter.
    public init(_ one: PersonID, _ other: PersonID) {
        (first, second) = one < other ? (one, other) : (other, one)
    }

    /// Orders pairs by their first, then by their second.
    public static func < (lhs: PersonPair, rhs: PersonPair) -> Bool {
        (lhs.first, lhs.second) < (rhs.first, rhs.second)
    }
}

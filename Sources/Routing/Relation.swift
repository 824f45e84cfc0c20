public import Vocabulary

/// How one person belongs to another, whether or not they live together, and from when to when.
///
/// A household says who lives where; a relation follows people who live elsewhere, so that an adult service's concern
/// about a parent reaches the child (`domain.md` N39, F64, F68).
public struct Relation: Hashable, Sendable {
    /// What the first person is to the second.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A parent of the other.
        case parent
        /// Somebody else who cares for the other.
        case carer
        /// A partner of the other; both ways.
        case partner
        /// A brother or sister of the other, by one parent or both; both ways.
        case sibling
        /// Somebody of the other's household; both ways.
        case householdMember = "household-member"
        /// A child that the other is expecting.
        case unbornChild = "unborn-child"
        /// Perhaps the same person, or bound to the other in another way that somebody named; both ways.
        case linked
    }

    /// Which relation this is; recorded again, it is the same one with other dates.
    public struct Key: Hashable, Comparable, Sendable {
        /// The first person.
        public let person: PersonID
        /// What the first is to the second.
        public let kind: Kind
        /// The second person.
        public let other: PersonID

        /// Creates a key.
        public init(_ person: PersonID, _ kind: Kind, of other: PersonID) {
            self.person = person
            self.kind = kind
            self.other = other
        }

        /// Orders by the first person, then the second, then what they are.
        public static func < (lhs: Self, rhs: Self) -> Bool {
            (lhs.person, lhs.other, lhs.kind.rawValue) < (rhs.person, rhs.other, rhs.kind.rawValue)
        }
    }

    /// Who is what to whom.
    public let key: Key
    /// The first day, or `nil` if nobody said.
    public let from: CivilDate?
    /// The first day on which it no longer holds, or `nil` while nobody ended it.
    public let to: CivilDate?
    /// Whether the first has parental responsibility for the second, if anybody said.
    public let hasParentalResponsibility: Bool?
    /// Whether a named person linked the two by a signed act, so that what is said of either reaches both (S17).
    public let isLink: Bool

    /// Creates a relation.
    public init(
        _ key: Key,
        from: CivilDate? = nil,
        to: CivilDate? = nil,
        hasParentalResponsibility: Bool? = nil,
        isLink: Bool = false
    ) {
        self.key = key
        self.from = from
        self.to = to
        self.hasParentalResponsibility = hasParentalResponsibility
        self.isLink = isLink
    }

    /// Whether it holds on that day.
    public func isCurrent(on date: CivilDate) -> Bool {
        (from.map { $0 <= date } ?? true) && (to.map { date < $0 } ?? true)
    }

    /// Whether what is said of the second reaches the first as well as the other way round.
    public var isMutual: Bool {
        switch key.kind {
        case .partner, .sibling, .householdMember, .linked: true
        case .parent, .carer, .unbornChild: isLink
        }
    }
}

public import Topics
public import Vocabulary

/// Somebody the partnership knows, by the broker's own handle; no name is kept here.
public struct Person: Hashable, Sendable {
    /// The broker's handle, `P-<sequence>-<index>`.
    public let id: PersonID
    /// Date of birth, if anybody said.
    public let born: CivilDate?
    /// The expected date of birth of a child not yet born, and kept after it.
    public let due: CivilDate?
    /// Date of death, if anybody said.
    public let died: CivilDate?
    /// The mother on whom an unborn child's case is keyed; she stays its mother after birth.
    public let mother: PersonID?
    /// Whether this is a child not yet born: known as "unborn of" its mother, often by nothing else.
    public let isUnborn: Bool
    /// Everything this person is known by, in order.
    public let identifiers: [HeldIdentifier]

    /// Creates a person.
    public init(
        id: PersonID,
        born: CivilDate?,
        due: CivilDate? = nil,
        died: CivilDate? = nil,
        mother: PersonID? = nil,
        isUnborn: Bool = false,
        identifiers: [HeldIdentifier]
    ) {
        self.id = id
        self.born = born
        self.due = due
        self.died = died
        self.mother = mother
        self.isUnborn = isUnborn && born == nil
        self.identifiers = identifiers.sorted { $0.identifier < $1.identifier }
    }

    /// Whether the person is born and not yet one year old on that day; an unborn child is not under 1.
    public func isUnderOne(on date: CivilDate) -> Bool {
        guard let born else { return false }
        return born <= date && date < born.advanced(byMonths: 12)
    }

    /// Whether a child born on that day can be this unborn one: from the 22nd week, and five weeks past the date at most.
    ///
    /// A pregnancy of other years that ended without a birth is no record for today's baby.
    public func canBeBorn(on date: CivilDate) -> Bool {
        guard isUnborn else { return false }
        guard let due else { return true }
        return due.advanced(byDays: -126) <= date && date <= due.advanced(byDays: 35)
    }
}

/// An identifier of a person, and whether the one who gave it had verified it.
public struct HeldIdentifier: Hashable, Sendable {
    /// The scheme and the value.
    public let identifier: PersonIdentifier
    /// Whether it was verified against its issuer, not only well-formed.
    public let isVerified: Bool

    /// Creates a held identifier.
    public init(_ identifier: PersonIdentifier, isVerified: Bool) {
        self.identifier = identifier
        self.isVerified = isVerified
    }
}

/// Whom some identifiers point at.
public enum PersonMatch: Hashable, Sendable {
    /// None of the identifiers is known.
    case nobody
    /// All that are known point at one person.
    case one(PersonID)
    /// They point at different people, in order of handles; never merged, a person decides (S17).
    case several([PersonID])

    /// Everybody pointed at.
    public var people: [PersonID] {
        switch self {
        case .nobody: []
        case .one(let person): [person]
        case .several(let people): people
        }
    }
}

/// Identifiers that contradict one another, for a person to decide.
public struct IdentityDispute: Hashable, Comparable, Sendable {
    /// The people they point at, in order; one only if that person would get a second NHS number.
    public let people: [PersonID]
    /// The identifiers as given, in order.
    public let identifiers: [PersonIdentifier]

    /// Creates a dispute.
    public init(people: [PersonID], identifiers: [PersonIdentifier]) {
        self.people = people.sorted()
        self.identifiers = identifiers.sorted()
    }

    /// Orders disputes by their people, then by their identifiers.
    public static func < (lhs: IdentityDispute, rhs: IdentityDispute) -> Bool {
        lhs.people == rhs.people
            ? lhs.identifiers.lexicographicallyPrecedes(rhs.identifiers)
            : lhs.people.lexicographicallyPrecedes(rhs.people)
    }
}

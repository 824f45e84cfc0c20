public import JSON
public import Vocabulary

/// A person of whom a payload speaks, as its publisher identifies them.
public struct PersonReference: Hashable, Sendable {
    /// What they are in the event (`victim`, `child`), if it says so.
    public let role: String?
    /// The identifiers given, in order.
    public let identifiers: [PersonIdentifier]
    /// Their date of birth, if it is there and a date.
    public let born: CivilDate?
    /// Where they stand in the event: `/data/people/0`.
    public let pointer: JSONPointer

    /// Creates a reference.
    public init(role: String?, identifiers: [PersonIdentifier], born: CivilDate?, pointer: JSONPointer) {
        self.role = role
        self.identifiers = identifiers
        self.born = born
        self.pointer = pointer
    }
}

/// One typed identifier of a person (`domain.md` L06); identifiers agree only exactly.
public struct PersonIdentifier: Hashable, Comparable, Sendable {
    /// The scheme of NHS numbers.
    public static let nhs = "nhs"

    /// `nhs`, or the agency whose own reference it is.
    public let scheme: Identifier<SchemeKind>
    /// The number or reference, as written.
    public let value: Identifier<ReferenceKind>

    /// Creates an identifier, or `nil` if a part is none or an NHS number's check digit is wrong.
    public init?(scheme: String, value: String) {
        guard let name = Identifier<SchemeKind>(scheme), let reference = Identifier<ReferenceKind>(value),
            scheme != Self.nhs || StringFormat.nhsNumber.admits(value)
        else { return nil }
        self.scheme = name
        self.value = reference
    }

    /// The NHS number, if it is one.
    public var nhsNumber: NHSNumber? { scheme.text == Self.nhs ? NHSNumber(value.text) : nil }

    /// Orders identifiers by scheme, then by value.
    public static func < (lhs: PersonIdentifier, rhs: PersonIdentifier) -> Bool {
        lhs.scheme == rhs.scheme ? lhs.value < rhs.value : lhs.scheme < rhs.scheme
    }
}

/// What a ``PersonIdentifier``'s scheme names.
public enum SchemeKind {}
/// What a ``PersonIdentifier``'s value names.
public enum ReferenceKind {}

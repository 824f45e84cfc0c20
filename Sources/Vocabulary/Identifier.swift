/// A name that compares by its bytes, typed by what it names.
///
/// Swift compares strings by canonical equivalence, under which two spellings of "é" are one. Identifiers are
/// therefore limited to printable ASCII without spaces, where equality of strings is equality of bytes.
public struct Identifier<Kind>: Hashable, Comparable, Sendable {
    /// The identifier as written, 1 to 128 characters between `!` and `~`.
    public let text: String

    /// Creates an identifier, or `nil` if it is empty, longer than 128 or not printable ASCII.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        guard !bytes.isEmpty, bytes.count <= 128, Self.isPlain(bytes) else { return nil }
        self.text = text
    }

    /// Looks at every byte without stopping at the first, so that the loop is a few vector instructions.
    private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
        var isPlain = true
        for index in bytes.indices { isPlain = bytes[index] &- 0x21 < 0x7f - 0x21 && isPlain }
        return isPlain
    }

    /// Orders identifiers by their bytes.
    public static func < (lhs: Identifier, rhs: Identifier) -> Bool {
        lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8)
    }
}

extension Identifier: CustomStringConvertible {
    /// The identifier itself.
    public var description: String { text }
}

/// What an ``AuthorityCode`` names.
public enum AuthorityKind {}
/// What an ``AgencyID`` names.
public enum AgencyKind {}
/// What a ``UserID`` names.
public enum UserKind {}
/// What a ``StaffID`` names.
public enum StaffKind {}
/// What a ``PersonID`` names.
public enum PersonKind {}
/// What a ``HouseholdID`` names.
public enum HouseholdKind {}
/// What a ``CaseID`` names.
public enum CaseKind {}
/// What a ``MessageID`` names.
public enum MessageKind {}
/// What a ``TransferID`` names.
public enum TransferKind {}
/// What a ``SubscriptionName`` names.
public enum SubscriptionKind {}

/// A local authority, by its GSS code (`E08000031`).
public typealias AuthorityCode = Identifier<AuthorityKind>
/// An agency of a partnership (`wmp`).
public typealias AgencyID = Identifier<AgencyKind>
/// A system of an agency, `agency/system`: who a CURVE key speaks for.
public typealias UserID = Identifier<UserKind>
/// A member of staff or a team, as its agency's register knows them.
public typealias StaffID = Identifier<StaffKind>
/// A person the broker issued a handle for; never an NHS number.
public typealias PersonID = Identifier<PersonKind>
/// A household, by the broker's handle.
public typealias HouseholdID = Identifier<HouseholdKind>
/// A case of an authority (`C-1042`); one topic token.
public typealias CaseID = Identifier<CaseKind>
/// The id that a publisher chose for a message and stored before its first send.
public typealias MessageID = Identifier<MessageKind>
/// A transfer of responsibility between two authorities.
public typealias TransferID = Identifier<TransferKind>
/// A durable subscription's name, unique for its user.
public typealias SubscriptionName = Identifier<SubscriptionKind>

extension Identifier {
    /// By bytes: looking for characters would cost more than all that is done with an agency.
    fileprivate var beforeSlash: String { String(Substring(text.utf8.prefix { $0 != UInt8(ascii: "/") })) }
}

extension Identifier where Kind == UserKind {
    /// The agency part of `agency/system`.
    public var agency: AgencyID? { AgencyID(beforeSlash) }
}

extension Identifier where Kind == StaffKind {
    /// The agency part of `agency/name`, or of the whole if there is no `/`.
    public var agency: AgencyID? { AgencyID(beforeSlash) }
}

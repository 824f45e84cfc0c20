public import JSON
import Vocabulary

/// What one value of a payload must be, and who sees it: a compiled node of a ``PayloadSchema``.
public final class Shape: Sendable {
    /// What a value must be.
    public indirect enum Content: Equatable, Sendable {
        /// An object.
        case object(ObjectShape)
        /// An array of so many elements, each of one shape.
        case array(of: Shape, count: ClosedRange<Int>)
        /// A string.
        case string(StringShape)
        /// A number written without fraction or exponent.
        case integer(ClosedRange<Int64>)
        /// Any number.
        case number(ClosedRange<Double>)
        /// `true` or `false`.
        case boolean
        /// One of these scalars.
        case choice([JSONValue])

        /// Whether it is neither object nor array.
        public var isScalar: Bool {
            switch self {
            case .object, .array: false
            case .string, .integer, .number, .boolean, .choice: true
            }
        }
    }

    /// What a value must be.
    public let content: Content
    /// Who sees it; inherited from its container unless it says otherwise.
    public let audience: Audience
    /// What its value tells the broker about whom the event concerns.
    public let identifies: Identified?
    /// A name for people, if it was given one.
    public let title: String?
    /// An explanation for people, if it was given one.
    public let explanation: String?

    /// The least detail at which everybody sees all of it, or `nil` if some of it depends on who asks.
    let leastOpenDetail: Detail?
    /// Whether something in it identifies.
    let bearsIdentity: Bool
    /// Whether something in it is an address.
    let bearsAddress: Bool

    init(
        _ content: Content,
        audience: Audience,
        identifies: Identified?,
        title: String?,
        explanation: String?
    ) {
        self.content = content
        self.audience = audience
        self.identifies = identifies
        self.title = title
        self.explanation = explanation
        let parts: [Shape] =
            switch content {
            case .object(let object): object.members.map(\.shape)
            case .array(let element, _): [element]
            case .string, .integer, .number, .boolean, .choice: []
            }
        leastOpenDetail = parts.reduce(audience.leastDetail) { least, part in
            guard let least, let other = part.leastOpenDetail else { return nil }
            return max(least, other)
        }
        bearsAddress = identifies == .address || parts.contains(where: \.bearsAddress)
        bearsIdentity = identifies != nil || parts.contains(where: \.bearsIdentity)
    }
}

extension Shape: Equatable {
    /// Whether both take the same values, show them to the same, and are described in the same words.
    public static func == (lhs: Shape, rhs: Shape) -> Bool {
        lhs.content == rhs.content && lhs.audience == rhs.audience && lhs.identifies == rhs.identifies
            && lhs.title == rhs.title && lhs.explanation == rhs.explanation
    }
}

/// What a field tells the broker about whom an event concerns (keyword `identifies`).
public enum Identified: String, CaseIterable, Sendable {
    /// An object with `identifiers`, each `{"scheme", "value"}`.
    case person
    /// A string that is a case of this authority.
    case `case`
    /// A string that is a household handle of this authority.
    case household
    /// An object that says where somebody lives, which may be hidden from some whatever else they see.
    case address
}

/// Which members an object has.
public struct ObjectShape: Equatable, Sendable {
    /// A member that the schema names.
    public struct Member: Equatable, Sendable {
        /// Its name, compared by bytes.
        public let name: String
        /// Whether it must be there.
        public let isRequired: Bool
        /// What it must be.
        public let shape: Shape

        /// Whether names, by bytes, and shapes agree.
        public static func == (lhs: Member, rhs: Member) -> Bool {
            lhs.name.utf8.elementsEqual(rhs.name.utf8) && lhs.isRequired == rhs.isRequired
                && lhs.shape == rhs.shape
        }
    }

    /// The members that the schema names, in its order.
    public let members: [Member]
    /// Whether others may be there, of any content; their audience is the object's.
    public let isOpen: Bool

    /// The member of that name, compared by bytes.
    public subscript(name: String) -> Member? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}

/// How long a string is and what it spells.
public struct StringShape: Equatable, Sendable {
    /// Its length in Unicode scalars.
    public let length: ClosedRange<Int>
    /// What it spells, if that is prescribed.
    public let format: StringFormat?
}

public import Vocabulary

/// What a concern or a pattern is about.
public enum PatternSubject: Hashable, Comparable, Sendable {
    /// The child of the case, born or not.
    case child
    /// Everybody who lives with the child.
    case household
    /// One person.
    case person(PersonID)
    /// One matter of one person: what is said of them, or a service they are to have.
    case key(PersonID, String)

    /// Reads what ``text`` writes: `C`, `H`, a person, or a person and their matter with a space between.
    public init?(_ text: String) {
        switch text {
        case "C": self = .child
        case "H": self = .household
        default:
            let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts[0].hasPrefix("@"), let person = PersonID(String(parts[0].dropFirst())) else {
                return nil
            }
            self = parts.count == 2 ? .key(person, String(parts[1])) : .person(person)
        }
    }

    /// As facts write it.
    public var text: String {
        switch self {
        case .child: "C"
        case .household: "H"
        case .person(let person): "@" + person.text
        case .key(let person, let matter): "@" + person.text + " " + matter
        }
    }

    /// The person, if it is about one.
    public var person: PersonID? {
        switch self {
        case .child, .household: nil
        case .person(let person), .key(let person, _): person
        }
    }

    /// Orders the child before the household, the household before people, and people by their ids.
    public static func < (lhs: PatternSubject, rhs: PatternSubject) -> Bool {
        lhs.rank == rhs.rank
            ? lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8) : lhs.rank < rhs.rank
    }

    private var rank: Int {
        switch self {
        case .child: 0
        case .household: 1
        case .person: 2
        case .key: 3
        }
    }
}

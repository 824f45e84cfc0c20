public import Vocabulary

/// Who may publish a topic; a system needs the topic among its key's patterns besides.
public enum Publisher: Hashable, Sendable {
    /// A system that stands for this role.
    case role(Role)
    /// The broker itself.
    case broker
    /// The broker of a peer authority.
    case authority
}

extension Publisher: CustomStringConvertible {
    /// The role's code, `broker` or `authority`, as in the topic's file.
    public var description: String {
        switch self {
        case .role(let role): role.code
        case .broker: "broker"
        case .authority: "authority"
        }
    }
}

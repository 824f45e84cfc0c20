public import Vocabulary

/// How much of a topic a role sees.
public struct Sight: Hashable, Sendable {
    /// The role.
    public let role: Role
    /// What it sees.
    public let detail: Detail

    /// Creates a row of the topic's policy.
    public init(role: Role, detail: Detail) {
        self.role = role
        self.detail = detail
    }
}

public import Topics
public import Vocabulary

/// A CURVE key: one system of one agency, what it stands for and what it may do.
public struct SystemKey: Hashable, Sendable {
    /// Whether the key is admitted.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        /// Admitted.
        case active
        /// Refused from the next message on, for ever.
        case revoked
    }

    /// Which cases' topics the system may see.
    public enum Reach: String, Hashable, Sendable, CaseIterable {
        /// Those on which its agency has a worker.
        case involved
        /// All of the authority's.
        case all
    }

    /// The public key, Z85.
    public let key: Identifier<CurveKind>
    /// The system it speaks for, `agency/system`.
    public let user: UserID
    /// Whether it is admitted.
    public let status: Status
    /// The roles the system stands for, in order.
    public let roles: [Role]
    /// What it may publish, in order.
    public let publishes: [TopicPattern]
    /// What it may see, in order.
    public let sees: [TopicPattern]
    /// On which cases.
    public let cases: Reach

    /// Creates a key.
    public init(
        key: Identifier<CurveKind>,
        user: UserID,
        status: Status,
        roles: [Role],
        publishes: [TopicPattern],
        sees: [TopicPattern],
        cases: Reach
    ) {
        self.key = key
        self.user = user
        self.status = status
        self.roles = roles.sorted()
        self.publishes = publishes.sorted()
        self.sees = sees.sorted()
        self.cases = cases
    }

    /// Whether the system may publish the topic, as far as its key goes.
    public func mayPublish(_ topic: Topic) -> Bool {
        status == .active && publishes.contains { $0.matches(topic) }
    }

    /// Whether the system may see the topic, as far as its key goes.
    public func maySee(_ topic: Topic) -> Bool {
        status == .active && sees.contains { $0.matches(topic) }
    }
}

/// What a CURVE public key names.
public enum CurveKind {}

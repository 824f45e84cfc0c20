public import Vocabulary

/// Whoever an event is about to be shown to, on whatever path: delivery, fetch, chronology, export or explanation.
public struct Viewer: Hashable, Sendable {
    /// How much of the topic they see.
    public let detail: Detail
    /// What they stand for.
    public let roles: [Role]
    /// Whether they are of the agency that published, which sees all it said itself but what nobody sees.
    public let isPublisher: Bool

    /// Creates somebody who sees a topic in this detail and stands for these roles.
    public init(detail: Detail, roles: [Role]) {
        self.detail = detail
        self.roles = roles.sorted()
        isPublisher = false
    }

    private init() {
        detail = .full
        roles = []
        isPublisher = true
    }

    /// The publishing agency.
    public static let publisher = Viewer()
}

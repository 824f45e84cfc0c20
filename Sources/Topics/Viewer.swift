public import Vocabulary

/// Whoever an event is about to be shown to, on whatever path: delivery, fetch, chronology, export or explanation.
public struct Viewer: Hashable, Sendable {
    /// How much of the topic they see.
    public let detail: Detail
    /// What they stand for.
    public let roles: [Role]
    /// Whether addresses are kept from them, because somebody would be in danger.
    public let hidesAddresses: Bool
    /// Whether they are of the agency that published, which sees all it said itself but what nobody sees.
    public let isPublisher: Bool

    /// Creates somebody who sees a topic in this detail and stands for these roles.
    public init(detail: Detail, roles: [Role], hidesAddresses: Bool = false) {
        self.detail = detail
        self.roles = roles.sorted()
        self.hidesAddresses = hidesAddresses
        isPublisher = false
    }

    private init() {
        detail = .full
        roles = []
        hidesAddresses = false
        isPublisher = true
    }

    /// The publishing agency.
    public static let publisher = Viewer()
}

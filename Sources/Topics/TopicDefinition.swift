public import JSON
public import Vocabulary

/// All that the partnership agreed on one topic: a file of `Topics/`.
///
/// One object for as long as the catalogue lasts, because every message and delivery is given it.
public final class TopicDefinition: Sendable {
    /// Whether a person must answer for an event.
    public enum Acknowledgement: String, CaseIterable, Sendable {
        /// In time, by severity (`domain.md` 5.3).
        case standard
        /// Nobody need: the topic informs.
        case notNeeded = "none"
    }

    /// The topic, `area.event`.
    public let topic: Topic
    /// What people call it.
    public let title: String
    /// Who answers for this agreement.
    public let owner: String
    /// Why the events are shared.
    public let purpose: String
    /// Why they may be.
    public let lawfulBasis: LawfulBasis
    /// Who may publish.
    public let publishers: [Publisher]
    /// How severe an event is.
    public let severity: SeverityRules
    /// Whether a person must answer.
    public let acknowledgement: Acknowledgement
    /// The retention class, such as `child-protection`.
    public let retention: String
    /// Which roles see it, and how much, in ascending order of the roles.
    public let sees: [Sight]
    /// Roles that see it when they look, and are not told for being named, in ascending order.
    public let onRequest: [Role]
    /// Which roles are told of an event that concerns them, and how much.
    public let tells: Telling
    /// Whether nothing may be said on it that tells whom it is about, nor who said it.
    public let isNameless: Bool
    /// What its `data` must be, and who sees which part.
    public let schema: PayloadSchema
    /// A whole event that fits.
    public let example: JSONDocument

    /// Creates a definition; `sees` names no role twice.
    public init(
        topic: Topic,
        title: String,
        owner: String,
        purpose: String,
        lawfulBasis: LawfulBasis,
        publishers: [Publisher],
        severity: SeverityRules,
        acknowledgement: Acknowledgement,
        retention: String,
        sees: [Sight],
        keyworker: KeyworkerSight? = nil,
        active: ActiveSight? = nil,
        onRequest: [Role] = [],
        always: [Role] = [],
        isNameless: Bool = false,
        schema: PayloadSchema,
        example: JSONDocument
    ) {
        self.topic = topic
        self.title = title
        self.owner = owner
        self.purpose = purpose
        self.lawfulBasis = lawfulBasis
        self.publishers = publishers
        self.severity = severity
        self.acknowledgement = acknowledgement
        self.retention = retention
        self.sees = sees.sorted { $0.role < $1.role }
        self.onRequest = onRequest.sorted()
        tells = Telling(
            named: self.sees.filter { !onRequest.contains($0.role) },
            keyworker: keyworker,
            active: active,
            always: always
        )
        self.isNameless = isNameless
        self.schema = schema
        self.example = example
    }
}

extension TopicDefinition: Equatable {
    /// Whether both agree in everything.
    public static func == (lhs: TopicDefinition, rhs: TopicDefinition) -> Bool {
        lhs.topic == rhs.topic && lhs.title == rhs.title && lhs.owner == rhs.owner
            && lhs.purpose == rhs.purpose
            && lhs.lawfulBasis == rhs.lawfulBasis && lhs.publishers == rhs.publishers
            && lhs.severity == rhs.severity && lhs.acknowledgement == rhs.acknowledgement
            && lhs.retention == rhs.retention && lhs.sees == rhs.sees && lhs.onRequest == rhs.onRequest
            && lhs.tells == rhs.tells && lhs.isNameless == rhs.isNameless && lhs.schema == rhs.schema
            && lhs.example == rhs.example
    }
}

// MARK: Who may say it, and who sees it
extension TopicDefinition {
    /// Whether a system that stands for these roles may publish.
    public func mayPublish(roles: some Sequence<Role>) -> Bool {
        roles.contains { publishers.contains(.role($0)) }
    }

    /// How much the role sees whatever case it is on, or `nil` if nothing.
    ///
    /// A keyworker sees as much as of the other parent; routing assigns them more of their own.
    public func detail(for role: Role) -> Detail? {
        sees.first { $0.role == role }?.detail ?? tells.detail(for: role)
    }

    /// The most that any of the roles sees, or `nil` if none sees anything.
    public func detail(for roles: some Sequence<Role>) -> Detail? {
        roles.compactMap { detail(for: $0) }.max()
    }

    /// A system that stands for these roles, or `nil` if it sees nothing of this topic.
    ///
    /// `atLeast` is what routing assigned to the system's agency on an event, and `hidesAddresses` what it kept from it.
    public func viewer(
        roles: [Role],
        atLeast assigned: Detail? = nil,
        hidesAddresses: Bool = false
    ) -> Viewer? {
        [detail(for: roles), assigned].compactMap(\.self).max()
            .map { Viewer(detail: $0, roles: roles, hidesAddresses: hidesAddresses) }
    }
}

// MARK: What a payload says
extension TopicDefinition {
    /// The first way in which `data` does not fit, or `nil`.
    public func fault(in data: JSONNode) -> PayloadFault? { schema.fault(in: data) }

    /// How severe an event with this payload is.
    public func severity(of data: JSONNode) -> Severity { severity.severity(of: data) }

    /// Whom and what `data` speaks of.
    public func references(in data: JSONNode) -> PayloadReferences { schema.references(in: data) }
}

import Routing
public import Topics
public import Vocabulary

/// What a system may see now: the one judge of deliveries, stories, exports and explanations.
///
/// It is a value of its own, so that a read that is answered on another thread is judged by what held when it was asked.
public struct Clearance: Sendable {
    /// The system's agency.
    public let agency: AgencyID
    private let user: UserID
    private let authority: AuthorityCode
    /// The system's active keys.
    private let keys: [SystemKey]
    /// What it stands for by them.
    private let roles: [Role]
    /// The case whose story is being read, which the system was found to be entitled to.
    private let story: CaseID?
    /// Whether addresses are kept from it altogether.
    private var hidesAddresses = false

    init(
        of user: UserID,
        _ agency: AgencyID,
        at authority: AuthorityCode,
        keys: [SystemKey],
        roles: [Role],
        story: CaseID?
    ) {
        self.user = user
        self.agency = agency
        self.authority = authority
        self.keys = keys
        self.roles = roles
        self.story = story
    }

    /// The same for somebody from whom addresses are kept.
    var withoutAddresses: Clearance {
        var clearance = self
        clearance.hidesAddresses = true
        return clearance
    }

    /// How much of an entry the system sees, or `nil` if nothing.
    ///
    /// A key must allow one of the topics under which the entry goes, whoever was told of it or said it: `aliases`,
    /// or all that it has. On a case's topic the system must also reach that case.
    public func viewer(
        of definition: TopicDefinition,
        from publisher: UserID,
        _ routed: RoutedFact?,
        under aliases: [Topic]? = nil
    ) -> Viewer? {
        let topic = definition.topic
        let aliases = aliases ?? routed?.aliases(of: topic, at: authority) ?? [topic]
        let allowed = aliases.filter { allows($0, routed) }
        guard !allowed.isEmpty else { return nil }
        if let only = routed?.onlyTo, only != user { return publisher == user ? .publisher : nil }
        if publisher.agency == agency { return .publisher }
        // By the topic of what it takes back or corrects it goes to those who had that, as much as was assigned to them.
        let isByItsOwn = allowed.contains { $0.published == topic }
        return definition.viewer(
            roles: isByItsOwn ? roles : [],
            atLeast: routed?.decision.detail(for: agency),
            hidesAddresses: hidesAddresses || routed?.decision.hidesAddresses(from: agency) == true
        )
    }

    /// The cases of an entry that the system may know of, in order.
    public func cases(of routed: RoutedFact?) -> [CaseID] {
        routed?.decision.cases.filter {
            reaches(CasePlace(authority: authority, caseID: $0), routed)
        } ?? []
    }

    /// Whether the system may know who was told of an entry for that case, or at the front door.
    public func mayKnowWhoWasTold(for caseID: CaseID?, _ routed: RoutedFact?) -> Bool {
        if let only = routed?.onlyTo, only != user { return false }
        guard let caseID else { return seesAllCases || routed?.tellsAtFrontDoor(agency) == true }
        return reaches(CasePlace(authority: authority, caseID: caseID), routed)
    }

    private func allows(_ alias: Topic, _ routed: RoutedFact?) -> Bool {
        keys.contains { $0.maySee(alias) } && (alias.casePlace.map { reaches($0, routed) } ?? true)
    }

    /// All cases by its key, that of the story it reads, or one for which somebody of its agency was told.
    private func reaches(_ place: CasePlace, _ routed: RoutedFact?) -> Bool {
        seesAllCases || place.caseID == story || routed?.tells(agency, at: place) == true
    }

    private var seesAllCases: Bool { keys.contains { $0.cases == .all } }
}

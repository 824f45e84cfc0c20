public import Routing
public import Topics
public import Vocabulary

/// Who an entry went to and why, as decided when it was accepted; decisions are never taken again.
public struct RoutedFact: Sendable, Equatable {
    /// How soon a person must answer.
    public var severity: Severity
    /// Who is told, for each case or at the front door.
    public var decision: RoutingDecision
    /// Until when each of the decision's routings must be answered; `nil` where nobody must.
    public var due: [Instant?]
    /// The topic of what it takes back or corrects: who subscribed to that is reached by this.
    public var follows: Topic?
    /// The one system that is shown the entry, whatever others' roles; `nil` if roles decide.
    public var onlyTo: UserID?

    /// Creates the record of a routing decision.
    public init(severity: Severity, decision: RoutingDecision, due: [Instant?], onlyTo: UserID? = nil) {
        self.severity = severity
        self.decision = decision
        self.due = due
        self.onlyTo = onlyTo
    }

    /// Every topic under which the entry can be subscribed: as published, and on each of its cases.
    public func aliases(of topic: Topic, at authority: AuthorityCode) -> [Topic] {
        let own = everyName(of: topic, at: authority)
        guard let follows, follows != topic else { return own }
        return own + everyName(of: follows, at: authority)
    }

    private func everyName(of topic: Topic, at authority: AuthorityCode) -> [Topic] {
        let onCases = decision.cases.compactMap { topic.onCase(authority: authority, case: $0) }
        let atFrontDoor = decision.isFrontDoor ? [topic.atFrontDoor(of: authority)].compactMap(\.self) : []
        return [topic] + onCases + atFrontDoor
    }

    /// Whether somebody of an agency was told of the entry for that case, or at the front door.
    func tells(_ agency: AgencyID, at place: CasePlace) -> Bool {
        decision.routings.contains { routing in
            (place.isFrontDoor ? routing.caseID == nil : routing.caseID == place.caseID)
                && routing.recipients.contains { $0.agency == agency }
        }
    }

    /// Whether somebody of an agency was told of the entry at the front door.
    func tellsAtFrontDoor(_ agency: AgencyID) -> Bool {
        decision.routings.contains { routing in
            routing.caseID == nil && routing.recipients.contains { $0.agency == agency }
        }
    }

    /// Until when somebody of an agency must answer, the earliest of its routings; `nil` if nobody of it must.
    public func due(for agency: AgencyID) -> Instant? {
        zip(decision.routings, due).compactMap { routing, due in
            routing.recipients.first.flatMap { $0.agency == agency ? due : nil }
        }.min()
    }

    /// Why the entry comes to an agency: the rules that chose its staff, in order, each once.
    public func why(for agency: AgencyID) -> String {
        var rules: [RoutingRule] = []
        for routing in decision.routings {
            for recipient in routing.recipients
            where recipient.agency == agency && !rules.contains(recipient.rule) {
                rules.append(recipient.rule)
            }
        }
        return rules.map(\.rawValue).joined(separator: " ")
    }
}

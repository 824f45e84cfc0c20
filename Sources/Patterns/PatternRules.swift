public import Vocabulary

/// Every pattern of an authority, its windows and its score: policy, read from a file.
public struct PatternRules: Hashable, Sendable {
    /// The rules, in order of codes.
    public let rules: [PatternRule]
    /// Windows of every year.
    public let yearlyWindows: [YearlyWindow]
    /// Windows around what happens to a family.
    public let windowSpans: [WindowSpan]
    /// What a message's severity becomes inside a window; what is not here stays as it is.
    public let uplift: [Severity: Severity]
    /// How open patterns add up.
    public let score: ScoreRule
    /// Days for which the police are invited after domestic incidents added up.
    public let policeInvitedDays: Int
    /// Who may let a held change come about, for the topics that say themselves who; see ``overriders(of:)``.
    public let overridersByTopic: [String: [Role]]
    /// Who may let any other held change come about.
    public let overriders: [Role]
    /// Which messages wait for a named person, by their topics.
    public let holds: [String: HoldRule]
    /// Roles that are told though nobody of them is entered on the case.
    public let offTheCase: [Role]
    /// What people are asked for of the broker's own accord.
    public let asks: AskRules
    /// Days for which alerts and evidence are remembered at least.
    public let keptDays: Int

    let longest: LookBack
    /// For each rule, what an observation must say to complete it.
    let kinds: [SignalKinds]
    /// The codes of the patterns that domestic incidents complete.
    let incidentCodes: [String]

    /// Creates rules; codes MUST be unique.
    public init(
        rules: [PatternRule],
        yearlyWindows: [YearlyWindow] = [],
        windowSpans: [WindowSpan] = [],
        uplift: [Severity: Severity] = [:],
        score: ScoreRule,
        overriders: [Role] = [],
        overridersByTopic: [String: [Role]] = [:],
        holds: [String: HoldRule] = [:],
        offTheCase: [Role] = [],
        asks: AskRules = .none,
        policeInvitedDays: Int,
        keptDays: Int
    ) {
        self.rules = rules.sorted { $0.code < $1.code }
        precondition(Set(rules.map(\.code)).count == rules.count, "two rules of one code")
        self.yearlyWindows = yearlyWindows
        self.windowSpans = windowSpans
        self.uplift = uplift
        self.score = score
        self.overriders = overriders
        self.overridersByTopic = overridersByTopic
        self.holds = holds
        self.offTheCase = offTheCase
        self.asks = asks
        self.policeInvitedDays = policeInvitedDays
        self.keptDays = keptDays
        kinds = self.rules.map(\.test.kinds)
        incidentCodes = self.rules.filter(\.isOfIncidents).map(\.code)
        longest = LookBack(of: rules, policeInvitedDays: policeInvitedDays, keptDays: keptDays)
    }

    /// The rule of that code.
    public subscript(code: String) -> PatternRule? { rules.first { $0.code == code } }

    /// Who is told of an alert; none if there is no such rule any longer.
    public func recipients(of alert: PatternAlert) -> [PatternRecipient] {
        guard let rule = self[alert.code] else { return [] }
        guard let further = rule.further, alert.count >= further.from else { return rule.to }
        return rule.to + further.to
    }

    /// Who may let a change come about that is held: one of these roles; `change` is the topic that says it.
    public func overriders(of change: String) -> [Role] { overridersByTopic[change] ?? overriders }

    /// The window around a day on which that happened, or `nil` if there is no window of that name.
    public func window(_ name: String, around day: CivilDate) -> RiskWindow? {
        windowSpans.first { $0.name == name }?.window(around: day)
    }

    var closure: (rule: PatternRule, test: ClosureTest)? {
        for rule in rules {
            if case .unsafeClosure(let test) = rule.test { return (rule, test) }
        }
        return nil
    }
}

extension PatternRule {
    fileprivate var isOfIncidents: Bool {
        switch test {
        case .incidents, .graveIncident: true
        default: false
        }
    }
}

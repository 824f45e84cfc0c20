public import Vocabulary

/// What others know of the case at that moment and patterns must ask.
public struct PatternContext: Hashable, Sendable {
    /// Who cares for the child, until an observation says otherwise.
    public var carersDefault: [PersonID]
    /// The active register of the case.
    public var activeRoles: [Role]
    /// The roles of whoever published the observation: they need not be asked what they propose themselves.
    public var publisherRoles: [Role]
    /// The codes of the clocks that run or are overdue on the case.
    public var openClocks: [String]
    /// Whether a challenge waits for its answer.
    public var hasUnresolvedChallenge: Bool
    /// Whether an unborn child or one under five lives in the household.
    public var hasUnbornOrUnderFive: Bool
    /// The basis of the plan, as the casebook writes it (`s17`, `CP`), if it is known.
    public var legalBasis: String?

    /// Under which handle whoever has another stands since a merge.
    public var aliases: [PersonID: PersonID]

    /// Creates a context.
    public init(
        carersDefault: [PersonID] = [],
        activeRoles: [Role] = [],
        publisherRoles: [Role] = [],
        openClocks: [String] = [],
        hasUnresolvedChallenge: Bool = false,
        hasUnbornOrUnderFive: Bool = false,
        legalBasis: String? = nil,
        aliases: [PersonID: PersonID] = [:]
    ) {
        self.carersDefault = carersDefault
        self.activeRoles = activeRoles
        self.publisherRoles = publisherRoles
        self.openClocks = openClocks
        self.hasUnresolvedChallenge = hasUnresolvedChallenge
        self.hasUnbornOrUnderFive = hasUnbornOrUnderFive
        self.legalBasis = legalBasis
        self.aliases = aliases
    }
}

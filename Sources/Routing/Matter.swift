public import Topics
public import Vocabulary

/// What the router needs to know of a concern: whom it is about, how urgent it is, who said it, who is to be told.
public struct Matter: Hashable, Sendable {
    /// How urgent it is.
    public var severity: Severity
    /// For each person it is about, the identifiers given.
    public var people: [[PersonIdentifier]]
    /// People it is about whom no identifier finds, by the handles made for them.
    public var strangers: [PersonID]
    /// The cases it names.
    public var cases: [CaseID]
    /// The households it names.
    public var households: [HouseholdID]
    /// The system that published it.
    public var publisher: UserID
    /// The professional who said it, if the payload tells.
    public var author: StaffID?
    /// When it was accepted.
    public let at: Instant
    /// The day of London on which it was accepted.
    let today: CivilDate
    /// Who is told how much, by the topic's policy.
    public var tells: Telling
    /// The parent it is about, whose keyworker is told more than the other's; `nil` if it is about neither or both.
    public var concernsPerson: Parent?
    /// Whether a heightened window is open on every case, or a child it is about whom the register does not know is
    /// under 1.
    public var isHeightened: Bool
    /// The cases on which a heightened window is open.
    public var heightenedCases: Set<CaseID>
    /// Whether police have not decided yet if it may be shared, so that only they are told.
    public var isHeldForDecision: Bool
    /// Whether it says who works with the family, which would tell where somebody in hiding is.
    public var isAboutWorkers: Bool

    /// Creates a matter.
    public init(
        severity: Severity,
        people: [[PersonIdentifier]] = [],
        strangers: [PersonID] = [],
        cases: [CaseID] = [],
        households: [HouseholdID] = [],
        publisher: UserID,
        author: StaffID? = nil,
        at instant: Instant,
        tells: Telling,
        concernsPerson: Parent? = nil,
        isHeightened: Bool = false,
        heightenedCases: Set<CaseID> = [],
        isHeldForDecision: Bool = false,
        isAboutWorkers: Bool = false
    ) {
        self.severity = severity
        self.people = people
        self.strangers = strangers
        self.cases = cases
        self.households = households
        self.publisher = publisher
        self.author = author
        at = instant
        today = LondonTime.date(of: instant)
        self.tells = tells
        self.concernsPerson = concernsPerson
        self.isHeightened = isHeightened
        self.heightenedCases = heightenedCases
        self.isHeldForDecision = isHeldForDecision
        self.isAboutWorkers = isAboutWorkers
    }

    /// How much a role is told for that reason: what is general is for those who work on the case.
    func detail(for role: Role, by rule: RoutingRule) -> Detail? {
        rule.isForWorking
            ? tells.detail(for: role, about: concernsPerson) : tells.namedDetail(for: role)
    }
}

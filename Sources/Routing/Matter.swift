public import Topics
public import Vocabulary

/// What the router needs to know of a concern: whom it is about, how urgent it is, who said it, who is to be told.
public struct Matter: Hashable, Sendable {
    /// How urgent it is.
    public var severity: Severity
    /// For each person it is about, the identifiers given.
    public var people: [[PersonIdentifier]]
    /// The cases it names.
    public var cases: [CaseID]
    /// The households it names.
    public var households: [HouseholdID]
    /// The system that published it.
    public var publisher: UserID
    /// The professional who said it, if the payload tells.
    public var author: StaffID?
    /// When it was accepted.
    public var at: Instant
    /// Who is told how much, by the topic's policy.
    public var tells: [Sight]
    /// Whether a heightened window is open, or a child it is about whom the register does not know is under 1.
    public var isHeightened: Bool

    /// Creates a matter.
    public init(
        severity: Severity,
        people: [[PersonIdentifier]] = [],
        cases: [CaseID] = [],
        households: [HouseholdID] = [],
        publisher: UserID,
        author: StaffID? = nil,
        at instant: Instant,
        tells: [Sight],
        isHeightened: Bool = false
    ) {
        self.severity = severity
        self.people = people
        self.cases = cases
        self.households = households
        self.publisher = publisher
        self.author = author
        at = instant
        self.tells = tells
        self.isHeightened = isHeightened
    }

    /// The day of London on which it was accepted.
    var today: CivilDate { LondonTime.date(of: at) }

    func detail(for role: Role) -> Detail? { tells.first { $0.role == role }?.detail }
}

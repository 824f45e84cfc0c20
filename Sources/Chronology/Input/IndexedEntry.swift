public import Vocabulary

/// What the view keeps of an entry: everything by which it is found, never its content.
public struct IndexedEntry: Sendable, Equatable {
    /// Its place in the ledger.
    public var sequence: LedgerSequence
    /// The id that its publisher chose.
    public var id: MessageID
    /// When it happened.
    public var time: Instant
    /// When the agency recorded it, if it said so.
    public var recorded: Instant?
    /// When the broker accepted it.
    public var accepted: Instant
    /// Who said it, `agency/system`.
    public var publisher: UserID
    /// The topic it was published to.
    public var topic: String
    /// How soon a person must answer, if anybody must.
    public var severity: Severity?
    /// The cases it is about.
    public var cases: [CaseID]
    /// The people it is about, by our handles.
    public var people: [PersonID]

    /// Creates an indexed entry.
    public init(
        sequence: LedgerSequence,
        id: MessageID,
        time: Instant,
        recorded: Instant? = nil,
        accepted: Instant,
        publisher: UserID,
        topic: String,
        severity: Severity? = nil,
        cases: [CaseID] = [],
        people: [PersonID] = []
    ) {
        self.sequence = sequence
        self.id = id
        self.time = time
        self.recorded = recorded
        self.accepted = accepted
        self.publisher = publisher
        self.topic = topic
        self.severity = severity
        self.cases = cases
        self.people = people
    }
}

public import Topics
public import Vocabulary

/// What one entry of the ledger said about a case, as far as patterns care.
public struct Observation: Hashable, Sendable {
    /// The entry.
    public let entry: LedgerSequence
    /// When it was published; observations of one case MUST come in this order.
    public let at: Instant
    /// The system that published it.
    public let author: UserID
    /// On which topic.
    public let topic: Topic
    /// How severe the concern was, windows included.
    public let severity: Severity
    /// Whom the concern is about.
    public internal(set) var who: PatternSubject
    /// The day it happened, if that was earlier.
    public let happened: CivilDate?
    /// The day of the use that it tells of, if that was earlier.
    public let evidenceDate: CivilDate?
    /// What it says.
    public internal(set) var signals: [Signal]

    /// Creates an observation.
    public init(
        entry: LedgerSequence,
        at: Instant,
        author: UserID,
        topic: Topic,
        severity: Severity,
        who: PatternSubject,
        happened: CivilDate? = nil,
        evidenceDate: CivilDate? = nil,
        signals: [Signal]
    ) {
        self.entry = entry
        self.at = at
        self.author = author
        self.topic = topic
        self.severity = severity
        self.who = who
        self.happened = happened
        self.evidenceDate = evidenceDate
        self.signals = signals
    }

    /// The day of publishing, in London.
    public var day: CivilDate { LondonTime.date(of: at) }

    /// The day it happened.
    var dayHappened: CivilDate { happened ?? day }

    /// The day of the use that it tells of.
    var dayOfEvidence: CivilDate { evidenceDate ?? happened ?? day }

    /// The same with other signals.
    func with(_ signals: [Signal]) -> Observation {
        var observation = self
        observation.signals = signals
        return observation
    }
}

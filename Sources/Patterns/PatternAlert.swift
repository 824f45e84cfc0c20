public import Vocabulary

/// A pattern that is complete.
public struct PatternAlert: Hashable, Sendable {
    /// Which (`P02b`, `P09i`).
    public let code: String
    /// About whom.
    public internal(set) var subject: PatternSubject
    /// How severe.
    public let severity: Severity
    /// The entries that complete it, each once, in order.
    public let causes: [LedgerSequence]
    /// How often what the rule counts was found; 1 if it counts nothing.
    public let count: Int
    /// What the rule found, in its own short words: roles not invited, faults of a meeting, reasons against closing.
    public let details: [String]
    /// The version of the rule.
    public let version: Int
    /// When.
    public let at: Instant
    /// Whether the step that completed it is held.
    public let holds: Bool

    /// Creates an alert, as a rule or a ledger says it.
    public init(
        code: String,
        subject: PatternSubject,
        severity: Severity,
        causes: [LedgerSequence],
        count: Int = 1,
        details: [String] = [],
        version: Int,
        at: Instant,
        holds: Bool = false
    ) {
        self.code = code
        self.subject = subject
        self.severity = severity
        self.causes = causes
        self.count = count
        self.details = details
        self.version = version
        self.at = at
        self.holds = holds
    }

    /// The day it was raised, in London.
    public var day: CivilDate { LondonTime.date(of: at) }
}

public import Vocabulary

/// One pattern: when it is complete, how severe it is, who is told and how often.
public struct PatternRule: Hashable, Sendable {
    /// Its code.
    public let code: String
    /// What people call it.
    public let title: String
    /// Its version; every alert names it.
    public let version: Int
    /// How severe it is; windows do not change that.
    public let severity: Severity
    /// Who is told.
    public let to: [PatternRecipient]
    /// Who is told as well once it counts so many.
    public let further: Further?
    /// Days after an alert in which no other is raised for the same subject, unless severity rises; 0 for always.
    public let silenceDays: Int
    /// The count at which it is raised in any case.
    public let alwaysAt: Int?
    /// Whether the step that completes it is held.
    public let holds: Bool
    /// The clocks that complete it when they run out.
    public let clocks: [String]
    /// Those of them that raise it in any case.
    public let alwaysClocks: [String]
    /// How it is found.
    public let test: PatternTest

    /// Who is told as well, and from which count.
    public struct Further: Hashable, Sendable {
        /// From which count.
        public let from: Int
        /// Who.
        public let to: [PatternRecipient]

        /// Creates it.
        public init(from: Int, to: [PatternRecipient]) {
            self.from = from
            self.to = to
        }
    }

    /// Creates a rule.
    public init(
        code: String,
        title: String,
        version: Int,
        severity: Severity,
        to: [PatternRecipient],
        further: Further? = nil,
        silenceDays: Int,
        alwaysAt: Int? = nil,
        holds: Bool = false,
        clocks: [String] = [],
        alwaysClocks: [String] = [],
        test: PatternTest
    ) {
        self.code = code
        self.title = title
        self.version = version
        self.severity = severity
        self.to = to
        self.further = further
        self.silenceDays = silenceDays
        self.alwaysAt = alwaysAt
        self.holds = holds
        self.clocks = clocks
        self.alwaysClocks = alwaysClocks
        self.test = test
    }
}

import Vocabulary

/// What a rule found, before its silence is asked.
struct PatternFinding {
    let subject: PatternSubject
    /// Other than the rule's own.
    var severity: Severity?
    var causes: [LedgerSequence]
    var count = 1
    var details: [String] = []
    /// Whether it is raised within a silence too.
    var isAlways = false

    init(
        subject: PatternSubject,
        severity: Severity? = nil,
        causes: [LedgerSequence],
        count: Int = 1,
        details: [String] = [],
        isAlways: Bool = false
    ) {
        self.subject = subject
        self.severity = severity
        self.causes = causes
        self.count = count
        self.details = details
        self.isAlways = isAlways
    }
}

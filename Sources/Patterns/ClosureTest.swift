public import Vocabulary

/// What speaks against stepping down or closing (P15).
public struct ClosureTest: Hashable, Sendable {
    /// Clocks of assessments that the case must not be closed without.
    public let assessments: [String]
    /// Those of them that an assessment must not send the child home without.
    public let coreAssessments: [String]
    /// Days for which use counts.
    public let useDays: Int
    /// Days for which an accumulation of domestic incidents counts.
    public let incidentDays: Int
    /// Days of change that these bases must have seen.
    public let changeDays: Int
    /// The bases that need change.
    public let changeBases: [String]
    /// Roles that need not be asked; the twins of a receiving authority never are.
    public let unpolled: [Role]

    /// Creates a test.
    public init(
        assessments: [String],
        coreAssessments: [String],
        useDays: Int,
        incidentDays: Int,
        changeDays: Int,
        changeBases: [String],
        unpolled: [Role]
    ) {
        self.assessments = assessments
        self.coreAssessments = coreAssessments
        self.useDays = useDays
        self.incidentDays = incidentDays
        self.changeDays = changeDays
        self.changeBases = changeBases
        self.unpolled = unpolled
    }
}

public import Vocabulary

/// How patterns add up: each pattern and subject once, weighed by severity, over so many days.
public struct ScoreRule: Hashable, Sendable {
    /// What a score asks for.
    public struct Step: Hashable, Sendable {
        /// From which score.
        public let from: Int
        /// What is to be done.
        public let action: String
        /// What is to be done as long as social care does not know the case.
        public let beforeSocialCare: String

        /// Who hears of it besides those whom the pattern tells.
        public let tells: [Role]
        /// Who hears of it as long as social care does not know the case.
        public let tellsBeforeKnown: [Role]

        /// Creates a step.
        public init(
            from: Int,
            action: String,
            beforeSocialCare: String,
            tells: [Role] = [],
            tellsBeforeKnown: [Role] = []
        ) {
            self.from = from
            self.action = action
            self.beforeSocialCare = beforeSocialCare
            self.tells = tells
            self.tellsBeforeKnown = tellsBeforeKnown
        }
    }

    /// Over how many days.
    public let days: Int
    /// What each severity weighs.
    public let weights: [Severity: Int]
    /// What scores ask for, lowest first.
    public let steps: [Step]

    /// Creates a rule.
    public init(days: Int, weights: [Severity: Int], steps: [Step]) {
        self.days = days
        self.weights = weights
        self.steps = steps.sorted { $0.from < $1.from }
    }

    /// The highest step that a score reached by rising so, or `nil` if it passed none.
    public func crossed(from before: Int, to after: Int) -> Step? {
        steps.last { before < $0.from && $0.from <= after }
    }
}

public import Vocabulary

/// The cumulative score of a case, never without what it is made of.
public struct PatternScore: Hashable, Sendable {
    /// One pattern about one subject.
    public struct Part: Hashable, Sendable {
        /// The pattern.
        public let code: String
        /// The subject.
        public let subject: PatternSubject
        /// Its highest severity in those days.
        public let severity: Severity
        /// What that weighs.
        public let weight: Int
    }

    /// The parts, by code, then subject.
    public let parts: [Part]

    /// The sum of the weights.
    public var value: Int { parts.reduce(0) { $0 + $1.weight } }
}

public import JSON
public import Vocabulary

/// How severe a topic's events are: as their publisher graded them, else by the first rule that applies, else the usual.
public struct SeverityRules: Equatable, Sendable {
    /// One rule: if the field has one of the values, this is the severity.
    public struct Rule: Equatable, Sendable {
        /// A field, from the root of `data`.
        public let field: JSONPointer
        /// Scalars, any of which makes the rule apply.
        public let values: [JSONValue]
        /// The severity if it applies.
        public let level: Severity

        /// Creates a rule.
        public init(field: JSONPointer, values: [JSONValue], level: Severity) {
            self.field = field
            self.values = values
            self.level = level
        }
    }

    /// The severity if no rule applies.
    public let usual: Severity
    /// The rules, of which the first that applies wins.
    public let rules: [Rule]
    /// Where the publisher may grade it, from the root of `data`; that wins over every rule.
    public let grade: JSONPointer?

    /// Creates rules.
    public init(usual: Severity, rules: [Rule] = [], grade: JSONPointer? = nil) {
        self.usual = usual
        self.rules = rules
        self.grade = grade
    }

    /// The severity of an event with this payload.
    public func severity(of data: JSONNode) -> Severity {
        if let grade, let level = data[grade]?.string.flatMap({ Severity(rawValue: $0) }) { return level }
        let first = rules.first { rule in
            data[rule.field].map { node in rule.values.contains(where: node.isScalar) } == true
        }
        return first?.level ?? usual
    }
}

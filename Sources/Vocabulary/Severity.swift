/// How soon a person must answer (`domain.md` 5.3).
public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// For information or quality.
    case s4 = "S4"
    /// Needs the plan holder's attention.
    case s3 = "S3"
    /// Protection changed or failing.
    case s2 = "S2"
    /// The child may be unsafe now.
    case s1 = "S1"

    /// Orders from S4, the least urgent, to S1.
    public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int {
        switch self {
        case .s4: 0
        case .s3: 1
        case .s2: 2
        case .s1: 3
        }
    }
}

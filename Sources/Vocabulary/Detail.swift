/// How much of a concern a recipient sees (`domain.md` 5.3).
public enum Detail: String, Sendable, CaseIterable, Comparable {
    /// Flag and contact only.
    case alert
    /// What kind, when, child impact, whom to ring.
    case summary
    /// Everything the topic's policy shows to anybody.
    case full

    /// Orders from `alert`, the least, to `full`.
    public static func < (lhs: Detail, rhs: Detail) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int {
        switch self {
        case .alert: 0
        case .summary: 1
        case .full: 2
        }
    }
}

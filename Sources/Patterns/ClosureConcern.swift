public import Vocabulary

/// One thing that speaks against stepping down or closing.
public enum ClosureConcern: Hashable, Sendable {
    /// An assessment that the case needs is not complete.
    case assessmentOpen
    /// Use became known within so many days.
    case use(days: Int)
    /// A challenge waits for its answer.
    case challengeOpen
    /// Domestic incidents added up.
    case incidents
    /// A hazard was not cleared.
    case hazardOpen
    /// Those roles work on the case and were not asked.
    case notPolled([Role])
    /// Change was not seen for so many days.
    case changeTooShort(days: Int)

    /// As a hold names it.
    public var reason: String {
        switch self {
        case .assessmentOpen: "assessment-open"
        case .use(let days): "use<=\(days)d"
        case .challengeOpen: "challenge-open"
        case .incidents: "P09-open"
        case .hazardOpen: "P24-open"
        case .notPolled(let roles): "not-polled:" + roles.map(\.code).joined(separator: "/")
        case .changeTooShort(let days): "change<\(days)d"
        }
    }
}

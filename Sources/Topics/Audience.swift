public import Vocabulary

/// Who sees a field of a payload.
public enum Audience: Equatable, Sendable {
    /// Everybody who sees the topic in this detail or more.
    case detail(Detail)
    /// Only these roles, in ascending order, whatever their detail, and the agency that published.
    case roles([Role])
    /// Nobody: the field is kept in the ledger and shown on no path.
    case never

    /// Whether the field is shown to `viewer`.
    public func admits(_ viewer: Viewer) -> Bool {
        switch self {
        case .detail(let least): viewer.detail >= least
        case .roles(let roles): viewer.isPublisher || roles.contains(where: viewer.roles.contains)
        case .never: false
        }
    }

    /// The least detail at which everybody sees the field, or `nil` if that also depends on who asks.
    var leastDetail: Detail? {
        switch self {
        case .detail(let least): least
        case .roles, .never: nil
        }
    }
}

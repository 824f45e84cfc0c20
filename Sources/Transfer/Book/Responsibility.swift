public import Vocabulary

/// Who answers for a child, as this authority knows it.
public enum Responsibility: Hashable, Sendable {
    /// We alone.
    case sole
    /// We, while we have offered.
    case offered(to: AuthorityCode)
    /// The offerer; an offer lies with us undecided.
    case received(from: AuthorityCode)
    /// We and the offerer: we carry out its plan meanwhile.
    case interim(with: AuthorityCode)
    /// We and the offerer, until it releases.
    case accepted(with: AuthorityCode)
    /// The authority to which we let go: reads are answered 451 with it.
    case released(to: AuthorityCode)
    /// The authority that notified us of a move, or whose offer we declined.
    case elsewhere(AuthorityCode)

    /// Whether we answer for the child, alone or together.
    public var isHeldHere: Bool {
        switch self {
        case .sole, .offered, .interim, .accepted: true
        case .received, .released, .elsewhere: false
        }
    }

    /// Whether an offer is under way, either way.
    public var isInTransfer: Bool {
        switch self {
        case .offered, .received, .interim, .accepted: true
        case .sole, .released, .elsewhere: false
        }
    }
}

/// Two books that must agree and do not: something receipted is lost, or counted twice (R6).
public enum Imbalance: Error, Hashable, Sendable {
    /// The places of entries do not add up to the entries.
    case receipts(Int64, placed: Int64)
    /// The unanswered obligations that were posted are not those of the escalations.
    case unanswered(Int, posted: Int)
    /// The answered obligations that were posted are not those of the escalations.
    case answered(Int, posted: Int)
    /// Not everything that waits for an answer has a deadline that is watched, or something else has.
    case deadlines(Int, waiting: Int)
    /// The concerns that were posted as on their way to a peer are not those in its outbox.
    case forwards(Int, posted: Int)
    /// A deadline passed this long ago and nobody was told (R8).
    case late(milliseconds: Int64)
}

extension Imbalance: CustomStringConvertible {
    /// Both numbers, and what they count.
    public var description: String {
        switch self {
        case .receipts(let receipts, let placed): "\(receipts) receipts, \(placed) accounted for"
        case .unanswered(let held, let posted): "\(held) obligations unanswered, \(posted) accounted for"
        case .answered(let held, let posted): "\(held) obligations answered, \(posted) accounted for"
        case .deadlines(let armed, let waiting): "\(waiting) obligations wait, \(armed) deadlines are watched"
        case .forwards(let held, let posted):
            "\(held) concerns on their way to peers, \(posted) accounted for"
        case .late(let milliseconds): "a deadline passed \(milliseconds / 1_000) s ago and nobody was told"
        }
    }
}

/// How many receipted entries are where; each is in exactly one place, so they add up to the receipts (R6).
public struct Balance: Sendable, Hashable {
    /// Where a receipted entry can be.
    public enum Bucket: String, Sendable, CaseIterable {
        /// Somebody must answer until a deadline, or a peer must still receipt it.
        case waiting
        /// Everybody who had to answer did.
        case acknowledged
        /// A recipient's system could not process it: a person must look at it until a deadline.
        case quarantined
        /// The authority that the child is in transfer with has it, and nobody here had to answer.
        case transferred
        /// Nobody had to answer.
        case informational
    }

    private var waiting: Int64 = 0
    private var acknowledged: Int64 = 0
    private var quarantined: Int64 = 0
    private var transferred: Int64 = 0
    private var informational: Int64 = 0

    /// Creates a balance of nothing.
    public init() {}

    /// How many are there.
    public internal(set) subscript(bucket: Bucket) -> Int64 {
        get {
            switch bucket {
            case .waiting: waiting
            case .acknowledged: acknowledged
            case .quarantined: quarantined
            case .transferred: transferred
            case .informational: informational
            }
        }
        set {
            switch bucket {
            case .waiting: waiting = newValue
            case .acknowledged: acknowledged = newValue
            case .quarantined: quarantined = newValue
            case .transferred: transferred = newValue
            case .informational: informational = newValue
            }
        }
    }

    /// What must be the number of receipts.
    public var total: Int64 { Bucket.allCases.reduce(0) { $0 + self[$1] } }
}

public import Vocabulary

/// Whose durable subscription a handle stands for.
public struct SubscriptionRecord: Sendable, Equatable {
    /// Its short name in facts.
    public var handle: Int64
    /// The agency whose system subscribed.
    public var agency: AgencyID

    /// Creates a record.
    public init(handle: Int64, agency: AgencyID) {
        self.handle = handle
        self.agency = agency
    }
}

public import Topics
public import Vocabulary
public import Wire

/// What a client wants to be told of, under a name that the broker remembers.
public struct Subscription: Sendable, Equatable {
    /// Unique for the user.
    public var name: SubscriptionName
    /// 1 to 64 patterns.
    public var topics: [TopicPattern]
    /// Deliveries at once that are not yet stored here; 0 pauses.
    public var window: Int
    /// Where it begins, if the broker does not know it yet.
    public var from: ClientMessage.Subscribe.Start

    /// Creates a subscription.
    public init(
        _ name: SubscriptionName,
        to topics: [TopicPattern],
        window: Int = 16,
        from start: ClientMessage.Subscribe.Start = .now
    ) {
        self.name = name
        self.topics = topics
        self.window = window
        from = start
    }
}

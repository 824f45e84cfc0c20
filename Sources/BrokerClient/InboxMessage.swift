import Vocabulary
public import Wire

/// A delivery that is safe in the inbox.
public struct InboxMessage: Sendable, Equatable {
    /// Its place in the box: 1, 2, 3 … in the order of arrival, with holes.
    public let place: Int64
    /// What was delivered; the body is empty if `withheld`.
    public let delivery: BrokerMessage.Deliver

    /// Creates a message.
    public init(place: Int64, delivery: BrokerMessage.Deliver) {
        self.place = place
        self.delivery = delivery
    }
}

extension InboxMessage: CustomStringConvertible, CustomReflectable {
    /// Subscription, number, sequence and topic, never content.
    public var description: String {
        "\(delivery.sub) \(delivery.number) (entry \(delivery.sequence.number), \(delivery.topic))"
    }

    /// Subscription, number, sequence and topic, never content.
    public var customMirror: Mirror { Mirror(self, children: ["message": description]) }
}

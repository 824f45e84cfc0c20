/// A durable subscription's short name in facts: 1, 2, 3 … in the order of creation.
public struct SubscriptionHandle: Hashable, Comparable, Sendable {
    /// The number, at least 1.
    public let number: Int64

    /// Creates a handle from its number.
    public init(_ number: Int64) { self.number = number }

    /// Orders handles by age.
    public static func < (lhs: SubscriptionHandle, rhs: SubscriptionHandle) -> Bool {
        lhs.number < rhs.number
    }
}

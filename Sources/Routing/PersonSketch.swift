/// What a person can be recognised by without an identifier, in a form that gives no name away.
///
/// A name or an address is kept as one of 4,096 buckets only: with the same date of birth that is enough to ask a person,
/// and whoever steals the state learns at most 12 bits of what no dictionary can then resolve (S6, S7).
public struct PersonSketch: Hashable, Sendable {
    /// One of 4,096 parts of everything that can be said.
    public struct Bucket: Hashable, Comparable, Sendable {
        /// How many there are.
        public static let count = 4_096
        /// From zero.
        public let number: Int

        /// Creates a bucket, or `nil` if there is no such one.
        public init?(_ number: Int) {
            guard (0..<Self.count).contains(number) else { return nil }
            self.number = number
        }

        /// Orders buckets by number.
        public static func < (lhs: Bucket, rhs: Bucket) -> Bool { lhs.number < rhs.number }
    }

    /// The most buckets of a kind that are kept of a person.
    public static let limit = 8

    /// The names they were called by, in order.
    public let names: [Bucket]
    /// The properties and postcodes at which they were said to live, in order.
    public let places: [Bucket]

    /// Creates a sketch.
    public init(names: [Bucket] = [], places: [Bucket] = []) {
        self.names = Set(names).sorted()
        self.places = Set(places).sorted()
    }

    /// Whether it says nothing.
    public var isEmpty: Bool { names.isEmpty && places.isEmpty }

    /// Both together, as far as there is room; what was known first stays.
    func adding(_ other: PersonSketch) -> PersonSketch {
        PersonSketch(names: Self.both(names, other.names), places: Self.both(places, other.places))
    }

    private static func both(_ known: [Bucket], _ new: [Bucket]) -> [Bucket] {
        known + new.filter { !known.contains($0) }.prefix(max(0, limit - known.count))
    }
}

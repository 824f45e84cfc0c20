/// The place of an entry in its authority's ledger: 1, 2, 3 … without holes.
public struct LedgerSequence: Hashable, Comparable, Sendable {
    /// The number, at least 1.
    public let number: Int64

    /// Creates a sequence from its number.
    public init(_ number: Int64) { self.number = number }

    /// The sequence after this one.
    public var next: LedgerSequence { LedgerSequence(number + 1) }

    /// Orders entries as they were accepted.
    public static func < (lhs: LedgerSequence, rhs: LedgerSequence) -> Bool { lhs.number < rhs.number }
}

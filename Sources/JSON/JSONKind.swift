/// What a value is.
public enum JSONKind: UInt8, Sendable, CaseIterable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean
    /// A number written without fraction or exponent that fits 64 bits; `-0` is not among them.
    case integer
    /// Any other number.
    case number
    /// A string.
    case string
    /// An array.
    case array
    /// An object.
    case object
}

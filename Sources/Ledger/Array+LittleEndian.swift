extension Array where Element == UInt8 {
    /// Appends an integer, least significant byte first.
    mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        var rest = number
        for _ in 0..<(Number.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= Number(truncatingIfNeeded: 8 as Int)
        }
    }
}

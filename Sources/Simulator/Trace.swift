/// What happened, as one number: equal for equal seeds, across processes and builds (R23).
public struct Trace: Sendable, Equatable {
    /// FNV-1a over everything that was noted.
    public private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Creates a trace of nothing.
    public init() {}

    /// Notes a text.
    public mutating func note(_ text: String) {
        for byte in text.utf8 { mix(UInt64(byte)) }
        mix(0x1f)
    }

    /// Notes a number.
    public mutating func note(_ number: Int) { mix(UInt64(bitPattern: Int64(number))) }

    private mutating func mix(_ word: UInt64) { digest = (digest ^ word) &* 0x0000_0100_0000_01b3 }
}

/// xoshiro256**: the same numbers for the same seed, everywhere; one generator for each purpose.
struct Xoshiro: RandomNumberGenerator, Sendable {
    private var state: SIMD4<UInt64>

    /// Begins at a seed.
    init(seed: UInt64) {
        var chance = Chance(seed: seed)
        state = SIMD4(chance.next(), chance.next(), chance.next(), chance.next())
    }

    init(state: SIMD4<UInt64>) { self.state = state }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        let result = Self.turned(state[1] &* 5, by: 7) &* 9
        let shifted = state[1] << 17
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= shifted
        state[3] = Self.turned(state[3], by: 45)
        return result
    }

    private static func turned(_ word: UInt64, by bits: UInt64) -> UInt64 {
        word << bits | word >> (64 - bits)
    }

    /// Whether something happens that happens so many times in a thousand; it draws even if that is never.
    mutating func happens(_ perMille: Int) -> Bool { Int.random(in: 0..<1000, using: &self) < perMille }

    /// A number of a range.
    mutating func within(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }

    /// A number of a range.
    mutating func within(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// One of several.
    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }
}

/// A Bloom filter in blocks of 64 bytes, so that a question touches one block: 16 bits an entry and seven probes
/// let about one foreign id in a thousand through.
enum IdentityFilter {
    static let blockByteCount = 64
    private static let bitsPerEntry = 16
    private static let probes = 7

    static func blockCount(for entries: Int) -> Int {
        (entries * bitsPerEntry + blockByteCount * 8 - 1) / (blockByteCount * 8)
    }

    /// The block that tells of `key`.
    static func block(of key: IdentityKey, in blockCount: Int) -> Int {
        Int(key.high.multipliedFullWidth(by: UInt64(blockCount)).high)
    }

    static func insert(_ key: IdentityKey, into filter: inout [UInt8], blockCount: Int) {
        let start = block(of: key, in: blockCount) * blockByteCount
        for bit in bits(of: key) { filter[start + bit >> 3] |= 1 << UInt8(bit & 7) }
    }

    /// Whether the block that begins at `start` lets `key` through.
    static func admits(_ key: IdentityKey, block: [UInt8], at start: Int) -> Bool {
        bits(of: key).allSatisfy { block[start + $0 >> 3] & 1 << UInt8($0 & 7) != 0 }
    }

    private static func bits(of key: IdentityKey) -> [Int] {
        (0..<probes).map { Int(key.low >> UInt64(9 * $0) & 511) }
    }
}

/// The two hashes of RFC 9162 section 2.1.1, kept apart by their first byte.
enum MerkleHash {
    static let byteCount = 32

    /// The root of a tree without leaves.
    static let empty = Sha256.hash([] as [UInt8])

    static func leaf(_ input: [UInt8]) -> [UInt8] { Sha256.hash([0x00] + input) }

    static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var input: [UInt8] = []
        input.reserveCapacity(1 + 2 * byteCount)
        input.append(0x01)
        input.append(contentsOf: left)
        input.append(contentsOf: right)
        return Sha256.hash(input)
    }
}

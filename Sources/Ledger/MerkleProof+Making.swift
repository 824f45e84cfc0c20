extension MerkleProof {
    /// The inclusion path of a leaf, 32 bytes a hash, from the subtrees that `node` knows.
    static func inclusion(
        of index: Int64,
        in size: Int64,
        node: (MerkleNode) throws(LedgerError) -> [UInt8]
    ) throws(LedgerError) -> [UInt8] {
        var path: [UInt8] = []
        for range in inclusionRanges(of: index, in: size) { path += try hash(of: range, node: node) }
        return path
    }

    /// The consistency proof between two sizes, 32 bytes a hash, from the subtrees that `node` knows.
    static func consistency(
        from first: Int64,
        to second: Int64,
        node: (MerkleNode) throws(LedgerError) -> [UInt8]
    ) throws(LedgerError) -> [UInt8] {
        var proof: [UInt8] = []
        for range in consistencyRanges(from: first, to: second) { proof += try hash(of: range, node: node) }
        return proof
    }
}

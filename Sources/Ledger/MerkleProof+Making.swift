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

    /// The inclusion path of a leaf of the newest turns, or `nil` if a subtree of it is elsewhere.
    ///
    /// The same path as ``inclusion(of:in:node:)``, which every receipt needs, without asking for one hash at a time:
    /// complete siblings are appended from where they lie, and the one that is not complete is among `edges`.
    static func inclusion(of index: Int64, in size: Int64, edges: [[UInt8]], in memory: MemoryIndex)
        -> [UInt8]?
    {
        var path: [UInt8] = []
        path.reserveCapacity(MerkleHash.byteCount * (64 - size.leadingZeroBitCount))
        var level = 0
        while (size - 1) >> Int64(level) > 0 {
            let sibling = (index >> Int64(level)) ^ 1
            if (sibling + 1) << Int64(level) <= size {
                guard memory.append(MerkleNode(level: level, index: sibling), to: &path) else { return nil }
            } else if sibling << Int64(level) < size {
                path += edges[level]
            }
            level += 1
        }
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

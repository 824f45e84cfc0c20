/// A complete subtree: `level` 0 is a leaf, and index *i* at level *L* covers leaves *i*·2^L up to (*i*+1)·2^L.
struct MerkleNode: Hashable, Sendable {
    let level: Int
    let index: Int64

    /// The leaf that completes it.
    var lastLeaf: Int64 { (index + 1) << Int64(level) - 1 }

    /// The subtrees that make up leaves `range`, left to right, `range.lowerBound` being a multiple of the largest.
    static func covering(_ range: Range<Int64>) -> [MerkleNode] {
        var nodes: [MerkleNode] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = 63 - (range.upperBound - start).leadingZeroBitCount
            nodes.append(MerkleNode(level: level, index: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        return nodes
    }
}

/// The right edge of a growing tree: the roots of its complete subtrees, largest first.
struct MerkleFrontier: Equatable, Sendable {
    /// How many leaves the tree has.
    private(set) var size: Int64 = 0
    /// One root for every bit set in `size`, the highest bit's first.
    private(set) var peaks: [[UInt8]] = []

    init() {}

    /// Creates the edge of a tree from what it was at that size, or `nil` if the number of peaks is wrong.
    init?(size: Int64, peaks: [[UInt8]]) {
        guard size >= 0, peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// Adds a leaf and tells each subtree that it completes, the leaf itself first.
    mutating func append(_ leaf: [UInt8], completed: (MerkleNode, [UInt8]) -> Void = { _, _ in }) {
        var hash = leaf
        var node = MerkleNode(level: 0, index: size)
        completed(node, hash)
        while node.index & 1 == 1, let left = peaks.popLast() {
            hash = MerkleHash.node(left, hash)
            node = MerkleNode(level: node.level + 1, index: node.index >> 1)
            completed(node, hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// For each level, the root of the leaves behind the last subtree of that level that is complete; empty if none are.
    var edges: [[UInt8]] {
        var edges: [[UInt8]] = []
        var edge: [UInt8] = []
        var rest = peaks[...]
        for level in 0..<(64 - size.leadingZeroBitCount) {
            edges.append(edge)
            guard size & 1 << Int64(level) != 0, let peak = rest.popLast() else { continue }
            edge = edge.isEmpty ? peak : MerkleHash.node(peak, edge)
        }
        return edges
    }

    /// The root of the tree.
    var root: [UInt8] {
        guard var hash = peaks.last else { return MerkleHash.empty }
        for peak in peaks.dropLast().reversed() { hash = MerkleHash.node(peak, hash) }
        return hash
    }
}

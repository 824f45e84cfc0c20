/// Proofs of RFC 9162 sections 2.1.3 and 2.1.4: made from complete subtrees, checked from hashes alone.
enum MerkleProof {
    /// What a path is made of, from the leaf upwards: each step is the root of a run of leaves.
    static func inclusionRanges(of index: Int64, in size: Int64) -> [Range<Int64>] {
        var ranges: [Range<Int64>] = []
        var tree = 0..<size
        while tree.count > 1 {
            let middle = tree.lowerBound + split(Int64(tree.count))
            if index < middle {
                ranges.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                ranges.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
            }
        }
        return ranges.reversed()
    }

    /// What a consistency proof from `first` to `second` leaves is made of, in order.
    static func consistencyRanges(from first: Int64, to second: Int64) -> [Range<Int64>] {
        guard first > 0, first < second else { return [] }
        var ranges: [Range<Int64>] = []
        var tree = 0..<second
        var isWhole = true  // The whole old tree is not sent: the checker has its root.
        while tree.upperBound != first {
            let middle = tree.lowerBound + split(Int64(tree.count))
            if first <= middle {
                ranges.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                ranges.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
                isWhole = false
            }
        }
        if !isWhole { ranges.append(tree) }
        return ranges.reversed()
    }

    /// The root that a leaf and its path lead to, or `nil` if the path has the wrong length.
    static func root(ofLeaf leaf: [UInt8], at index: Int64, in size: Int64, path: [UInt8]) -> [UInt8]? {
        guard index >= 0, index < size, let steps = hashes(path) else { return nil }
        let ranges = inclusionRanges(of: index, in: size)
        guard steps.count == ranges.count else { return nil }
        return zip(steps, ranges).reduce(leaf) { hash, step in
            step.1.upperBound <= index ? MerkleHash.node(step.0, hash) : MerkleHash.node(hash, step.0)
        }
    }

    /// Whether the tree of `secondRoot` is the tree of `firstRoot` with leaves added (RFC 9162 2.1.4.2).
    static func isConsistent(
        from first: Int64,
        root firstRoot: [UInt8],
        to second: Int64,
        root secondRoot: [UInt8],
        proof: [UInt8]
    ) -> Bool {
        guard first >= 0, first <= second, var steps = hashes(proof) else { return false }
        guard first != second else { return steps.isEmpty && firstRoot == secondRoot }
        guard first > 0 else { return steps.isEmpty && firstRoot == MerkleHash.empty }
        if first & (first - 1) == 0 { steps.insert(firstRoot, at: 0) }
        guard let start = steps.first else { return false }
        var (node, last) = (first - 1, second - 1)
        while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
        var (old, new) = (start, start)
        for step in steps.dropFirst() {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                (old, new) = (MerkleHash.node(step, old), MerkleHash.node(step, new))
                while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                new = MerkleHash.node(new, step)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && old == firstRoot && new == secondRoot
    }

    /// The hash of a run of leaves that inclusion or consistency asks for, from its complete subtrees.
    static func hash(
        of range: Range<Int64>,
        node: (MerkleNode) throws(LedgerError) -> [UInt8]
    ) throws(LedgerError) -> [UInt8] {
        var parts: [[UInt8]] = []
        for part in MerkleNode.covering(range) { parts.append(try node(part)) }
        guard var hash = parts.popLast() else { return MerkleHash.empty }
        while let left = parts.popLast() { hash = MerkleHash.node(left, hash) }
        return hash
    }

    private static func split(_ count: Int64) -> Int64 { 1 << Int64(63 - (count - 1).leadingZeroBitCount) }

    private static func hashes(_ path: [UInt8]) -> [[UInt8]]? {
        guard path.count.isMultiple(of: MerkleHash.byteCount) else { return nil }
        return stride(from: 0, to: path.count, by: MerkleHash.byteCount).map {
            Array(path[$0..<$0 + MerkleHash.byteCount])
        }
    }
}

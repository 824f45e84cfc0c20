import Vocabulary

/// Checks offline that a ledger only grew between two of its checkpoints (RFC 9162 2.1.4.2).
public struct ConsistencyCheck: Sendable {
    /// Creates a check.
    public init() {}

    /// Whether `proof` shows that the tree of `new` is the tree of `old` with entries added.
    public func holds(from old: Checkpoint, to new: Checkpoint, proof: [UInt8]) -> Bool {
        old.origin == new.origin
            && MerkleProof.isConsistent(
                from: old.size,
                root: old.root.bytes,
                to: new.size,
                root: new.root.bytes,
                proof: proof
            )
    }
}

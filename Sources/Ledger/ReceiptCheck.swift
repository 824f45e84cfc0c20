import Vocabulary

/// Checks receipts offline, with nothing but SHA-256, Ed25519 and the ledger's verifier key.
public struct ReceiptCheck: Sendable {
    private let verifier: CheckpointVerifier

    /// Creates a check for the receipts of one ledger.
    public init(verifier: CheckpointVerifier) { self.verifier = verifier }

    /// Shows that the ledger took the receipt's entry, and `body` in it when given; answers the checkpoint.
    @discardableResult
    public func check(
        _ receipt: ReceiptProof,
        body: [UInt8]? = nil
    ) throws(ReceiptFault) -> Checkpoint {
        let checkpoint: Checkpoint
        do {
            checkpoint = try verifier.open(receipt.checkpoint)
        } catch {
            throw .checkpoint(error)
        }
        guard receipt.nonce.count == 32 else { throw .nonce }
        guard receipt.index == receipt.entry.sequence.number - 1, receipt.index >= 0,
            receipt.index < checkpoint.size
        else { throw .index(receipt.index) }
        let leaf = MerkleHash.leaf(LeafLines.bytes(of: receipt.entry, nonce: receipt.nonce))
        guard
            let root = MerkleProof.root(
                ofLeaf: leaf,
                at: receipt.index,
                in: checkpoint.size,
                path: receipt.path
            )
        else { throw .pathLength(receipt.path.count) }
        guard root == checkpoint.root.bytes else { throw .root }
        if let body, Sha256.digest(body) != receipt.entry.sha256 { throw .body }
        return checkpoint
    }
}

import Vocabulary

/// What anybody can check later with nothing but SHA-256, Ed25519 and the ledger's verifier key.
public struct ReceiptProof: Sendable, Equatable {
    /// What the ledger took.
    public let entry: EntryHeader
    /// The 32 bytes that blind the body's digest in the leaf.
    public let nonce: [UInt8]
    /// The leaf's place in the tree, sequence − 1.
    public let index: Int64
    /// The inclusion path, 32 bytes a hash, from the leaf upwards.
    public let path: [UInt8]
    /// The checkpoint of the entry's own turn, a C2SP signed note.
    public let checkpoint: String

    /// Creates a receipt from its parts.
    public init(entry: EntryHeader, nonce: [UInt8], index: Int64, path: [UInt8], checkpoint: String) {
        self.entry = entry
        self.nonce = nonce
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }
}

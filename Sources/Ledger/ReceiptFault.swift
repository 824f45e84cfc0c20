/// Why a receipt proves nothing.
public enum ReceiptFault: Error, Equatable, Sendable {
    /// The checkpoint is not this ledger's.
    case checkpoint(CheckpointError)
    /// The index is not sequence − 1, or not in a tree of the checkpoint's size.
    case index(Int64)
    /// The nonce is not 32 bytes.
    case nonce
    /// The path has not the number of hashes that this index and size need.
    case pathLength(Int)
    /// The path leads to another root than the signed one.
    case root
    /// The body is not the one the receipt is for.
    case body
}

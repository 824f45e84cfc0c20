/// Why a checkpoint, or a key for one, was not taken.
public enum CheckpointError: Error, Equatable, Sendable {
    /// The text is not `name+hash+base64`.
    case verifierText
    /// The name is empty or holds a space, a plus sign or anything but printable ASCII.
    case name
    /// The hash in the text is not the key's.
    case keyHash
    /// The algorithm is not Ed25519 (1).
    case algorithm(UInt8)
    /// The key is not 32 bytes, or not a point of the curve.
    case keyBytes
    /// The note is not origin, size, root, an empty line and signatures.
    case noteText
    /// The origin is another ledger's.
    case origin(String)
    /// No signature line names this key.
    case unsigned
    /// The signature does not fit the text.
    case signature
}

import Crypto
public import Vocabulary

extension Vocabulary.Digest {
    /// SHA-256 of a body, as PUBLISH and receipts name it.
    public static func ofBody(_ bytes: [UInt8]) -> Vocabulary.Digest {
        guard let digest = Vocabulary.Digest(SHA256.hash(data: bytes)) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return digest
    }
}

extension Concern {
    /// SHA-256 of the event as received.
    public var digest: Vocabulary.Digest { .ofBody(bytes) }
}

import Crypto
import Vocabulary

/// SHA-256 over byte arrays.
enum Sha256 {
    static func hash(_ bytes: [UInt8]) -> [UInt8] { copy(SHA256.hash(data: bytes)) }

    static func hash(_ bytes: ArraySlice<UInt8>) -> [UInt8] { copy(SHA256.hash(data: bytes)) }

    /// Byte by byte this would cost a third of the hashing itself.
    private static func copy(_ digest: SHA256Digest) -> [UInt8] {
        // SAFETY: the bytes are copied while the digest lends them.
        unsafe digest.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    static func digest(_ bytes: [UInt8]) -> Vocabulary.Digest { digest(hash: SHA256.hash(data: bytes)) }

    /// A hash as the value that headers carry.
    static func digest(hash: some Swift.Sequence<UInt8>) -> Vocabulary.Digest {
        guard let digest = Vocabulary.Digest(hash) else { preconditionFailure("a SHA-256 has 32 bytes") }
        return digest
    }
}

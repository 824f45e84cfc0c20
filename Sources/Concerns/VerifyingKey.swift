import Crypto

/// An Ed25519 key that verifies.
public struct VerifyingKey: Sendable {
    private let key: Curve25519.Signing.PublicKey
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Creates a key, or `nil` if there are not 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        do { key = try Curve25519.Signing.PublicKey(rawRepresentation: bytes) } catch { return nil }
        self.bytes = bytes
    }

    init(_ key: Curve25519.Signing.PublicKey) {
        self.key = key
        bytes = Array(key.rawRepresentation)
    }

    /// Whether the signature over these bytes was made with this key's seed.
    public func isValid(signature: [UInt8], over bytes: [UInt8]) -> Bool {
        signature.count == 64 && key.isValidSignature(signature, for: bytes)
    }
}

extension VerifyingKey: Hashable {
    /// Whether both are the same 32 bytes.
    public static func == (lhs: VerifyingKey, rhs: VerifyingKey) -> Bool { lhs.bytes == rhs.bytes }

    /// Hashes the 32 bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

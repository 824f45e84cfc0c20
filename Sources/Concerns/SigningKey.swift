import Crypto

/// An Ed25519 key that signs; made from its 32-byte seed, and printed without it.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Creates a key from its seed, or `nil` if there are not 32 bytes.
    public init?(seed: [UInt8]) {
        guard seed.count == 32 else { return nil }
        do { key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) } catch { return nil }
    }

    /// The key that verifies what this one signs.
    public var verifyingKey: VerifyingKey { VerifyingKey(key.publicKey) }

    /// The 64-byte signature.
    public func signature(over bytes: [UInt8]) -> [UInt8] {
        do {
            return Array(try key.signature(for: bytes))
        } catch {
            preconditionFailure("Ed25519 signs any bytes with any seed")
        }
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    /// Never the seed.
    public var description: String { "an Ed25519 signing key" }

    /// Never the seed.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

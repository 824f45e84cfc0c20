import Crypto
public import Vocabulary

/// The secret half of a ledger's checkpoint key: an Ed25519 seed that the caller keeps.
public struct CheckpointKey: Sendable {
    /// The public half.
    public let verifier: CheckpointVerifier
    private let key: Curve25519.Signing.PrivateKey

    /// Creates the key of an authority's ledger from its 32-byte seed.
    public init(authority: AuthorityCode, seed: [UInt8]) throws(CheckpointError) {
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw .keyBytes
        }
        verifier = try CheckpointVerifier(
            name: "concordat/\(authority.text)",
            publicKey: Array(key.publicKey.rawRepresentation)
        )
    }

    /// The checkpoint as a C2SP signed note; the same bytes every time, because Ed25519 here is deterministic.
    public func sign(_ checkpoint: Checkpoint) throws(CheckpointError) -> String {
        guard checkpoint.origin == verifier.name else { throw .origin(checkpoint.origin) }
        let signature: [UInt8]
        do {
            signature = Array(try key.signature(for: Array(checkpoint.text.utf8)))
        } catch {
            throw .signature
        }
        let line = NoteSignature(name: verifier.name, bytes: verifier.keyHash + signature).line
        return "\(checkpoint.text)\n\(line)\n"
    }
}

extension CheckpointKey: CustomStringConvertible, CustomReflectable {
    /// The public half only.
    public var description: String { verifier.text }

    /// Nothing, so that no dump can show the seed.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

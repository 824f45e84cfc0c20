import Crypto
import Vocabulary

/// The public half of a ledger's checkpoint key, in C2SP's verifier-key form `name+hash+base64`.
public struct CheckpointVerifier: Sendable, Hashable {
    /// The key's name, which is also the origin of its checkpoints: `concordat/<authority>`.
    public let name: String
    /// The Ed25519 public key.
    public let publicKey: [UInt8]

    /// Creates a verifier from its parts.
    public init(name: String, publicKey: [UInt8]) throws(CheckpointError) {
        guard Self.allows(name: name) else { throw .name }
        do {
            _ = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        } catch {
            throw .keyBytes
        }
        self.name = name
        self.publicKey = publicKey
    }

    /// Reads `name+hash+base64` and nothing else.
    public init(text: String) throws(CheckpointError) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(String(parts[2])), let algorithm = bytes.first
        else {
            throw .verifierText
        }
        guard algorithm == Self.ed25519 else { throw .algorithm(algorithm) }
        try self.init(name: String(parts[0]), publicKey: Array(bytes.dropFirst()))
        guard String(parts[1]) == Hex.encode(keyHash) else { throw .keyHash }
    }

    /// `name+hash+base64`.
    public var text: String { "\(name)+\(Hex.encode(keyHash))+\(Base64.encode([Self.ed25519] + publicKey))" }

    /// The first four bytes of SHA-256(name, line feed, algorithm, key), which lead every signature.
    public var keyHash: [UInt8] {
        Array(Sha256.hash(Array(name.utf8) + [0x0a, Self.ed25519] + publicKey)[..<4])
    }

    /// The checkpoint that `note` signs, once one of its signatures is shown to be this key's.
    public func open(_ note: String) throws(CheckpointError) -> Checkpoint {
        let (text, signatures) = try Self.split(note)
        let checkpoint = try Checkpoint(text: text)
        guard checkpoint.origin == name else { throw .origin(checkpoint.origin) }
        let hash = keyHash
        guard let signature = signatures.first(where: { $0.name == name && $0.bytes.starts(with: hash) })
        else {
            throw .unsigned
        }
        guard isValid(signature: Array(signature.bytes.dropFirst(4)), over: Array(text.utf8)) else {
            throw .signature
        }
        return checkpoint
    }

    private func isValid(signature: [UInt8], over text: [UInt8]) -> Bool {
        do {
            let key = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
            return key.isValidSignature(signature, for: text)
        } catch {
            return false  // Not a point of the curve, so nothing can be signed with it.
        }
    }

    /// The signed text, its last line feed included, and the lines below it.
    private static func split(_ note: String) throws(CheckpointError) -> (String, [NoteSignature]) {
        let bytes = Array(note.utf8)
        let gap = (1..<max(1, bytes.count)).last { bytes[$0 - 1] == 0x0a && bytes[$0] == 0x0a }
        guard let gap, bytes.last == 0x0a else { throw .noteText }
        let lines = bytes[(gap + 1)...].dropLast().split(separator: 0x0a, omittingEmptySubsequences: false)
        var signatures: [NoteSignature] = []
        for line in lines {
            guard let signature = NoteSignature(line: String(decoding: line, as: UTF8.self)) else {
                throw .noteText
            }
            signatures.append(signature)
        }
        return (String(decoding: bytes[..<gap], as: UTF8.self), signatures)
    }

    static let ed25519: UInt8 = 1

    static func allows(name: String) -> Bool {
        let bytes = name.utf8
        return !bytes.isEmpty && bytes.count <= 128
            && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "+") }
    }
}

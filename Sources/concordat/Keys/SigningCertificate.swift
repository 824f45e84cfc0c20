import Concerns
import Foundation
import Ledger
import Settings
import Vocabulary
import ZeroMQ

/// An Ed25519 key in the text of a ZeroMQ certificate: what signs checkpoints and what goes to other authorities.
///
///     metadata
///         name = "E08000025"
///     signing
///         secret-key = "…base64 of the 32-byte seed…"
///         public-key = "…base64 of the 32-byte public key…"
struct SigningCertificate {
    let name: String
    let seed: [UInt8]
    /// The key that the seed makes.
    let key: SigningKey

    /// A new key from the kernel's randomness.
    static func generate(name: String) -> SigningCertificate {
        var kernel = SystemRandomNumberGenerator()
        let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &kernel) }
        guard let key = SigningKey(seed: seed) else { preconditionFailure("any 32 bytes are a seed") }
        return SigningCertificate(name: name, seed: seed, key: key)
    }

    /// The key under which an authority's ledger signs.
    func checkpointKey(of authority: AuthorityCode) throws(CheckpointError) -> CheckpointKey {
        try CheckpointKey(authority: authority, seed: seed)
    }

    /// Writes a new file that only we may read.
    func write(to file: String) throws(CertificateError) {
        let document = ZPLDocument([
            ZPLNode("metadata", [ZPLNode("name", name)]),
            ZPLNode(
                "signing",
                [
                    ZPLNode("secret-key", Base64.encode(seed)),
                    ZPLNode("public-key", Base64.encode(key.verifyingKey.bytes)),
                ]
            ),
        ])
        let banner = [
            "Concordat Ed25519 **Secret** signing key",
            "DO NOT PROVIDE THIS FILE TO OTHER USERS nor change its permissions.",
        ]
        try SecretFile.write(Array(document.text(comments: banner).utf8), to: file)
    }
}

extension SigningCertificate {
    /// Whether a secret file holds a signing key, and no other.
    static func isOne(secretFile file: String) throws -> Bool {
        let bytes = try SecretFile.read(file)
        do throws(ZPLError) {
            let document = try ZPLDocument(parsing: bytes)
            return document["signing"] != nil && document["curve"] == nil
        } catch {
            throw CertificateError.syntax(file: file, error)
        }
    }

    /// Reads a file that MUST be regular, ours and 0600.
    ///
    /// - Throws: a ``CertificateError`` about the file, or ``SettingsFaults`` about what it says.
    init(secretFile file: String) throws {
        let document: ZPLDocument
        let bytes = try SecretFile.read(file)
        do throws(ZPLError) {
            document = try ZPLDocument(parsing: bytes)
        } catch {
            throw CertificateError.syntax(file: file, error)
        }
        guard let secret = document["signing"]?["secret-key"] else {
            throw CertificateError.missing(file: file, path: "signing/secret-key")
        }
        guard let seed = secret.value.flatMap({ Base64.decode($0) }), let key = SigningKey(seed: seed) else {
            throw SettingsFaults([
                SettingsFault(
                    file: file,
                    line: secret.line,
                    column: 1,
                    member: "signing/secret-key",
                    was: "something else",
                    mustBe: "base64 of the 32 bytes of an Ed25519 seed"
                )
            ])
        }
        if let stated = document["signing"]?["public-key"],
            stated.value != Base64.encode(key.verifyingKey.bytes)
        {
            throw CertificateError.keysDoNotMatch(file: file)
        }
        name = document["metadata"]?["name"]?.value ?? ""
        self.seed = seed
        self.key = key
    }
}

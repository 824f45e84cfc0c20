public import JSON
import Vocabulary

/// What a signature is worth under one key.
public enum SignatureVerdict: Sendable, CaseIterable {
    /// The event bears none.
    case unsigned
    /// Made by the key over this very event, however it is spelt.
    case valid
    /// Made by another key, or over another event.
    case invalid
}

extension Concern {
    /// What a signature covers: the RFC 8785 bytes of the event without `signature`.
    public var signedBytes: [UInt8] { Self.signedBytes(of: document) }

    /// What a signature on an event covers, whoever signed it and whether anybody did.
    public static func signedBytes(of document: JSONDocument) -> [UInt8] {
        CanonicalText.bytes(of: document.root, without: signatureName)
    }

    /// Whether `key` signed this event.
    public func verdict(by key: VerifyingKey) -> SignatureVerdict {
        guard let signature else { return .unsigned }
        return key.isValid(signature: signature, over: signedBytes) ? .valid : .invalid
    }

    /// The bytes of this event with a `signature` by `key` as its last attribute, in place of any other.
    ///
    /// All other attributes keep their order and spelling.
    public func bytes(signedBy key: SigningKey) -> [UInt8] {
        var writer = JSONWriter(capacity: bytes.count + 112)
        writer.beginObject()
        for (name, node) in document.root.members where name != Self.signatureName {
            writer.key(text: name)
            writer.raw(node.raw)
        }
        writer.member("signature", Base64.encode(key.signature(over: signedBytes)))
        writer.endObject()
        return writer.bytes
    }

    private static let signatureName = "signature"
}

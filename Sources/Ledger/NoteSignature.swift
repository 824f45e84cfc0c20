import Vocabulary

/// One signature line of a C2SP signed note: `— <name> <base64 of key hash and signature>`.
struct NoteSignature: Equatable, Sendable {
    let name: String
    /// Four bytes of key hash, then the signature.
    let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    init?(line: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.elementsEqual("—".utf8), !parts[1].isEmpty,
            let bytes = Base64.decode(String(parts[2])), bytes.count > 4
        else { return nil }
        self.init(name: String(parts[1]), bytes: bytes)
    }

    var line: String { "— \(name) \(Base64.encode(bytes))" }
}

public import Vocabulary

/// What a publisher said: the bytes as received, or sealed so that destroying a key erases them.
public enum EntryBody: Sendable, Equatable {
    /// The bytes as received.
    case plain([UInt8])
    /// Ciphertext, with the SHA-256 of the bytes as received, which is what the leaf commits to.
    case sealed([UInt8], digest: Digest)

    /// The bytes as stored.
    public var bytes: [UInt8] {
        switch self {
        case .plain(let bytes): bytes
        case .sealed(let bytes, _): bytes
        }
    }
}

extension EntryBody: CustomStringConvertible, CustomReflectable {
    /// How many bytes of which kind and never the content, so that no log or failing test can show it.
    public var description: String {
        switch self {
        case .plain(let bytes): "plain, \(bytes.count) bytes"
        case .sealed(let bytes, _): "sealed, \(bytes.count) bytes"
        }
    }

    /// Nothing, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

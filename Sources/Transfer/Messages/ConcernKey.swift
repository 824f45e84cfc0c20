public import Concerns
internal import JSON
public import Vocabulary

/// A concern wherever it is stored: a forward keeps both members, so both authorities see one concern.
public struct ConcernKey: Hashable, Comparable, Sendable {
    /// The event's `source`.
    public let source: String
    /// The event's `id`.
    public let id: MessageID

    /// Creates a key.
    public init(source: String, id: MessageID) {
        self.source = source
        self.id = id
    }

    /// The key of a concern, said here or forwarded.
    public init(_ concern: Concern) { self.init(source: concern.source.text, id: concern.id) }

    /// Whether both are the same, by bytes.
    public static func == (lhs: ConcernKey, rhs: ConcernKey) -> Bool {
        lhs.id == rhs.id && lhs.source.utf8.elementsEqual(rhs.source.utf8)
    }

    /// Hashes the bytes that `==` compares.
    public func hash(into hasher: inout Hasher) {
        for byte in source.utf8 { hasher.combine(byte) }
        hasher.combine(id)
    }

    /// Orders by source, then id, by bytes.
    public static func < (lhs: ConcernKey, rhs: ConcernKey) -> Bool {
        lhs.source.utf8.elementsEqual(rhs.source.utf8)
            ? lhs.id < rhs.id : lhs.source.utf8.lexicographicallyPrecedes(rhs.source.utf8)
    }
}

extension ConcernKey {
    init(_ reader: MemberReader) throws(TransferFault) {
        source = try reader.text("source")
        id = try reader.identifier("id")
    }

    var json: JSONValue { ["source": .string(source), "id": .string(id.text)] }
}

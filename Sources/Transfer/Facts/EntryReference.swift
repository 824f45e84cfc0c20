public import Concerns
internal import JSON
public import Vocabulary

/// An entry of this authority's own ledger that said something.
public struct EntryReference: Hashable, Sendable {
    /// Its place in this authority's ledger.
    public let sequence: LedgerSequence
    /// The event's id.
    public let id: MessageID
    /// SHA-256 of what a signature covers (the RFC 8785 bytes without it): the same at both authorities, although the
    /// broker signs what it sends to the other.
    public let digest: Digest

    /// Creates a reference.
    public init(sequence: LedgerSequence, id: MessageID, digest: Digest) {
        self.sequence = sequence
        self.id = id
        self.digest = digest
    }

    /// The entry of that sequence, which holds `concern`.
    public init(_ concern: Concern, at sequence: LedgerSequence) {
        self.init(sequence: sequence, id: concern.id, digest: .ofBody(concern.signedBytes))
    }
}

extension EntryReference {
    init(_ reader: MemberReader) throws(TransferFault) {
        sequence = LedgerSequence(try reader.count("seq"))
        id = try reader.identifier("id")
        digest = try reader.digest("digest")
    }

    var json: JSONValue {
        [
            "seq": .integer(sequence.number), "id": .string(id.text), "digest": .string(digest.hex),
        ]
    }
}

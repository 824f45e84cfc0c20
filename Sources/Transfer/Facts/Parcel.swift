internal import JSON
public import Vocabulary

/// An entry of our own ledger that a peer has not receipted yet.
public struct Parcel: Hashable, Sendable {
    /// The peer.
    public let to: AuthorityCode
    /// The entry.
    public let sequence: LedgerSequence
    /// The concern that it forwards, or `nil` for a transfer message.
    public let concern: ConcernKey?

    /// Creates a parcel.
    public init(to: AuthorityCode, sequence: LedgerSequence, concern: ConcernKey? = nil) {
        self.to = to
        self.sequence = sequence
        self.concern = concern
    }
}

extension Parcel {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(
            to: try reader.identifier("to"),
            sequence: LedgerSequence(try reader.count("seq")),
            concern: try reader.optionalObject("concern") { (reader) throws(TransferFault) in
                try ConcernKey(reader)
            }
        )
    }

    var json: [JSONMember] {
        [JSONMember("to", .string(to.text)), JSONMember("seq", .integer(sequence.number))]
            + (concern.map { [JSONMember("concern", $0.json)] } ?? [])
    }
}

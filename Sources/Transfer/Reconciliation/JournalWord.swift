internal import JSON
public import Vocabulary

/// One message of a transfer as an entry of our ledger: whoever said it, all that was said, in ledger order.
public struct JournalWord: Hashable, Sendable {
    /// The transfer.
    public let parties: TransferParties
    /// The epoch that it names.
    public let epoch: Int64
    /// What was said.
    public let topic: TransferTopic
    /// The offer that it is about, if any.
    public let offer: Digest?
    /// The authority that said it.
    public let by: AuthorityCode
    /// The entry here that says it.
    public let said: EntryReference

    /// Creates a word.
    public init(
        _ parties: TransferParties,
        epoch: Int64,
        _ topic: TransferTopic,
        about offer: Digest?,
        by authority: AuthorityCode,
        said: EntryReference
    ) {
        self.parties = parties
        self.epoch = epoch
        self.topic = topic
        self.offer = offer
        by = authority
        self.said = said
    }
}

extension JournalWord {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(
            try TransferParties(reader),
            epoch: try reader.count("epoch"),
            try reader.code("topic"),
            about: try reader.optionalDigest("offer"),
            by: try reader.identifier("by"),
            said: try reader.object("said") { (reader) throws(TransferFault) in try EntryReference(reader) }
        )
    }

    var json: [JSONMember] {
        parties.json + [JSONMember("epoch", .integer(epoch)), JSONMember("topic", .string(topic.rawValue))]
            + (offer.map { [JSONMember("offer", .string($0.hex))] } ?? [])
            + [JSONMember("by", .string(by.text)), JSONMember("said", said.json)]
    }
}

internal import JSON
public import Vocabulary

/// A message that this broker itself owed and has now said.
public struct BrokersWord: Hashable, Sendable {
    /// The transfer.
    public let parties: TransferParties
    /// What was said.
    public let topic: TransferTopic
    /// The offer it is about, if any.
    public let offer: Digest?
    /// The entry here that says it.
    public let said: EntryReference

    /// Creates a broker's word.
    public init(parties: TransferParties, topic: TransferTopic, offer: Digest?, said: EntryReference) {
        self.parties = parties
        self.topic = topic
        self.offer = offer
        self.said = said
    }
}

extension BrokersWord {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(
            parties: try TransferParties(reader),
            topic: try reader.code("topic"),
            offer: try reader.optionalDigest("offer"),
            said: try reader.object("said") { (reader) throws(TransferFault) in try EntryReference(reader) }
        )
    }

    var json: [JSONMember] {
        parties.json + [JSONMember("topic", .string(topic.rawValue))]
            + (offer.map { [JSONMember("offer", .string($0.hex))] } ?? [])
            + [JSONMember("said", said.json)]
    }
}

internal import JSON
public import Vocabulary

/// Something said or done about one offer.
public struct OfferAct: Hashable, Sendable {
    /// The transfer.
    public let parties: TransferParties
    /// The offer's number.
    public let epoch: Int64
    /// The offer's digest.
    public let offer: Digest
    /// The entry here that caused it.
    public let said: EntryReference
    /// Whether that entry is this authority's own word; if not, a decision of ours is still to be said.
    public let isOurWord: Bool

    /// Creates an act.
    public init(
        parties: TransferParties,
        epoch: Int64,
        offer: Digest,
        said: EntryReference,
        isOurWord: Bool
    ) {
        self.parties = parties
        self.epoch = epoch
        self.offer = offer
        self.said = said
        self.isOurWord = isOurWord
    }
}

extension OfferAct {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(
            parties: try TransferParties(reader),
            epoch: try reader.count("epoch"),
            offer: try reader.digest("offer"),
            said: try reader.object("said") { (reader) throws(TransferFault) in try EntryReference(reader) },
            isOurWord: try reader.bool("ours")
        )
    }

    var json: [JSONMember] {
        parties.json + [
            JSONMember("epoch", .integer(epoch)), JSONMember("offer", .string(offer.hex)),
            JSONMember("said", said.json), JSONMember("ours", .bool(isOurWord)),
        ]
    }
}

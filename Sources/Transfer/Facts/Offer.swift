internal import JSON
public import Vocabulary

/// An offer as a fact holds it: what decides, without what only people read.
public struct Offer: Sendable, Equatable {
    /// The transfer.
    public let parties: TransferParties
    /// Its number in the lineage.
    public let epoch: Int64
    /// The entry that says it here; its digest is the offer's name.
    public let said: EntryReference
    /// The legal basis.
    public let kind: OfferTerms.Kind
    /// The children.
    public let members: [TransferMember]
    /// The documents announced.
    public let pack: [PackItem]
    /// Until when a temporary stay lasts.
    public let until: CivilDate?
    /// The temporary stay that it continues.
    public let continues: Digest?

    /// The digest that every later message repeats.
    public var digest: Digest { said.digest }

    /// Creates an offer from what was said.
    public init(_ header: TransferHeader, _ terms: OfferTerms, said: EntryReference) {
        parties = TransferParties(header)
        epoch = header.epoch
        self.said = said
        kind = terms.kind
        members = terms.members
        pack = terms.pack
        until = terms.until
        continues = terms.continues
    }
}

extension Offer {
    init(_ reader: MemberReader) throws(TransferFault) {
        parties = try TransferParties(reader)
        epoch = try reader.count("epoch")
        said = try reader.object("said") { (reader) throws(TransferFault) in try EntryReference(reader) }
        kind = try reader.code("kind")
        members = try reader.transferMembers()
        pack = try reader.list("pack") { (reader) throws(TransferFault) in try PackItem(reader) }
        until = try reader.optionalDate("until")
        continues = try reader.optionalDigest("continues")
    }

    var json: [JSONMember] {
        var json =
            parties.json + [
                JSONMember("epoch", .integer(epoch)), JSONMember("said", said.json),
                JSONMember("kind", .string(kind.rawValue)),
                JSONMember("members", .array(members.map(\.json))),
                JSONMember("pack", .array(pack.map { .object($0.json) })),
            ]
        if let until { json.append(JSONMember("until", .string(until.iso8601))) }
        if let continues { json.append(JSONMember("continues", .string(continues.hex))) }
        return json
    }
}

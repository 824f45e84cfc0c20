internal import JSON
public import Vocabulary

/// A concern in our own ledger that a lineage in transfer, or a peer, has to do with.
public struct ReceiptedConcern: Hashable, Sendable {
    /// What it is, wherever it is stored.
    public let key: ConcernKey
    /// Where it is stored here.
    public let sequence: LedgerSequence
    /// The peer that forwarded it, or `nil` if its publisher said it here.
    public let cameFrom: AuthorityCode?
    /// The lineages whose members it is about, sorted; none if nobody in it was recognised.
    public let lineages: [LineageID]
    /// Whether no other authority needed to hear of it when it came: it goes to none before a peer forwards it as well.
    public let isAside: Bool

    /// Creates a receipted concern.
    public init(
        key: ConcernKey,
        sequence: LedgerSequence,
        cameFrom: AuthorityCode?,
        lineages: [LineageID],
        isAside: Bool = false
    ) {
        self.key = key
        self.sequence = sequence
        self.cameFrom = cameFrom
        self.lineages = Set(lineages).sorted()
        self.isAside = isAside
    }
}

extension ReceiptedConcern {
    init(_ reader: MemberReader) throws(TransferFault) {
        let lineages = try reader.optional("lineages", "an array of lineages") { node -> [LineageID]? in
            let names = node.elements.map { $0.string.flatMap { LineageID($0) } }
            return names.contains(nil) ? nil : names.compactMap(\.self)
        }
        self.init(
            key: try reader.object("concern") { (reader) throws(TransferFault) in try ConcernKey(reader) },
            sequence: LedgerSequence(try reader.count("seq")),
            cameFrom: try reader.optionalIdentifier("came-from"),
            lineages: lineages ?? [],
            isAside: try reader.optional("aside", "a boolean") { $0.bool } ?? false
        )
    }

    var json: [JSONMember] {
        [JSONMember("concern", key.json), JSONMember("seq", .integer(sequence.number))]
            + (cameFrom.map { [JSONMember("came-from", .string($0.text))] } ?? [])
            + [JSONMember("lineages", .array(lineages.map { .string($0.text) }))]
            + (isAside ? [JSONMember("aside", .bool(true))] : [])
    }
}

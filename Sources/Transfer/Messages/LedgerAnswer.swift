internal import JSON
public import Vocabulary

/// How much of what a peer has of us we ask for.
public enum LedgerExtent: String, Sendable, CaseIterable {
    /// The newest that it took from us: whether our ledger has it shows whether a backup was restored.
    case seen
    /// Everything that it has of ours and said to us, entry by entry, because ours was restored.
    case all
}

/// What a peer says of our own words, after a start of ours.
public struct LedgerAnswer: Sendable, Equatable {
    /// What was asked for.
    public var extent: LedgerExtent
    /// The digest of the question.
    public var asked: Digest
    /// The newest words that it took from us.
    public var words: [Digest]
    /// The newest concerns that it took from us.
    public var concerns: [ConcernKey]
    /// The highest epoch that it has seen or reserved, by lineage; only if everything was asked for.
    public var highest: [LineageEpoch]

    /// Creates an answer.
    public init(
        _ extent: LedgerExtent,
        asked: Digest,
        words: [Digest] = [],
        concerns: [ConcernKey] = [],
        highest: [LineageEpoch] = []
    ) {
        self.extent = extent
        self.asked = asked
        self.words = words
        self.concerns = concerns
        self.highest = highest
    }
}

/// The highest epoch that is used or reserved in a lineage.
public struct LineageEpoch: Hashable, Sendable {
    /// The lineage.
    public let lineage: LineageID
    /// Its highest epoch.
    public let epoch: Int64

    /// Creates it.
    public init(_ lineage: LineageID, _ epoch: Int64) {
        self.lineage = lineage
        self.epoch = epoch
    }
}

extension LedgerAnswer {
    init(_ reader: MemberReader) throws(TransferFault) {
        extent = try reader.code("ledger")
        asked = try reader.digest("asked")
        let hexes = try reader.optional("words", "an array of digests") { node -> [Digest]? in
            let digests = node.elements.map { $0.string.flatMap { Digest(hex: $0) } }
            return digests.contains(nil) ? nil : digests.compactMap(\.self)
        }
        words = hexes ?? []
        concerns = try reader.list("concerns") { (reader) throws(TransferFault) in try ConcernKey(reader) }
        highest = try reader.list("lineages") { (reader) throws(TransferFault) in try LineageEpoch(reader) }
    }

    var json: [JSONMember] {
        [
            JSONMember("highest", .integer(0)), JSONMember("ledger", .string(extent.rawValue)),
            JSONMember("asked", .string(asked.hex)),
            JSONMember("words", .array(words.map { .string($0.hex) })),
            JSONMember("concerns", .array(concerns.map(\.json))),
            JSONMember("lineages", .array(highest.map(\.json))),
        ]
    }
}

extension LineageEpoch {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(try reader.identifier("lineage"), try reader.count("highest"))
    }

    var json: JSONValue { ["lineage": .string(lineage.text), "highest": .integer(epoch)] }
}

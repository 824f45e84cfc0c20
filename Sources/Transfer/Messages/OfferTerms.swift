internal import Concerns
public import JSON
public import Vocabulary

/// What an authority asks another to take.
public struct OfferTerms: Sendable, Equatable {
    /// The legal basis on which the child is held.
    public enum Kind: String, Sendable, CaseIterable {
        /// Early help, below section 17.
        case earlyHelp = "early-help"
        /// A child in need plan.
        case childInNeed = "cin"
        /// A child protection plan.
        case childProtection = "cp"
        /// A looked-after child.
        case lookedAfter = "lac"
        /// A stay for a time, which never moves responsibility.
        case temporaryStay = "temporary-stay"
    }

    /// The legal basis.
    public var kind: Kind
    /// The children.
    public var members: [TransferMember]
    /// The documents that the pack will hold.
    public var pack: [PackItem]
    /// Open concerns, running clocks, expected events and meeting dates.
    public var inventory: [JSONValue]
    /// The plan.
    public var plan: JSONValue?
    /// Why the family moved.
    public var reason: String?
    /// Until when a temporary stay lasts.
    public var until: CivilDate?
    /// The temporary stay that a permanent offer continues.
    public var continues: Digest?

    /// Creates the terms of an offer.
    public init(
        kind: Kind,
        members: [TransferMember],
        pack: [PackItem] = [],
        inventory: [JSONValue] = [],
        plan: JSONValue? = nil,
        reason: String? = nil,
        until: CivilDate? = nil,
        continues: Digest? = nil
    ) {
        self.kind = kind
        self.members = members
        self.pack = pack
        self.inventory = inventory
        self.plan = plan
        self.reason = reason
        self.until = until
        self.continues = continues
    }
}

/// A document of a pack, before it is sent.
public struct PackItem: Sendable, Equatable {
    /// What it is (`cp-plan`, `chronology` …).
    public var kind: String
    /// SHA-256 of its content.
    public var digest: Digest

    /// Creates an item.
    public init(kind: String, digest: Digest) {
        self.kind = kind
        self.digest = digest
    }
}

/// A document of a pack with its content.
public struct PackDocument: Sendable, Equatable {
    /// The offer that announced it.
    public var offer: Digest
    /// What it is and its digest.
    public var item: PackItem
    /// The content, as text.
    public var content: String

    /// Creates a document.
    public init(offer: Digest, item: PackItem, content: String) {
        self.offer = offer
        self.item = item
        self.content = content
    }
}

extension PackItem {
    init(_ reader: MemberReader) throws(TransferFault) {
        kind = try reader.text("kind")
        digest = try reader.digest("digest")
    }

    var json: [JSONMember] {
        [JSONMember("kind", .string(kind)), JSONMember("digest", .string(digest.hex))]
    }
}

extension PackDocument {
    init(_ reader: MemberReader) throws(TransferFault) {
        offer = try reader.digest("offer")
        item = try PackItem(reader)
        content = try reader.text("content")
        guard Digest.ofBody(Array(content.utf8)) == item.digest else {
            throw TransferFault(at: reader.pointer.appending("digest"), expected: "the SHA-256 of /content")
        }
    }

    var json: [JSONMember] {
        [JSONMember("offer", .string(offer.hex))] + item.json + [JSONMember("content", .string(content))]
    }
}

extension OfferTerms {
    init(_ reader: MemberReader) throws(TransferFault) {
        kind = try reader.code("kind")
        members = try reader.transferMembers()
        pack = try reader.list("pack") { (reader) throws(TransferFault) in try PackItem(reader) }
        inventory = try reader.values("inventory")
        plan = try reader.optional("plan", "a plan") { $0.value }
        reason = try reader.optionalText("reason")
        until = try reader.optionalDate("until")
        continues = try reader.optionalDigest("continues")
        guard kind != .temporaryStay || until != nil else {
            throw TransferFault(
                at: reader.pointer.appending("until"),
                expected: "a date, because the stay is temporary"
            )
        }
    }

    var json: [JSONMember] {
        var json = [
            JSONMember("kind", .string(kind.rawValue)), JSONMember("members", .array(members.map(\.json))),
            JSONMember("pack", .array(pack.map { .object($0.json) })),
            JSONMember("inventory", .array(inventory)),
        ]
        if let plan { json.append(JSONMember("plan", plan)) }
        if let reason { json.append(JSONMember("reason", .string(reason))) }
        if let until { json.append(JSONMember("until", .string(until.iso8601))) }
        if let continues { json.append(JSONMember("continues", .string(continues.hex))) }
        return json
    }
}

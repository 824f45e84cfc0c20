public import JSON
public import Vocabulary

/// What a named person at the offering authority confirms when it lets go.
public struct ReleaseTerms: Sendable, Equatable {
    /// Why no conference or core group is waited for; both sides' leads agreed in messages of their own.
    public struct Waiver: Sendable, Equatable {
        /// The reason.
        public var reason: String

        /// Creates a waiver.
        public init(reason: String) { self.reason = reason }
    }

    /// The offer.
    public var offer: Digest
    /// The acceptance that the release rests on.
    public var acceptance: Digest
    /// Who confirmed.
    public var person: NamedPerson
    /// The last entry of the offerer's ledger that is forwarded to the receiver; 0 if none is.
    public var through: LedgerSequence
    /// Forwards up to `through` that the receiver had not receipted: it is not sole before it has them.
    public var coming: [ConcernKey]
    /// Open concerns, running clocks, expected events and meeting dates as they now are.
    public var inventory: [JSONValue]
    /// The waiver, if conference or core group are not waited for.
    public var waived: Waiver?

    /// Creates the terms of a release.
    public init(
        offer: Digest,
        acceptance: Digest,
        person: NamedPerson,
        through: LedgerSequence,
        coming: [ConcernKey],
        inventory: [JSONValue] = [],
        waived: Waiver? = nil
    ) {
        self.offer = offer
        self.acceptance = acceptance
        self.person = person
        self.through = through
        self.coming = coming
        self.inventory = inventory
        self.waived = waived
    }
}

extension ReleaseTerms {
    init(_ reader: MemberReader) throws(TransferFault) {
        offer = try reader.digest("offer")
        acceptance = try reader.digest("acceptance")
        person = try reader.person
        through = LedgerSequence(try reader.count("through"))
        coming = try reader.list("coming") { (reader) throws(TransferFault) in try ConcernKey(reader) }
        inventory = try reader.values("inventory")
        waived = try reader.optionalObject("waived") { (reader) throws(TransferFault) in
            Waiver(reason: try reader.text("reason"))
        }
    }

    var json: [JSONMember] {
        var json = [
            JSONMember("offer", .string(offer.hex)), JSONMember("acceptance", .string(acceptance.hex)),
            JSONMember("person", person.json), JSONMember("through", .integer(through.number)),
            JSONMember("coming", .array(coming.map(\.json))), JSONMember("inventory", .array(inventory)),
        ]
        if let waived { json.append(JSONMember("waived", ["reason": .string(waived.reason)])) }
        return json
    }
}

public import JSON
public import Vocabulary

/// A transfer as one side sees it: a row of FETCH `transfer`.
public struct TransferStatus: Sendable, Equatable {
    /// What happened, and when it became known here.
    public struct Milestone: Sendable, Equatable {
        /// The step or decision, such as `notified` or `conference-booked`.
        public let name: String
        /// When it became known here.
        public let at: Instant
        /// The entry of our ledger that says it.
        public let sequence: LedgerSequence
        /// The date it names, if it names one.
        public let date: String?
    }

    /// Transfer, lineage and the two authorities.
    public let parties: TransferParties
    /// When it was first spoken of here.
    public let since: Instant
    /// The epoch of the latest offer, or before one of the offer that may be made, or 0.
    public let epoch: Int64
    /// The epoch that an offer may have now, beside a temporary stay too; `nil` while none may be made.
    public let nextEpoch: Int64?
    /// Where it stands here.
    public internal(set) var stateHere: TransferPhase
    /// Whether it may be out of date: the other side was asked and has not answered, or our ledger was restored.
    public internal(set) var isInDoubt = false
    /// Where it stands at the other authority, as far as known; `none` if nothing is.
    public let stateThere: TransferPhase
    /// Who holds, as far as known here.
    public let holders: [AuthorityCode]
    /// The cases of ours that it is about.
    public let cases: [CaseID]
    /// The digest that every act on the latest offer repeats.
    public let offer: Digest?
    /// On what legal basis the latest offer is, or that it is for a stay alone.
    public let kind: OfferTerms.Kind?
    /// Until when a temporary stay lasts.
    public let until: CivilDate?
    /// The digest of the acceptance, which a release repeats.
    public let acceptance: Digest?
    /// The last forwarded entry, which a release repeats.
    public let through: LedgerSequence
    /// Forwards under way, which a release repeats.
    public let coming: [ConcernKey]
    /// What happened so far, in ledger order.
    public let milestones: [Milestone]
    /// What is still needed before the receiver is sole.
    public let missing: [String]
}

extension TransferStatus {
    /// The row: states, holders, dates, and what the next act must repeat.
    public var json: JSONValue {
        .object([
            JSONMember("transfer", .string(parties.transfer.text)),
            JSONMember("lineage", .string(parties.lineage.text)),
            JSONMember("from", .string(parties.from.text)), JSONMember("to", .string(parties.to.text)),
            JSONMember("epoch", .integer(epoch)),
            JSONMember("next-epoch", nextEpoch.map { .integer($0) } ?? .null),
            JSONMember("here", .string(stateHere.rawValue)),
            JSONMember("there", .string(stateThere.rawValue)),
            JSONMember("holders", .array(holders.map { .string($0.text) })),
            JSONMember("cases", .array(cases.map { .string($0.text) })),
            JSONMember("offer", offer.map { .string($0.hex) } ?? .null),
            JSONMember("kind", kind.map { .string($0.rawValue) } ?? .null),
            JSONMember("until", until.map { .string($0.iso8601) } ?? .null),
            JSONMember("acceptance", acceptance.map { .string($0.hex) } ?? .null),
            JSONMember("through", .integer(through.number)),
            JSONMember("coming", .array(coming.map(\.json))),
            JSONMember("milestones", .array(milestones.map(\.json))),
            JSONMember("missing", .array(missing.map { .string($0) })),
            JSONMember("in-doubt", .bool(isInDoubt)),
        ])
    }
}

extension TransferStatus.Milestone {
    fileprivate var json: JSONValue {
        var members = [
            JSONMember("what", .string(name)), JSONMember("at", .integer(at.milliseconds)),
            JSONMember("seq", .integer(sequence.number)),
        ]
        if let date { members.append(JSONMember("date", .string(date))) }
        return .object(members)
    }
}

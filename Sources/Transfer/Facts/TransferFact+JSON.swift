public import JSON
internal import Vocabulary

extension TransferFact {
    /// The value of the member `fact`, which comes first.
    private enum Name: String, CaseIterable {
        case moveNoted = "transfer.move-noted"
        case stepped = "transfer.stepped"
        case epochReserved = "transfer.epoch-reserved"
        case epochNamed = "transfer.epoch-named"
        case offered = "transfer.offered"
        case received = "transfer.received"
        case interim = "transfer.interim"
        case accepted = "transfer.accepted"
        case declined = "transfer.declined"
        case released = "transfer.released"
        case settled = "transfer.settled"
        case spoke = "transfer.spoke"
        case concernKnown = "transfer.concern-known"
        case queued = "transfer.queued"
        case receipted = "transfer.receipted"
        case enrolled = "transfer.enrolled"
        case holdQuestioned = "transfer.hold-questioned"
        case holdReplied = "transfer.hold-replied"
        case journaled = "transfer.journaled"
        case reconciliation = "transfer.reconciliation"
    }

    /// The fact as one JSON object, `fact` first and `at` second; every name of ours begins with `transfer.`.
    public var json: JSONValue {
        .object(
            [JSONMember("fact", .string(name.rawValue)), JSONMember("at", .integer(at.milliseconds))]
                + members
        )
    }

    /// Reads what ``json`` wrote.
    public init(json: JSONNode) throws(TransferFault) {
        let reader = try MemberReader(json)
        let at = try reader.instant("at")
        let name: Name = try reader.code("fact")
        switch name {
        case .moveNoted: self = .moveNoted(try MoveNoted(reader), at: at)
        case .stepped: self = .stepped(try TransferStep(reader), at: at)
        case .epochReserved: self = .epochReserved(try EpochReservation(reader), at: at)
        case .epochNamed:
            self = .epochNamed(try TransferParties(reader), epoch: try reader.count("epoch"), at: at)
        case .offered: self = .offered(try Offer(reader), at: at)
        case .received: self = .received(try Offer(reader), at: at)
        case .interim: self = .interim(try OfferAct(reader), at: at)
        case .accepted:
            self = .accepted(try OfferAct(reader), conference: try reader.date("conference"), at: at)
        case .declined: self = .declined(try OfferAct(reader), at: at)
        case .released:
            self = .released(
                try OfferAct(reader),
                through: LedgerSequence(try reader.count("through")),
                coming: try reader.list("coming") { (reader) throws(TransferFault) in try ConcernKey(reader)
                },
                at: at
            )
        case .settled: self = .settled(try OfferAct(reader), at: at)
        case .spoke: self = .spoke(try BrokersWord(reader), at: at)
        case .concernKnown: self = .concernKnown(try ReceiptedConcern(reader), at: at)
        case .queued: self = .queued(try Parcel(reader), at: at)
        case .receipted:
            let sequence = LedgerSequence(try reader.count("seq"))
            self = .receipted(sequence, by: try reader.identifier("by"), at: at)
        case .enrolled: self = .enrolled(try Enrolment(reader), at: at)
        case .holdQuestioned: self = .holdQuestioned(try OfferAct(reader), at: at)
        case .holdReplied:
            let act = try OfferAct(reader)
            self = .holdReplied(act, try reader.code("holds"), lost: try reader.lostConcerns(), at: at)
        case .journaled: self = .journaled(try JournalWord(reader), at: at)
        case .reconciliation: self = .reconciliation(try ReconciliationFact(reader), at: at)
        }
    }

    private var name: Name {
        switch self {
        case .moveNoted: .moveNoted
        case .stepped: .stepped
        case .epochReserved: .epochReserved
        case .epochNamed: .epochNamed
        case .offered: .offered
        case .received: .received
        case .interim: .interim
        case .accepted: .accepted
        case .declined: .declined
        case .released: .released
        case .settled: .settled
        case .spoke: .spoke
        case .concernKnown: .concernKnown
        case .queued: .queued
        case .receipted: .receipted
        case .enrolled: .enrolled
        case .holdQuestioned: .holdQuestioned
        case .holdReplied: .holdReplied
        case .journaled: .journaled
        case .reconciliation: .reconciliation
        }
    }

    private var members: [JSONMember] {
        switch self {
        case .moveNoted(let move, _): move.json
        case .stepped(let step, _): step.json
        case .epochReserved(let reservation, _): reservation.json
        case .epochNamed(let parties, let epoch, _):
            parties.json + [JSONMember("epoch", .integer(epoch))]
        case .offered(let offer, _), .received(let offer, _): offer.json
        case .interim(let act, _), .declined(let act, _), .settled(let act, _): act.json
        case .accepted(let act, let conference, _):
            act.json + [JSONMember("conference", .string(conference.iso8601))]
        case .released(let act, let through, let coming, _):
            act.json + [
                JSONMember("through", .integer(through.number)),
                JSONMember("coming", .array(coming.map(\.json))),
            ]
        case .spoke(let word, _): word.json
        case .concernKnown(let concern, _): concern.json
        case .queued(let parcel, _): parcel.json
        case .receipted(let sequence, let peer, _):
            [JSONMember("seq", .integer(sequence.number)), JSONMember("by", .string(peer.text))]
        case .enrolled(let enrolment, _): enrolment.json
        case .holdQuestioned(let act, _): act.json
        case .holdReplied(let act, let holds, let lost, _):
            act.json + [JSONMember("holds", .string(holds.rawValue))] + lost.lostConcerns
        case .journaled(let word, _): word.json
        case .reconciliation(let fact, _): fact.json
        }
    }
}

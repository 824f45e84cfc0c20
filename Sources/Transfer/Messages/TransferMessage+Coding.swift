public import JSON
internal import Vocabulary

extension TransferMessage {
    /// Reads the `data` of an event; members that the topic does not have are ignored.
    public init(_ topic: TransferTopic, data: JSONNode) throws(TransferFault) {
        let reader = try MemberReader(data)
        self.init(try TransferHeader(reader), try TransferContent(topic, reader))
    }

    /// The `data` of the event that says it.
    public var data: JSONValue { .object(header.members + content.members) }
}

extension TransferContent {
    fileprivate init(_ topic: TransferTopic, _ reader: MemberReader) throws(TransferFault) {
        switch topic {
        case .moveNotified: self = .moveNotified(try MoveNotice(reader))
        case .acknowledged: self = .acknowledged(person: try reader.person, phone: try reader.text("phone"))
        case .offered: self = .offered(try OfferTerms(reader))
        case .disputed:
            self = .disputed(offer: try reader.optionalDigest("offer"), reason: try reader.text("reason"))
        case .childDied: self = .childDied(at: try reader.appointment("at"))
        case .holdAsked:
            let extent: LedgerExtent? = try reader.optionalCode("ledger")
            let offer = try reader.optionalDigest("offer")
            self = extent.map { .ledgerAsked($0) } ?? .holdAsked(offer: offer)
        case .holdAnswered:
            let extent: LedgerExtent? = try reader.optionalCode("ledger")
            self =
                extent == nil
                ? .holdAnswered(try HoldAnswer(reader)) : .ledgerAnswered(try LedgerAnswer(reader))
        case .accepted: self = .accepted(try Acceptance(reader))
        case .released: self = .released(try ReleaseTerms(reader))
        case .pack: self = .pack(try PackDocument(reader))
        case .received: self = .received(offer: try reader.offer)
        case .queried: self = .queried(offer: try reader.offer, question: try reader.text("question"))
        case .answered: self = .answered(offer: try reader.offer, answer: try reader.text("answer"))
        case .visitPlan: self = .visitPlan(offer: try reader.offer, visits: try reader.values("visits"))
        case .servicesMatched:
            self = .servicesMatched(offer: try reader.offer, services: try reader.values("services"))
        case .interim:
            self = .interim(offer: try reader.offer, plan: try reader.required("plan", "a plan") { $0.value })
        case .declined: self = .declined(offer: try reader.offer, reason: try reader.text("reason"))
        case .cancelRequested:
            self = .cancelRequested(offer: try reader.offer, reason: try reader.text("reason"))
        case .conferenceBooked:
            self = .conferenceBooked(offer: try reader.offer, at: try reader.appointment("at"))
        case .conferenceHeld:
            self = .conferenceHeld(offer: try reader.offer, outcome: try reader.text("outcome"))
        case .coreGroupBooked:
            self = .coreGroupBooked(offer: try reader.offer, at: try reader.appointment("at"))
        case .waiverAgreed:
            self = .waiverAgreed(
                offer: try reader.offer,
                person: try reader.person,
                reason: try reader.text("reason")
            )
        case .settled: self = .settled(offer: try reader.offer, release: try reader.digest("release"))
        case .stayEnded: self = .stayEnded(offer: try reader.offer, outcome: try reader.code("outcome"))
        }
    }

    fileprivate var members: [JSONMember] {
        switch self {
        case .moveNotified(let notice): notice.json
        case .acknowledged(let person, let phone):
            [JSONMember("person", person.json), JSONMember("phone", .string(phone))]
        case .offered(let terms): terms.json
        case .pack(let document): document.json
        case .received(let offer): Self.about(offer)
        case .queried(let offer, let question): Self.about(offer, "question", .string(question))
        case .answered(let offer, let answer): Self.about(offer, "answer", .string(answer))
        case .visitPlan(let offer, let visits): Self.about(offer, "visits", .array(visits))
        case .servicesMatched(let offer, let services): Self.about(offer, "services", .array(services))
        case .interim(let offer, let plan): Self.about(offer, "plan", plan)
        case .accepted(let acceptance): acceptance.json
        case .declined(let offer, let reason), .cancelRequested(let offer, let reason):
            Self.about(offer, "reason", .string(reason))
        case .conferenceBooked(let offer, let at), .coreGroupBooked(let offer, let at):
            Self.about(offer, "at", .string(at.text))
        case .conferenceHeld(let offer, let outcome): Self.about(offer, "outcome", .string(outcome))
        case .waiverAgreed(let offer, let person, let reason):
            Self.about(offer, "person", person.json) + [JSONMember("reason", .string(reason))]
        case .released(let terms): terms.json
        case .settled(let offer, let release): Self.about(offer, "release", .string(release.hex))
        case .stayEnded(let offer, let outcome): Self.about(offer, "outcome", .string(outcome.rawValue))
        case .disputed(let offer, let reason):
            (offer.map(Self.about) ?? []) + [JSONMember("reason", .string(reason))]
        case .childDied(let at): [JSONMember("at", .string(at.text))]
        case .holdAsked(let offer): offer.map(Self.about) ?? []
        case .holdAnswered(let answer): answer.json
        case .ledgerAsked(let extent): [JSONMember("ledger", .string(extent.rawValue))]
        case .ledgerAnswered(let answer): answer.json
        }
    }

    private static func about(_ offer: Digest) -> [JSONMember] { [JSONMember("offer", .string(offer.hex))] }

    private static func about(_ offer: Digest, _ name: String, _ value: JSONValue) -> [JSONMember] {
        about(offer) + [JSONMember(name, value)]
    }
}

extension MemberReader {
    /// The digest of the offer that a message is about.
    fileprivate var offer: Digest { get throws(TransferFault) { try digest("offer") } }
}

internal import JSON
internal import Vocabulary

extension TransferStep {
    init(_ reader: MemberReader) throws(TransferFault) {
        self.init(
            parties: try TransferParties(reader),
            offer: try reader.optionalDigest("offer"),
            kind: try Kind(reader),
            by: try reader.identifier("by"),
            said: try reader.object("said") { (reader) throws(TransferFault) in try EntryReference(reader) }
        )
    }

    var json: [JSONMember] {
        parties.json + (offer.map { [JSONMember("offer", .string($0.hex))] } ?? []) + kind.json
            + [JSONMember("by", .string(by.text)), JSONMember("said", said.json)]
    }
}

extension TransferStep.Kind {
    /// The name of the step, as facts and status rows write it.
    enum Name: String, CaseIterable {
        case acknowledged, delivered, packed, queried, answered, disputed
        case visitsPlanned = "visits-planned"
        case servicesMatched = "services-matched"
        case cancelRequested = "cancel-requested"
        case conferenceBooked = "conference-booked"
        case conferenceHeld = "conference-held"
        case coreGroupBooked = "core-group-booked"
        case waiverAgreed = "waiver-agreed"
        case stayEnded = "stay-ended"
        case childDied = "child-died"
    }

    var name: Name {
        switch self {
        case .acknowledged: .acknowledged
        case .delivered: .delivered
        case .packed: .packed
        case .queried: .queried
        case .answered: .answered
        case .visitsPlanned: .visitsPlanned
        case .servicesMatched: .servicesMatched
        case .cancelRequested: .cancelRequested
        case .conferenceBooked: .conferenceBooked
        case .conferenceHeld: .conferenceHeld
        case .coreGroupBooked: .coreGroupBooked
        case .waiverAgreed: .waiverAgreed
        case .stayEnded: .stayEnded
        case .disputed: .disputed
        case .childDied: .childDied
        }
    }

    fileprivate init(_ reader: MemberReader) throws(TransferFault) {
        let name: Name = try reader.code("step")
        switch name {
        case .acknowledged: self = .acknowledged
        case .delivered: self = .delivered
        case .packed: self = .packed(try reader.digest("document"))
        case .queried: self = .queried
        case .answered: self = .answered
        case .visitsPlanned: self = .visitsPlanned
        case .servicesMatched: self = .servicesMatched
        case .cancelRequested: self = .cancelRequested
        case .conferenceBooked: self = .conferenceBooked(try reader.appointment("when"))
        case .conferenceHeld: self = .conferenceHeld
        case .coreGroupBooked: self = .coreGroupBooked(try reader.appointment("when"))
        case .waiverAgreed: self = .waiverAgreed
        case .stayEnded: self = .stayEnded
        case .disputed: self = .disputed
        case .childDied: self = .childDied(try reader.appointment("when"))
        }
    }

    fileprivate var json: [JSONMember] {
        let step = [JSONMember("step", .string(name.rawValue))]
        return switch self {
        case .packed(let document): step + [JSONMember("document", .string(document.hex))]
        case .conferenceBooked(let when), .coreGroupBooked(let when), .childDied(let when):
            step + [JSONMember("when", .string(when.text))]
        case .acknowledged, .delivered, .queried, .answered, .visitsPlanned, .servicesMatched,
            .cancelRequested, .conferenceHeld, .waiverAgreed, .stayEnded, .disputed:
            step
        }
    }
}

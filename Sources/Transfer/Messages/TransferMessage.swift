internal import JSON
public import Vocabulary

/// One thing that one authority says to another about responsibility: the `data` of an event on a `transfer.*` topic.
public struct TransferMessage: Sendable, Equatable {
    /// Which transfer, lineage and epoch, between whom.
    public var header: TransferHeader
    /// What is said.
    public var content: TransferContent

    /// Creates a message.
    public init(_ header: TransferHeader, _ content: TransferContent) {
        self.header = header
        self.content = content
    }
}

extension TransferMessage {
    /// The topic on which it is said.
    public var topic: TransferTopic {
        switch content {
        case .moveNotified: .moveNotified
        case .acknowledged: .acknowledged
        case .offered: .offered
        case .pack: .pack
        case .received: .received
        case .queried: .queried
        case .answered: .answered
        case .visitPlan: .visitPlan
        case .servicesMatched: .servicesMatched
        case .interim: .interim
        case .accepted: .accepted
        case .declined: .declined
        case .cancelRequested: .cancelRequested
        case .conferenceBooked: .conferenceBooked
        case .conferenceHeld: .conferenceHeld
        case .coreGroupBooked: .coreGroupBooked
        case .waiverAgreed: .waiverAgreed
        case .released: .released
        case .settled: .settled
        case .stayEnded: .stayEnded
        case .disputed: .disputed
        case .childDied: .childDied
        case .holdAsked, .ledgerAsked: .holdAsked
        case .holdAnswered, .ledgerAnswered: .holdAnswered
        }
    }

    /// The offer it is about, if it names one.
    public var offer: Digest? {
        switch content {
        case .moveNotified, .acknowledged, .offered, .childDied, .ledgerAsked, .ledgerAnswered: nil
        case .pack(let document): document.offer
        case .received(let offer), .queried(let offer, _), .answered(let offer, _), .visitPlan(let offer, _),
            .servicesMatched(let offer, _), .interim(let offer, _), .declined(let offer, _),
            .cancelRequested(let offer, _), .conferenceBooked(let offer, _), .conferenceHeld(let offer, _),
            .coreGroupBooked(let offer, _), .waiverAgreed(let offer, _, _), .settled(let offer, _),
            .stayEnded(let offer, _):
            offer
        case .accepted(let acceptance): acceptance.offer
        case .released(let terms): terms.offer
        case .disputed(let offer, _), .holdAsked(let offer): offer
        case .holdAnswered(let answer): answer.offer
        }
    }
}

extension TransferContent {
    /// Whether it is about one transfer, and not about whole ledgers.
    public var isAboutTransfer: Bool {
        switch self {
        case .ledgerAsked, .ledgerAnswered: false
        case .moveNotified, .acknowledged, .offered, .pack, .received, .queried, .answered, .visitPlan,
            .servicesMatched, .interim, .accepted, .declined, .cancelRequested, .conferenceBooked,
            .conferenceHeld, .coreGroupBooked, .waiverAgreed, .released, .settled, .stayEnded, .disputed,
            .childDied, .holdAsked, .holdAnswered:
            true
        }
    }
}

extension TransferMessage: CustomStringConvertible, CustomReflectable {
    /// Topic, transfer and epoch; never content, which is about children.
    public var description: String { "\(topic.rawValue) \(header.transfer) epoch \(header.epoch)" }

    /// Only the description.
    public var customMirror: Mirror { Mirror(self, children: ["message": description]) }
}

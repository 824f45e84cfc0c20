/// What two authorities say to each other about responsibility; the raw value is the topic (`wire.md`).
public enum TransferTopic: String, Sendable, CaseIterable {
    /// Heads-up that a family moves; nobody's responsibility changes.
    case moveNotified = "transfer.move-notified"
    /// The receiving front door knows, and by name.
    case acknowledged = "transfer.acknowledged"
    /// The written request with its pack.
    case offered = "transfer.offered"
    /// One document of the pack.
    case pack = "transfer.pack"
    /// The offer is stored at the receiver, nothing more.
    case received = "transfer.received"
    /// The receiver asks.
    case queried = "transfer.queried"
    /// The offerer answers.
    case answered = "transfer.answered"
    /// Who sees the child in the gap.
    case visitPlan = "transfer.visit-plan"
    /// Which worker takes over which service, and when.
    case servicesMatched = "transfer.services-matched"
    /// The receiver also holds and carries the plan out meanwhile.
    case interim = "transfer.interim"
    /// The receiver's durable acceptance.
    case accepted = "transfer.accepted"
    /// The receiver's durable refusal.
    case declined = "transfer.declined"
    /// The offerer asks to have its offer back.
    case cancelRequested = "transfer.cancel-requested"
    /// The receiving-in conference has a date.
    case conferenceBooked = "transfer.conference-booked"
    /// The receiving-in conference took place.
    case conferenceHeld = "transfer.conference-held"
    /// The first core group has a date.
    case coreGroupBooked = "transfer.core-group-booked"
    /// One side's lead agrees to release without conference or core group.
    case waiverAgreed = "transfer.waiver-agreed"
    /// The offerer holds no more.
    case released = "transfer.released"
    /// The receiver is sole.
    case settled = "transfer.settled"
    /// The offerer asks to end a temporary stay.
    case stayEnded = "transfer.stay-ended"
    /// Somebody disagrees formally.
    case disputed = "transfer.disputed"
    /// The child died.
    case childDied = "transfer.child-died"
    /// Which epoch is free, and do you hold?
    case holdAsked = "transfer.hold-asked"
    /// The answer, which reserves the epoch above `highest`.
    case holdAnswered = "transfer.hold-answered"
}

extension TransferTopic {
    /// Who may say it.
    enum Side: Sendable, Equatable {
        case offerer
        case receiver
        case either
    }

    var side: Side {
        switch self {
        case .moveNotified, .offered, .pack, .answered, .cancelRequested, .released, .stayEnded: .offerer
        case .acknowledged, .received, .queried, .interim, .accepted, .declined, .settled: .receiver
        case .visitPlan, .servicesMatched, .conferenceBooked, .conferenceHeld, .coreGroupBooked,
            .waiverAgreed, .disputed, .childDied, .holdAsked, .holdAnswered:
            .either
        }
    }

    /// Whether only a broker may say it, because it states what the broker itself stored.
    public var isBrokersOwn: Bool {
        switch self {
        case .received, .settled, .holdAsked, .holdAnswered: true
        case .moveNotified, .acknowledged, .offered, .pack, .queried, .answered, .visitPlan, .servicesMatched,
            .interim, .accepted, .declined, .cancelRequested, .conferenceBooked, .conferenceHeld,
            .coreGroupBooked, .waiverAgreed, .released, .stayEnded, .disputed, .childDied:
            false
        }
    }
}

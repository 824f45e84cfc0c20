/// Where a transfer stands at one of its two authorities.
public enum TransferPhase: String, Sendable, CaseIterable {
    /// Nothing was said yet.
    case none
    /// A move was notified; the offerer is sole.
    case notified
    /// The receiving front door knows; the offerer is sole.
    case acknowledged
    /// The offerer offered and holds.
    case offered
    /// The offerer has the acceptance and holds until it releases.
    case acceptedSeen = "accepted-seen"
    /// The offerer let go.
    case released
    /// The offerer knows that the receiver is sole.
    case settled
    /// The receiver has the offer.
    case received
    /// The receiver also holds.
    case interim
    /// The receiver accepted and holds.
    case accepted
    /// The receiver is sole.
    case sole
    /// The receiver declined; the offerer is sole.
    case declined
    /// Our ledger may have forgotten what was decided; nobody is shown as sole until every peer has said what it has.
    case inDoubt = "in-doubt"
}

internal import JSON
public import Vocabulary

/// A step that is recorded and moves nobody's responsibility.
public struct TransferStep: Hashable, Sendable {
    /// Which step.
    public enum Kind: Hashable, Sendable {
        /// The receiving front door named its duty worker.
        case acknowledged
        /// The receiver stored the offer.
        case delivered
        /// A document of the pack is stored.
        case packed(Digest)
        /// The receiver asked.
        case queried
        /// The offerer answered.
        case answered
        /// Who sees the child in the gap is agreed.
        case visitsPlanned
        /// Services were matched.
        case servicesMatched
        /// The offerer asked to have its offer back.
        case cancelRequested
        /// The receiving-in conference has a date.
        case conferenceBooked(Appointment)
        /// The receiving-in conference took place.
        case conferenceHeld
        /// The first core group has a date.
        case coreGroupBooked(Appointment)
        /// The lead of the authority that said it agrees to a waiver.
        case waiverAgreed
        /// The offerer asked to end the stay.
        case stayEnded
        /// A challenge was raised.
        case disputed
        /// The child died.
        case childDied(Appointment)
    }

    /// The transfer.
    public let parties: TransferParties
    /// The offer, if there is one yet.
    public let offer: Digest?
    /// Which step.
    public let kind: Kind
    /// The authority that said it.
    public let by: AuthorityCode
    /// The entry here that says it.
    public let said: EntryReference

    /// Creates a step.
    public init(
        parties: TransferParties,
        offer: Digest?,
        kind: Kind,
        by: AuthorityCode,
        said: EntryReference
    ) {
        self.parties = parties
        self.offer = offer
        self.kind = kind
        self.by = by
        self.said = said
    }
}

public import Vocabulary

/// What became true about responsibility, with everything needed to replay it years later.
///
/// Facts hold identifiers, digests and dates; what people wrote stays in the entries they refer to.
public enum TransferFact: Sendable, Equatable {
    /// A move was notified, by us or to us; with it a lineage becomes known.
    case moveNoted(MoveNoted, at: Instant)
    /// A step that moves no responsibility.
    case stepped(TransferStep, at: Instant)
    /// We gave a number to an asker and will never give it again.
    case epochReserved(EpochReservation, at: Instant)
    /// A receiver gave us a number.
    case epochNamed(TransferParties, epoch: Int64, at: Instant)
    /// We offered.
    case offered(Offer, at: Instant)
    /// An offer reached us.
    case received(Offer, at: Instant)
    /// The receiver also holds.
    case interim(OfferAct, at: Instant)
    /// The receiver accepted.
    case accepted(OfferAct, conference: CivilDate, at: Instant)
    /// The receiver declined, for ever.
    case declined(OfferAct, at: Instant)
    /// The offerer let go.
    case released(OfferAct, through: LedgerSequence, coming: [ConcernKey], at: Instant)
    /// The receiver is sole.
    case settled(OfferAct, at: Instant)
    /// This broker said what it owed.
    case spoke(BrokersWord, at: Instant)
    /// A concern about a lineage in transfer, or from a peer, is stored here.
    case concernKnown(ReceiptedConcern, at: Instant)
    /// An entry must reach a peer.
    case queued(Parcel, at: Instant)
    /// A peer receipted it.
    case receipted(LedgerSequence, by: AuthorityCode, at: Instant)
    /// A member has a case of our own.
    case enrolled(Enrolment, at: Instant)
    /// The receiver asked us, who offered, whether we still hold.
    case holdQuestioned(OfferAct, at: Instant)
    /// The other side said whether it holds by an offer, and which concerns that its release lists it has lost.
    case holdReplied(OfferAct, HoldAnswered, lost: [ConcernKey], at: Instant)
    /// A message of a transfer is an entry here.
    case journaled(JournalWord, at: Instant)
    /// How far our ledger and our peers' agree.
    case reconciliation(ReconciliationFact, at: Instant)
}

extension TransferFact {
    /// When it became true.
    public var at: Instant {
        switch self {
        case .moveNoted(_, let at), .stepped(_, let at), .epochReserved(_, let at),
            .epochNamed(_, _, let at), .offered(_, let at), .received(_, let at), .interim(_, let at),
            .accepted(_, _, let at), .declined(_, let at), .released(_, _, _, let at), .settled(_, let at),
            .spoke(_, let at), .concernKnown(_, let at), .queued(_, let at), .receipted(_, _, let at),
            .enrolled(_, let at), .holdQuestioned(_, let at), .holdReplied(_, _, _, let at),
            .journaled(_, let at), .reconciliation(_, let at):
            at
        }
    }

    /// The transfer it is about, unless it is about an outbox, a concern or an enrolment.
    public var parties: TransferParties? {
        switch self {
        case .moveNoted(let move, _): move.parties
        case .stepped(let step, _): step.parties
        case .epochReserved(let reservation, _): reservation.parties
        case .epochNamed(let parties, _, _): parties
        case .offered(let offer, _), .received(let offer, _): offer.parties
        case .interim(let act, _), .accepted(let act, _, _), .declined(let act, _),
            .released(let act, _, _, _), .settled(let act, _), .holdQuestioned(let act, _),
            .holdReplied(let act, _, _, _):
            act.parties
        case .spoke(let word, _): word.parties
        case .concernKnown, .queued, .receipted, .enrolled, .journaled, .reconciliation: nil
        }
    }
}

public import Vocabulary

/// What the shell must do once the facts are durable.
public enum TransferAction: Sendable, Equatable {
    /// Hand the entry to the peer, and again until the peer has receipted it (``TransferBook/receipted(_:by:at:)``).
    case send(LedgerSequence, to: AuthorityCode)
    /// Append this as an entry of the broker itself and give it back to ``TransferBook/heard(_:at:)`` as ``Speaker/broker``.
    ///
    /// In the same turn, or after a restart from ``TransferBook/owed``: it is owed until it is given back.
    case publishOwn(TransferMessage)
    /// Look for concerns about the lineage's members that were accepted since then, and report each as new.
    ///
    /// They came before the offer did, so nobody knew that the other authority needs them too.
    case lookBack(LineageID, since: Instant)
    /// Tell the duty people on this side.
    case alarm(TransferAlarm)
}

/// What must never happen between honest authorities, and is shown to people when it does.
public enum TransferAlarm: Hashable, Sendable {
    /// A peer offers us what we ourselves hold or are deciding about.
    case offerOfWhatWeHold(LineageID, by: AuthorityCode)
    /// A peer declined after we had released: we hold again.
    case takenBack(LineageID, from: AuthorityCode)
    /// A receiver has let go again of what we still offered, for all that our restored ledger knew: we hold no more.
    case passedOn(LineageID, by: AuthorityCode)
    /// An offerer lost concerns that its release lists with a disk: we are sole without them.
    case lostConcerns(LineageID, by: AuthorityCode)
    /// A peer accepted an offer that we do not know.
    case acceptanceUnknown(LineageID, by: AuthorityCode)
    /// A peer has words of ours that our ledger lacks: a backup was restored.
    case setBack(by: AuthorityCode)
}

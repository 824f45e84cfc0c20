public import Vocabulary

/// What became true of how far our ledger and our peers' agree.
public enum ReconciliationFact: Hashable, Sendable {
    /// The process began: each peer is asked so much; if the ledger began, too, nobody can have waited for it.
    case begun([AuthorityCode], LedgerExtent, isFirst: Bool)
    /// Our question to a peer is said.
    case asked(AuthorityCode, EntryReference)
    /// The peer answered it.
    case answered(AuthorityCode, highest: [LineageEpoch])
    /// A peer asked us and is owed an answer.
    case questioned(AuthorityCode, LedgerExtent, EntryReference)
    /// Our answer to a peer's question of that digest is said.
    case replied(AuthorityCode, to: Digest)
    /// A peer has words of ours that our ledger lacks: a backup was restored.
    case setBack(noticedBy: AuthorityCode)
    /// Every peer has handed back what it has.
    case reconciled
}

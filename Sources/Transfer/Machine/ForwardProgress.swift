public import Vocabulary

/// How far the forwards of one lineage to one peer are, as the release must state it.
public struct ForwardProgress: Sendable, Equatable {
    /// The last entry of our ledger that is forwarded; 0 if none is.
    public var through: LedgerSequence
    /// Forwards that the peer has not receipted, in ledger order.
    public var coming: [ConcernKey]
    /// Everything ever forwarded.
    public var forwarded: [ConcernKey]

    /// Nothing was forwarded.
    public static let none = ForwardProgress(through: LedgerSequence(0), coming: [], forwarded: [])
}

public import Vocabulary

/// What must still reach which peer, in ledger order, and what was ever forwarded to it.
///
/// Folded from facts: after a restart everything not receipted is sent again. The peer knows repeats by their ids.
public struct Outbox: Sendable, Equatable {
    private var waiting: [AuthorityCode: [Parcel]] = [:]
    private var forwarded: [AuthorityCode: [ConcernKey: LedgerSequence]] = [:]

    init() {}

    /// The peers to whom something must go, sorted.
    public var peers: [AuthorityCode] { waiting.keys.sorted() }

    /// What must go to a peer, lowest ledger sequence first.
    public func waiting(for peer: AuthorityCode) -> [Parcel] { waiting[peer] ?? [] }

    /// Whether the entry still has to reach the peer.
    public func isWaiting(_ sequence: LedgerSequence, for peer: AuthorityCode) -> Bool {
        waiting(for: peer).contains { $0.sequence == sequence }
    }

    /// Every concern that was ever forwarded, wherever to.
    public var everForwarded: Set<LedgerSequence> { Set(forwarded.values.flatMap(\.values)) }

    /// Where a concern that was ever forwarded to the peer is stored here.
    func forwarded(_ concern: ConcernKey, to peer: AuthorityCode) -> LedgerSequence? {
        forwarded[peer]?[concern]
    }

    mutating func queue(_ parcel: Parcel) {
        if let concern = parcel.concern { forwarded[parcel.to, default: [:]][concern] = parcel.sequence }
        guard !isWaiting(parcel.sequence, for: parcel.to) else { return }
        var parcels = waiting(for: parcel.to)
        let place = parcels.firstIndex { $0.sequence > parcel.sequence } ?? parcels.endIndex
        parcels.insert(parcel, at: place)
        waiting[parcel.to] = parcels
    }

    mutating func receipted(_ sequence: LedgerSequence, by peer: AuthorityCode) {
        let parcels = waiting(for: peer).filter { $0.sequence != sequence }
        waiting[peer] = parcels.isEmpty ? nil : parcels
    }
}

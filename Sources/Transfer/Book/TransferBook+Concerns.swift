public import Vocabulary

extension TransferBook {
    /// Whether a concern is already known for its lineages, so that it must not be handed over a second time.
    public func knows(_ concern: ConcernKey) -> Bool { concerns[concern] != nil }

    /// Whether any concern is known for a lineage; without transfers none is.
    public var hasConcerns: Bool { !concerns.isEmpty }

    /// A concern is stored here: said by its publisher, or forwarded by a peer.
    ///
    /// It goes to the other authority of each lineage that is in transfer, or that we have released: never back to where
    /// it came from, nor twice to one peer. Whatever a peer forwards is remembered, even when nobody in it was recognised,
    /// because a release may list it.
    public mutating func concerned(
        _ concern: ReceiptedConcern,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        let before = concerns[concern.key]
        let lineages = concern.lineages.filter { lineage in
            guard let machine = machines[lineage] else { return false }
            return before?.lineages.contains(lineage) != true
                && (machine.forwardsTo != nil || concern.cameFrom != nil)
        }
        guard !lineages.isEmpty || (before == nil && concern.cameFrom != nil) else { return .nothing }
        let known = ReceiptedConcern(
            key: concern.key,
            sequence: before?.sequence ?? concern.sequence,
            cameFrom: before.map(\.cameFrom) ?? concern.cameFrom,
            lineages: lineages + (before?.lineages ?? [])
        )
        let waitingToSettle = machines.keys.sorted().filter { machines[$0]?.settlement(at: now) != nil }
        let owedBefore = waitingToSettle.map { machines[$0]?.owed ?? [] }
        var facts: [TransferFact] = []
        var actions: [TransferAction] = []
        commit(.concernKnown(known, at: now), to: &facts)
        for lineage in lineages {
            guard let peer = machines[lineage]?.forwardsTo, peer != concern.cameFrom else { continue }
            forward(known, to: peer, at: now, &facts, &actions)
        }
        for (lineage, owed) in zip(waitingToSettle, owedBefore) {
            settle(lineage, at: now, &facts)
            actions += newlyOwed(by: lineage, since: owed)
        }
        return Decision(facts: facts, actions: actions)
    }

    /// The peer has stored an entry of ours.
    public mutating func receipted(
        _ sequence: LedgerSequence,
        by peer: AuthorityCode,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        guard outbox.isWaiting(sequence, for: peer) else { return .nothing }
        var facts: [TransferFact] = []
        commit(.receipted(sequence, by: peer, at: now), to: &facts)
        return Decision(facts: facts)
    }

    /// A member of a lineage has a case of our own, from now on known by it.
    public mutating func enrolled(
        _ enrolment: Enrolment,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        guard machines[enrolment.lineage] != nil, lineageOfCase[enrolment.caseID] == nil else {
            return .nothing
        }
        var facts: [TransferFact] = []
        commit(.enrolled(enrolment, at: now), to: &facts)
        return Decision(facts: facts)
    }

    /// How far the forwards of a lineage to a peer are; a release states it.
    public func forwardProgress(of lineage: LineageID, to peer: AuthorityCode) -> ForwardProgress {
        let forwarded = concernsOf(lineage).filter { outbox.forwarded($0.key, to: peer) != nil }
        return ForwardProgress(
            through: forwarded.last?.sequence ?? LedgerSequence(0),
            coming: forwarded.filter { outbox.isWaiting($0.sequence, for: peer) }.map(\.key),
            forwarded: forwarded.map(\.key)
        )
    }

    /// Everything known of a lineage in transfer, in ledger order.
    private func concernsOf(_ lineage: LineageID) -> [ReceiptedConcern] {
        concerns.values.filter { $0.lineages.contains(lineage) }.sorted { $0.sequence < $1.sequence }
    }

    mutating func forwardKnown(
        of lineage: LineageID,
        to peer: AuthorityCode,
        at now: Instant,
        _ facts: inout [TransferFact],
        _ actions: inout [TransferAction]
    ) {
        for concern in concernsOf(lineage) where concern.cameFrom != peer {
            forward(concern, to: peer, at: now, &facts, &actions)
        }
    }

    private mutating func forward(
        _ concern: ReceiptedConcern,
        to peer: AuthorityCode,
        at now: Instant,
        _ facts: inout [TransferFact],
        _ actions: inout [TransferAction]
    ) {
        guard outbox.forwarded(concern.key, to: peer) == nil else { return }
        let parcel = Parcel(to: peer, sequence: concern.sequence, concern: concern.key)
        commit(.queued(parcel, at: now), to: &facts)
        actions.append(.send(concern.sequence, to: peer))
    }
}

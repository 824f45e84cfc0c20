public import Vocabulary

extension TransferBook {
    /// Whether a concern is already known for its lineages, so that it must not be handed over a second time.
    public func knows(_ concern: ConcernKey) -> Bool { concerns[concern] != nil }

    /// The lineages for which a concern is known, whose next receivers need it.
    public func lineages(knowing concern: ConcernKey) -> [LineageID] { concerns[concern]?.lineages ?? [] }

    /// Whether any concern is known for a lineage; without transfers none is.
    public var hasConcerns: Bool { !concerns.isEmpty }

    /// A concern is stored here: said by its publisher, or forwarded by a peer.
    ///
    /// It goes to the other authority of each lineage that is in transfer, or that we have released: never back to where
    /// it came from, nor twice to one peer. Whatever a peer forwards is remembered, even when nobody in it was recognised,
    /// because a release may list it; and whatever is said here of a lineage, because a peer may forward it later.
    public mutating func concerned(
        _ concern: ReceiptedConcern,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        let before = concerns[concern.key]
        let ours = concern.lineages.filter { machines[$0] != nil }
        let lineages = ours.filter { lineage in
            let isHandled = before?.isAside == false && before?.lineages.contains(lineage) == true
            return !isHandled && (machines[lineage]?.forwardsTo != nil || concern.cameFrom != nil)
        }
        guard !lineages.isEmpty || (before == nil && (concern.cameFrom != nil || !ours.isEmpty)) else {
            return .nothing
        }
        // Nobody else needs to hear of it, but its publisher may tell a peer as well, which then forwards it to us.
        let isAside = lineages.isEmpty && concern.cameFrom == nil
        let known = ReceiptedConcern(
            key: concern.key,
            sequence: before?.sequence ?? concern.sequence,
            // Whoever forwards what we had already is asked for nothing more, and gets it back if it forgets it.
            cameFrom: before?.cameFrom ?? concern.cameFrom,
            lineages: (isAside ? ours : lineages) + (before?.lineages ?? []),
            isAside: isAside
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

    /// A concern of before an offer came here is found: the other side needs it, even if the offer is over by now.
    public mutating func lookedBack(
        _ concern: ReceiptedConcern,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        var decided = concerned(concern, at: now)
        guard concern.cameFrom == nil, let known = concerns[concern.key] else { return decided }
        for lineage in concern.lineages where machines[lineage]?.forwardsTo == nil {
            for record in machines[lineage]?.over ?? [] {
                let peer = record.parties.peer(of: own)
                guard let came = arrival(of: record), concern.sequence < came, !hasTold(peer, known.key)
                else {
                    continue
                }
                let told = ReceiptedConcern(
                    key: known.key,
                    sequence: known.sequence,
                    cameFrom: known.cameFrom,
                    lineages: known.lineages
                )
                if concerns[known.key]?.isAside == true {
                    commit(.concernKnown(told, at: now), to: &decided.facts)
                }
                forward(told, to: peer, at: now, &decided.facts, &decided.actions)
            }
        }
        return decided
    }

    /// Where in our ledger an offer came, or `nil` as long as it has not.
    private func arrival(of record: OfferRecord) -> LedgerSequence? {
        journal[record.parties.lineage]?.first { $0.topic == .offered && $0.said.digest == record.digest }?
            .said
            .sequence
    }

    /// Since when a lineage is looked back through once more after a restart, or `nil`: it may have been cut short.
    public func lookBack(of lineage: LineageID) -> Instant? {
        guard let machine = machines[lineage] else { return nil }
        let open = machine.isDeciding ? machine.current?.since : nil
        let unseen = machine.declinedHere.filter { $0.offer == nil && arrival(of: $0) != nil }
        let moments = unseen.compactMap { machine.transfer($0.parties.transfer)?.since }
        return (moments + [open, reconciliation.looksBackFrom].compactMap(\.self)).min()
    }

    /// Looks back as far as an offer needs that has come: since it was made, by its author's clock, which may be hours ahead of ours.
    ///
    /// What its author forwarded under it and came first, in which nobody was recognised, is found by our own clock.
    func widened(_ action: TransferAction, by saying: Saying) -> TransferAction {
        guard case .lookBack(let lineage, let made) = action, case .peer(let peer) = saying.speaker,
            let spoken = machines[lineage]?.transfer(saying.message.header.transfer)?.since
        else { return action }
        let early = restated.lazy.compactMap { fact in
            if case .concernKnown(let concern, let at) = fact, concern.cameFrom == peer, at >= spoken,
                self.concerns[concern.key]?.lineages.contains(lineage) == false
            {
                at
            } else {
                nil
            }
        }.first
        return .lookBack(lineage, since: min(made, early ?? made))
    }

    /// A peer forwards what is known already: a lineage is in transfer there, so that its next receiver needs it too.
    public mutating func repeated(
        _ concern: ConcernKey,
        by peer: AuthorityCode,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        guard let before = concerns[concern] else { return .nothing }
        let again = ReceiptedConcern(
            key: concern,
            sequence: before.sequence,
            cameFrom: peer,
            lineages: before.lineages
        )
        if before.isAside { return concerned(again, at: now) }
        // It has it too, and gets it back from us if it forgets it.
        guard !hasTold(peer, concern), outbox.forwarded(concern, to: peer) == nil else { return .nothing }
        var facts: [TransferFact] = []
        commit(.concernKnown(again, at: now), to: &facts)
        return Decision(facts: facts)
    }

    /// The peer has stored an entry of ours.
    public mutating func receipted(
        _ sequence: LedgerSequence,
        by peer: AuthorityCode,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        guard outbox.isWaiting(sequence, for: peer) else { return .nothing }
        var facts: [TransferFact] = []
        let parcel = outbox.waiting(for: peer).first { $0.sequence == sequence }
        commit(.receipted(sequence, by: peer, at: now), to: &facts)
        guard parcel?.concern == nil, !reconciliation.isSetBack else { return Decision(facts: facts) }
        // An offer of before this process began, which waited then.
        let lineage = machines.first { _, machine in
            guard case .offered(let digest) = machine.standing, let record = machine.offer(digest),
                let began = reconciliation.beganAt, record.since < began
            else { return false }
            return record.offer?.said.sequence == sequence
        }?.key
        let question = lineage.flatMap { offerQuestion(of: $0) }
        return Decision(facts: facts, actions: question.map { [.publishOwn($0)] } ?? [])
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

    /// Everything that another authority needed to hear of a lineage, in ledger order.
    private func concernsOf(_ lineage: LineageID) -> [ReceiptedConcern] {
        concerns.values.filter { !$0.isAside && $0.lineages.contains(lineage) }.sorted {
            $0.sequence < $1.sequence
        }
    }

    mutating func forwardKnown(
        of lineage: LineageID,
        to peer: AuthorityCode,
        at now: Instant,
        _ facts: inout [TransferFact],
        _ actions: inout [TransferAction]
    ) {
        for concern in concernsOf(lineage) where !hasTold(peer, concern.key) {
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

public import Vocabulary

extension TransferBook {
    /// Why a saying may not be said now, or `nil` if ``heard(_:at:)`` would take it.
    public func refusal(of saying: Saying) -> TransferRefusal? {
        do throws(TransferRefusal) {
            _ = try decision(on: saying, at: saying.time)
            return nil
        } catch {
            return error
        }
    }

    /// A transfer message was said: by a system here, by this broker itself, or by a peer.
    ///
    /// A repeat makes nothing new true. A refusal changes nothing; the caller stores no entry then.
    public mutating func heard(
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> Decision<TransferFact, TransferAction> {
        if let decided = try heardOfLedgers(saying, at: now) { return decided }
        // What comes back, and what our ledger has, says nothing new; what it lacks shows that it was set back.
        if case .returned = saying.speaker, journaled.contains(saying.said.digest) { return .nothing }
        let decided = try decision(on: saying, at: now)
        let lineage = saying.message.header.lineage
        let owedBefore = machines[lineage]?.owed ?? []
        var facts: [TransferFact] = []
        var actions: [TransferAction] = []
        if case .returned(by: let peer) = saying.speaker, !reconciliation.isSetBack {
            actions += setBack(noticedBy: peer, at: now, &facts)
        }
        enter(saying, at: now, &facts)
        if saying.speaker == .returned(by: own) {
            // Our second place has it; whether the other side got it, nobody remembers.
            let parcel = Parcel(to: parties(saying).peer(of: own), sequence: saying.said.sequence)
            commit(.queued(parcel, at: now), to: &facts)
            actions.append(.send(parcel.sequence, to: parcel.to))
        }
        for fact in decided.facts { commit(fact, to: &facts) }
        if case .offered(let terms) = saying.message.content, !decided.facts.isEmpty {
            // What earlier transfers of the lineage forwarded, the new receiver needs too.
            if saying.speaker == .person, terms.kind != .temporaryStay {
                forwardKnown(of: lineage, to: saying.message.header.to, at: now, &facts, &actions)
            }
        }
        for action in decided.actions {
            guard case .send(let sequence, let peer) = action else {
                actions.append(widened(action, by: saying))
                continue
            }
            // What is still waiting goes out anyway.
            guard !outbox.isWaiting(sequence, for: peer) else { continue }
            commit(.queued(Parcel(to: peer, sequence: sequence), at: now), to: &facts)
            actions.append(action)
        }
        settle(lineage, at: now, &facts)
        actions += newlyOwed(by: lineage, since: owedBefore)
        return Decision(facts: facts, actions: actions)
    }

    /// Writes down that something was said, once.
    private mutating func enter(_ saying: Saying, at now: Instant, _ facts: inout [TransferFact]) {
        guard !journaled.contains(saying.said.digest) else { return }
        let speaker =
            switch saying.speaker {
            case .person, .broker, .returned: own
            case .peer(let peer): peer
            }
        let word = JournalWord(
            TransferParties(saying.message.header),
            epoch: saying.message.header.epoch,
            saying.message.topic,
            about: saying.message.offer,
            by: speaker,
            said: saying.said
        )
        commit(.journaled(word, at: now), to: &facts)
    }

    /// What this broker must still say; for the shell after a restart.
    ///
    /// Nothing about a transfer while it is known that our ledger was set back.
    public var owed: [TransferMessage] {
        let ofTransfers = machines.keys.sorted().flatMap { machines[$0]?.owed ?? [] }.map(naming)
        return ledgerOwed + (reconciliation.isSetBack ? [] : ofTransfers)
    }

    // MARK: Shared with the concerns

    mutating func commit(_ fact: TransferFact, to facts: inout [TransferFact]) {
        apply(fact)
        facts.append(fact)
    }

    /// Sole as soon as everything that the release listed is here, and all that we forwarded: a release does not list what
    /// came from us, so that a ledger which may lack it waits until the offerer has said what it has.
    mutating func settle(_ lineage: LineageID, at now: Instant, _ facts: inout [TransferFact]) {
        guard !reconciliation.isSetBack, let settlement = machines[lineage]?.settlement(at: now),
            !reconciliation.isWaiting(for: settlement.offerer),
            settlement.coming.allSatisfy({ concerns[$0] != nil })
        else { return }
        commit(settlement.fact, to: &facts)
    }

    func newlyOwed(by lineage: LineageID, since before: [TransferMessage]) -> [TransferAction] {
        guard !reconciliation.isSetBack else { return [] }
        let owed = machines[lineage]?.owed ?? []
        return owed.filter { !before.contains($0) }.map { .publishOwn(naming($0)) }
    }

    /// A release lists what was here; whoever answers for it says what of that its ledger has no more, once every peer has
    /// handed back what it has.
    private func naming(_ message: TransferMessage) -> TransferMessage {
        guard message.header.from == own, case .holdAnswered(var answer) = message.content,
            let release = answer.offer.flatMap({ machines[message.header.lineage]?.offer($0)?.release })
        else { return message }
        answer.lost = release.coming.filter { concerns[$0] == nil }
        return TransferMessage(message.header, .holdAnswered(answer))
    }

    // MARK: Admission

    private func decision(
        on saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> Decision<TransferFact, TransferAction> {
        let message = saying.message
        let header = message.header
        try admit(saying)
        let machine = machines[header.lineage] ?? unbegun(by: saying, at: now)
        if mustAdopt(saying) {
            guard !isHoldQuestion(message.content) else { throw .setBack }
            do throws(TransferRefusal) {
                return try machine.adoption(of: saying, at: now)
            } catch {
                // What cannot be true, or is about an offer that is over and went with both ledgers, is written down all the
                // same, so that it is not waited for.
                guard error.isTemporary(for: saying.speaker), !isOver(saying) else { return .nothing }
                throw error
            }
        }
        try demandAgreement(on: saying)
        try demandKnown(saying, to: machine)
        if isForgotten(saying, by: machine) { return .nothing }
        var forwards = ForwardProgress.none
        if case .released = message.content {
            forwards = forwardProgress(of: header.lineage, to: header.to)
        }
        let decided = try machine.decision(on: saying, forwards: forwards, at: now)
        try demandMeaning(of: decided, saying)
        try demandAgreement(on: decided, with: parties(saying).peer(of: own))
        return decided
    }

    private func parties(_ saying: Saying) -> TransferParties { TransferParties(saying.message.header) }

    /// After a restore, and for our own words at any time, what comes makes true again what was decided before.
    private func mustAdopt(_ saying: Saying) -> Bool {
        switch saying.speaker {
        case .returned: true
        case .peer: reconciliation.isSetBack
        case .person, .broker: false
        }
    }

    private func isHoldQuestion(_ content: TransferContent) -> Bool {
        if case .holdAsked = content { true } else { false }
    }

    /// Nobody here decides while our ledger may be, or is, older than what a peer has seen.
    private func demandAgreement(on saying: Saying) throws(TransferRefusal) {
        guard saying.speaker == .person, saying.message.content.isDecision else { return }
        if reconciliation.isSetBack { throw .setBack }
        let peer = parties(saying).peer(of: own)
        if !reconciliation.isFirst, reconciliation.isWaiting(for: peer) { throw .notReconciled(peer) }
    }

    /// What a peer says of an offer, or a release of an acceptance, that our ledger may have lost waits until the peer has said
    /// what it has.
    private func demandKnown(_ saying: Saying, to machine: TransferMachine) throws(TransferRefusal) {
        guard case .peer(let peer) = saying.speaker, reconciliation.isWaiting(for: peer),
            let offer = saying.message.offer
        else { return }
        let record = machine.offer(offer)
        var isUnaccepted = false
        if case .released = saying.message.content { isUnaccepted = record?.acceptance == nil }
        guard record == nil || isUnaccepted else { return }
        throw .notReconciled(peer)
    }

    /// A decision of a peer that changes nothing here may change what our ledger has lost: it waits as long, for an entry is heard
    /// but once.
    private func demandMeaning(
        of decided: Decision<TransferFact, TransferAction>,
        _ saying: Saying
    ) throws(TransferRefusal) {
        guard case .peer(let peer) = saying.speaker, reconciliation.isWaiting(for: peer),
            decided.facts.isEmpty, !journaled.contains(saying.said.digest)
        else { return }
        switch saying.message.content {
        case .interim, .accepted, .declined: throw .notReconciled(peer)
        default: return
        }
    }

    /// An answer to a question that went with a lost disk, as did its transfer: the peer has handed back all it has, so
    /// that nothing is to be waited for.
    private func isForgotten(_ saying: Saying, by machine: TransferMachine) -> Bool {
        guard case .peer(let peer) = saying.speaker, case .holdAnswered = saying.message.content else {
            return false
        }
        return machine.transfer(saying.message.header.transfer) == nil && !reconciliation.isWaiting(for: peer)
    }

    /// Whether it is about an offer that its receiver is known to have declined.
    private func isOver(_ saying: Saying) -> Bool {
        guard let offer = saying.message.offer else { return false }
        return journal[saying.message.header.lineage]?.contains { $0.topic == .declined && $0.offer == offer }
            == true
    }

    /// Nor does this broker by itself.
    private func demandAgreement(
        on decided: Decision<TransferFact, TransferAction>,
        with peer: AuthorityCode
    ) throws(TransferRefusal) {
        let declines = decided.facts.contains { fact in
            if case .declined(let act, _) = fact { act.parties.to == own && !act.isOurWord } else { false }
        }
        if declines, reconciliation.isWaiting(for: peer) { throw .notReconciled(peer) }
    }

    /// A machine for a lineage that nobody has spoken of here.
    private func unbegun(by saying: Saying, at now: Instant) -> TransferMachine {
        let header = saying.message.header
        var beginning = TransferFact.epochNamed(TransferParties(header), epoch: 0, at: now)
        if case .moveNotified(let notice) = saying.message.content {
            beginning = .moveNoted(MoveNoted(header, notice, said: saying.said), at: now)
        }
        return TransferMachine(of: header.lineage, at: own, beginningWith: beginning)
    }

    /// Honest epochs go up by ones: a leap would only serve to use up the numbers of a lineage.
    private func bound(_ saying: Saying) throws(TransferRefusal) {
        let machine = machines[saying.message.header.lineage]
        let known = max(machine?.highest ?? 0, machine?.given ?? 0)
        var named = saying.message.header.epoch
        if case .holdAnswered(let answer) = saying.message.content { named = max(named, answer.highest) }
        guard named <= known + Self.longestLeap else { throw .wrongEpoch(named: named, expected: known + 1) }
    }

    /// How far above everything known an epoch may be; a restored broker may have forgotten some.
    private static let longestLeap: Int64 = 1 << 20

    private func admit(_ saying: Saying) throws(TransferRefusal) {
        let message = saying.message
        let parties = TransferParties(message.header)
        let (speaker, other) =
            switch saying.speaker {
            case .person, .broker, .returned: (own, parties.peer(of: own))
            case .peer(let peer): (peer, own)
            }
        guard Set([speaker, other]) == Set([parties.from, parties.to]) else {
            throw .notAParty(parties.transfer)
        }
        switch message.topic.side {
        case .either: break
        case .offerer: guard speaker == parties.from else { throw .wrongSide(message.topic) }
        case .receiver: guard speaker == parties.to else { throw .wrongSide(message.topic) }
        }
        if saying.speaker == .person, message.topic.isBrokersOwn { throw .brokersOnly(message.topic) }
        if case .returned(by: let peer) = saying.speaker, peer != own, peer != parties.peer(of: own) {
            throw .notAParty(parties.transfer)
        }
        if case .holdAsked(nil) = message.content, speaker != parties.from { throw .wrongSide(.holdAsked) }
        if case .holdAnswered(let answer) = message.content, answer.offer == nil, speaker != parties.to {
            throw .wrongSide(.holdAnswered)
        }
        if let lineage = lineageOfTransfer[parties.transfer] {
            // Of a transfer whose first word was one that could not be true, nothing else is known yet.
            let known = machines[lineage]?.transfer(parties.transfer)
            guard lineage == parties.lineage, known.map({ $0.parties == parties }) ?? true else {
                throw .otherTransfer(parties.transfer)
            }
        }
        try bound(saying)
        guard saying.speaker == .person else { return }
        for member in message.content.members {
            if let lineage = lineageOfCase[member.caseID], lineage != parties.lineage {
                throw .caseElsewhere(member.caseID, lineage)
            }
        }
    }
}

extension TransferContent {
    /// The children that it names.
    fileprivate var members: [TransferMember] {
        switch self {
        case .moveNotified(let notice): notice.members
        case .offered(let terms): terms.members
        case .acknowledged, .pack, .received, .queried, .answered, .visitPlan, .servicesMatched, .interim,
            .accepted, .declined, .cancelRequested, .conferenceBooked, .conferenceHeld, .coreGroupBooked,
            .waiverAgreed, .released, .settled, .stayEnded, .disputed, .childDied, .holdAsked, .holdAnswered,
            .ledgerAsked, .ledgerAnswered:
            []
        }
    }

    /// Whether it moves responsibility, or asks for it back.
    fileprivate var isDecision: Bool {
        switch self {
        case .offered, .interim, .accepted, .declined, .cancelRequested, .released, .stayEnded: true
        case .moveNotified, .acknowledged, .pack, .received, .queried, .answered, .visitPlan,
            .servicesMatched,
            .conferenceBooked, .conferenceHeld, .coreGroupBooked, .waiverAgreed, .settled, .disputed,
            .childDied, .holdAsked, .holdAnswered, .ledgerAsked, .ledgerAnswered:
            false
        }
    }
}

internal import Vocabulary

/// What a machine answers to a saying.
typealias TransferDecision = Decision<TransferFact, TransferAction>

extension TransferMachine {
    /// What a saying makes true in this state, or why it may not be said; changes nothing.
    ///
    /// A repeat makes nothing true; a repeat by a peer sends our stored answers again.
    func decision(
        on saying: Saying,
        forwards: ForwardProgress,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        switch saying.message.content {
        case .moveNotified(let notice): try moveNotified(notice, saying, at: now)
        case .acknowledged: try stepped(.acknowledged, saying, at: now)
        case .offered(let terms):
            saying.speaker == .person
                ? try weOffer(terms, saying, at: now) : offerCame(terms, saying, at: now)
        case .pack(let document): try packed(document.item.digest, saying, at: now)
        case .received: try delivered(saying, at: now)
        case .queried: try stepped(.queried, saying, at: now)
        case .answered: try stepped(.answered, saying, at: now)
        case .visitPlan: try stepped(.visitsPlanned, saying, at: now)
        case .servicesMatched: try stepped(.servicesMatched, saying, at: now)
        case .interim(let offer, _):
            saying.speaker == .person
                ? try weHoldMeanwhile(offer, saying, at: now) : try theyHoldMeanwhile(offer, saying, at: now)
        case .accepted(let acceptance):
            saying.speaker == .person
                ? try weAccept(acceptance, saying, at: now) : theyAccepted(acceptance, saying, at: now)
        case .declined(let offer, _):
            switch saying.speaker {
            case .person: try weDecline(offer, saying, at: now)
            case .broker: spoke(saying, at: now)
            case .peer, .returned: theyDeclined(offer, saying, at: now)
            }
        case .cancelRequested(let offer, _):
            saying.speaker == .person
                ? try weAskBack(.cancelRequested, offer, saying, at: now)
                : try theyAskBack(.cancelRequested, offer, saying, at: now)
        case .conferenceBooked(_, let at): try stepped(.conferenceBooked(at), saying, at: now)
        case .conferenceHeld: try stepped(.conferenceHeld, saying, at: now)
        case .coreGroupBooked(_, let at): try stepped(.coreGroupBooked(at), saying, at: now)
        case .waiverAgreed: try stepped(.waiverAgreed, saying, at: now)
        case .released(let terms):
            saying.speaker == .person
                ? try weRelease(terms, saying, forwards: forwards, at: now)
                : try theyReleased(terms, saying, at: now)
        case .settled(let offer, let release):
            saying.speaker == .broker
                ? spoke(saying, at: now) : try theySettled(offer, release, saying, at: now)
        case .stayEnded(let offer, _):
            saying.speaker == .person
                ? try weAskBack(.stayEnded, offer, saying, at: now)
                : try theyAskBack(.stayEnded, offer, saying, at: now)
        case .disputed: try stepped(.disputed, saying, at: now)
        case .childDied(let at): try stepped(.childDied(at), saying, at: now)
        case .holdAsked(let offer):
            saying.speaker == .broker ? spoke(saying, at: now) : try asked(about: offer, saying, at: now)
        case .holdAnswered(let answer):
            saying.speaker == .broker
                ? spoke(saying, at: now) : try answeredWith(answer, saying, at: now)
        case .ledgerAsked, .ledgerAnswered: .nothing  // About no one lineage: the book's.
        }
    }

    private func moveNotified(
        _ notice: MoveNotice,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let known = transfer(saying.message.header.transfer)
        if known?.move?.said.digest == saying.said.digest { return .nothing }
        guard saying.speaker != .person || isHolding else {
            throw .outOfTurn(.moveNotified, state: phase, needs: .sole)
        }
        return relayed([.moveNoted(MoveNoted(saying, notice), at: now)], saying)
    }

    private func delivered(_ saying: Saying, at now: Instant) throws(TransferRefusal) -> TransferDecision {
        guard saying.speaker == .broker else { return try stepped(.delivered, saying, at: now) }
        return spoke(saying, at: now)
    }

    private func packed(
        _ document: Digest,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        // Declined before it came: its pack is in flight and means nothing any more.
        guard let offer = record.offer else { return .nothing }
        guard offer.pack.contains(where: { $0.digest == document }) else { throw .notInPack(document) }
        return try stepped(.packed(document), saying, at: now)
    }

    // MARK: What every topic needs

    /// The facts, and the saying itself sent on if it was said on our side.
    func relayed(_ facts: [TransferFact], _ saying: Saying) -> TransferDecision {
        switch saying.speaker {
        case .peer, .returned: return TransferDecision(facts: facts)
        case .person, .broker: break
        }
        let peer = TransferParties(saying.message.header).peer(of: own)
        return TransferDecision(facts: facts, actions: [.send(saying.said.sequence, to: peer)])
    }

    /// What this broker itself said goes out, and is owed no more.
    func spoke(_ saying: Saying, at now: Instant) -> TransferDecision {
        let word = BrokersWord(
            parties: TransferParties(saying.message.header),
            topic: saying.message.topic,
            offer: saying.message.offer,
            said: saying.said
        )
        return relayed([.spoke(word, at: now)], saying)
    }

    /// A step that moves no responsibility, in any state but a declined offer's.
    func stepped(
        _ kind: TransferStep.Kind,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let header = saying.message.header
        guard let transfer = transfer(header.transfer) else { throw .unknownTransfer(header.transfer) }
        var taken = transfer.steps
        if saying.message.offer != nil {
            let record = try known(saying)
            if case .declined = record.verdict, saying.speaker == .person {
                throw .outOfTurn(saying.message.topic, state: .declined, needs: .offered)
            }
            taken = record.steps
        }
        guard !taken.contains(where: { $0.step.said.digest == saying.said.digest }) else { return .nothing }
        let step = TransferStep(
            parties: TransferParties(header),
            offer: saying.message.offer,
            kind: kind,
            by: speaker(of: saying),
            said: saying.said
        )
        return relayed([.stepped(step, at: now)], saying)
    }

    /// The offer that a saying names, if its content and epoch are known.
    func known(_ saying: Saying) throws(TransferRefusal) -> OfferRecord {
        let header = saying.message.header
        guard let digest = saying.message.offer else { throw .unknownTransfer(header.transfer) }
        guard let record = offer(digest), record.parties == TransferParties(header) else {
            throw .unknownOffer(digest)
        }
        guard header.epoch == record.epoch else {
            throw .wrongEpoch(named: header.epoch, expected: record.epoch)
        }
        return record
    }

    /// Our stored words about an offer, again.
    func answersAgain(_ record: OfferRecord) -> TransferDecision {
        TransferDecision(actions: record.answers.map { .send($0, to: record.parties.peer(of: own)) })
    }

    private func speaker(of saying: Saying) -> AuthorityCode {
        switch saying.speaker {
        case .person, .broker, .returned: own
        case .peer(let peer): peer
        }
    }
}

extension MoveNoted {
    fileprivate init(_ saying: Saying, _ notice: MoveNotice) {
        self.init(saying.message.header, notice, said: saying.said)
    }
}

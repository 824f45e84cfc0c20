internal import Vocabulary

/// After a restore: what a peer hands back, its words and our own, becomes true again; nothing is decided anew.
extension TransferMachine {
    /// What we are by all offers together, whatever order they became known in.
    var folded: (standing: Standing, lastReleased: Digest?) {
        var (standing, lastReleased): (Standing, Digest?) = (beganSole ? .sole : .none, nil)
        for record in offers.sorted(by: { $0.epoch < $1.epoch }) where record.offer != nil {
            if record.parties.from == own {
                switch record.verdict {
                case .open, .interim, .accepted:
                    if record.isPassedOn {
                        (standing, lastReleased) = (.none, record.digest)
                    } else {
                        standing = .offered(record.digest)
                    }
                case .declined: standing = .sole
                case .released, .settled: (standing, lastReleased) = (.none, record.digest)
                }
            } else {
                switch record.verdict {
                case .open: standing = .received(record.digest)
                case .interim: standing = .interim(record.digest)
                case .declined: if continued(record.offer, by: standing) != nil { standing = .none }
                case .accepted, .released: standing = .accepted(record.digest)
                case .settled: standing = .sole
                }
            }
        }
        return (standing, lastReleased)
    }

    /// What becomes of a stay that is open and that an offer continues, or `nil` if it continues none.
    func continued(_ offer: Offer?, by standing: Standing) -> Standing? {
        guard let offer, let stay = offer.continues, offer.kind != .temporaryStay,
            self.offer(stay)?.parties.from == offer.parties.from
        else { return nil }
        if standing == .interim(stay) { return .interim(offer.digest) }
        return standing == .received(stay) ? .received(offer.digest) : nil
    }

    /// Whether an offer that we have continues that stay.
    func isContinued(_ stay: Digest) -> Bool { offers.contains { $0.offer?.continues == stay } }

    /// What a word makes true that we may have lost: the peer's or our own.
    func adoption(of saying: Saying, at now: Instant) throws(TransferRefusal) -> TransferDecision {
        let header = saying.message.header
        let isOurs = isOurs(saying)
        switch saying.message.content {
        case .moveNotified(let notice):
            guard transfer(header.transfer)?.move == nil else { return .nothing }
            return TransferDecision(facts: [.moveNoted(MoveNoted(header, notice, said: saying.said), at: now)]
            )
        case .offered(let terms):
            let offer = Offer(header, terms, said: saying.said)
            guard self.offer(offer.digest) == nil else { return .nothing }
            return TransferDecision(facts: [isOurs ? .offered(offer, at: now) : .received(offer, at: now)])
        case .interim, .accepted, .declined, .released, .settled:
            return TransferDecision(facts: try adoptedAct(saying, isOurs, at: now))
        case .received, .holdAsked, .holdAnswered:
            return isOurs ? adoptedWord(saying, at: now) : try decision(on: saying, forwards: .none, at: now)
        case .acknowledged, .pack, .queried, .answered, .visitPlan, .servicesMatched, .cancelRequested,
            .conferenceBooked, .conferenceHeld, .coreGroupBooked, .waiverAgreed, .stayEnded, .disputed,
            .childDied:
            return try adoptedStep(saying, at: now)
        case .ledgerAsked, .ledgerAnswered: return .nothing
        }
    }

    /// What was asked back and would have been declined at once, had it not come while nothing was decided.
    func overdueDecline(at now: Instant) -> TransferFact? {
        switch standing {
        case .received(let digest), .interim(let digest):
            guard let record = offer(digest),
                let step = record.steps.last(where: { dated in
                    dated.step.kind == .stayEnded
                        || (dated.step.kind == .cancelRequested && standing == .received(digest))
                })
            else { return nil }
            return .declined(record.act(said: step.step.said, isOurWord: false), at: now)
        case .none, .sole, .offered, .accepted: return nil
        }
    }

    private func isOurs(_ saying: Saying) -> Bool {
        switch saying.speaker {
        case .returned, .person, .broker: true
        case .peer: false
        }
    }

    private func adoptedAct(
        _ saying: Saying,
        _ isOurs: Bool,
        at now: Instant
    ) throws(TransferRefusal) -> [TransferFact] {
        if case .declined(let digest, _) = saying.message.content, offer(digest) == nil {
            // Nobody may ever have had the offer again; known to be declined, it is never waited for.
            let act = unknownAct(digest, saying)
            return [.declined(isOurs ? act.ours : act, at: now)]
        }
        let record = try known(saying)
        let act = record.act(said: saying.said, isOurWord: isOurs)
        switch (saying.message.content, record.verdict) {
        case (.interim, .open): return [.interim(act, at: now)]
        case (.accepted(let acceptance), .open), (.accepted(let acceptance), .interim):
            return [.accepted(act, conference: acceptance.conference, at: now)]
        case (.declined, .open), (.declined, .interim), (.declined, .released):
            return [.declined(act, at: now)]
        case (.released(let terms), .accepted):
            return [.released(act, through: terms.through, coming: terms.coming, at: now)]
        case (.released, .open), (.released, .interim):
            // Its acceptance is on the way.
            throw .unknownOffer(record.digest)
        case (.settled, .released):
            return [.settled(act, at: now)] + (isOurs ? [.spoke(word(saying), at: now)] : [])
        case (.settled, .settled) where isOurs && !record.hasSaid(.settled):
            return [.spoke(word(saying), at: now)]
        case (.settled, .accepted), (.settled, .open), (.settled, .interim):
            throw .unknownOffer(record.digest)
        default: return []
        }
    }

    private func adoptedWord(_ saying: Saying, at now: Instant) -> TransferDecision {
        var facts: [TransferFact] = []
        if case .holdAnswered(let answer) = saying.message.content,
            saying.message.header.to == own, answer.highest >= given
        {
            let reservation = EpochReservation(
                parties: TransferParties(saying.message.header),
                highest: answer.highest,
                closesLower: false,
                offer: answer.offer,
                said: saying.said
            )
            facts.append(.epochReserved(reservation, at: now))
        }
        return TransferDecision(facts: facts + [.spoke(word(saying), at: now)])
    }

    private func adoptedStep(_ saying: Saying, at now: Instant) throws(TransferRefusal) -> TransferDecision {
        TransferDecision(facts: try stepped(kind(of: saying.message.content), saying, at: now).facts)
    }

    private func kind(of content: TransferContent) -> TransferStep.Kind {
        switch content {
        case .acknowledged: .acknowledged
        case .pack(let document): .packed(document.item.digest)
        case .queried: .queried
        case .answered: .answered
        case .visitPlan: .visitsPlanned
        case .servicesMatched: .servicesMatched
        case .cancelRequested: .cancelRequested
        case .conferenceBooked(_, let at): .conferenceBooked(at)
        case .conferenceHeld: .conferenceHeld
        case .coreGroupBooked(_, let at): .coreGroupBooked(at)
        case .waiverAgreed: .waiverAgreed
        case .stayEnded: .stayEnded
        case .disputed: .disputed
        case .childDied(let at): .childDied(at)
        case .moveNotified, .offered, .received, .interim, .accepted, .declined, .released, .settled,
            .holdAsked, .holdAnswered, .ledgerAsked, .ledgerAnswered:
            preconditionFailure("a word that is no step: \(content)")
        }
    }

    private func word(_ saying: Saying) -> BrokersWord {
        BrokersWord(
            parties: TransferParties(saying.message.header),
            topic: saying.message.topic,
            offer: saying.message.offer,
            said: saying.said
        )
    }
}

extension OfferAct {
    /// The same, said by ourselves.
    fileprivate var ours: OfferAct {
        OfferAct(parties: parties, epoch: epoch, offer: offer, said: said, isOurWord: true)
    }
}

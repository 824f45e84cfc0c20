internal import Vocabulary

/// What the receiving authority decides.
extension TransferMachine {
    /// Storing an offer is receiving it; a number that is used, or that we closed, is declined for ever.
    func offerCame(_ terms: OfferTerms, _ saying: Saying, at now: Instant) -> TransferDecision {
        let offer = Offer(saying.message.header, terms, said: saying.said)
        // What came here since it was made, and before it came, is looked for, whatever becomes of the offer.
        let lookBack = TransferAction.lookBack(lineage, since: saying.time)
        if let record = self.offer(offer.digest) {
            return TransferDecision(
                actions: answersAgain(record).actions + (record.offer == nil ? [lookBack] : [])
            )
        }
        // The stay that an offer here continues is not declined beside it, however late it comes.
        if isContinued(offer.digest) {
            return TransferDecision(facts: [.received(offer, at: now)], actions: [lookBack])
        }
        guard offer.epoch > highest, standing == .none || continued(offer, by: standing) != nil else {
            let act = OfferAct(
                parties: offer.parties,
                epoch: offer.epoch,
                offer: offer.digest,
                said: saying.said,
                isOurWord: false
            )
            let isStale = offer.epoch <= highest
            return TransferDecision(
                facts: [.declined(act, at: now)] + stayEnded(by: act, at: now),
                actions: (isStale ? [] : [.alarm(.offerOfWhatWeHold(lineage, by: offer.parties.from))]) + [
                    lookBack
                ]
            )
        }
        return TransferDecision(facts: [.received(offer, at: now)], actions: [lookBack])
    }

    func weHoldMeanwhile(
        _ digest: Digest,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        guard !hasDied else { throw .childDied }
        // A new plan while we already hold is news for the offerer and changes nothing.
        if standing == .interim(digest) { return relayed([], saying) }
        guard standing == .received(digest) else {
            throw .outOfTurn(.interim, state: phaseHere(of: record.parties.transfer), needs: .received)
        }
        return relayed([.interim(record.act(said: saying.said, isOurWord: true), at: now)], saying)
    }

    /// The one decision that moves responsibility, and never changes.
    func weAccept(
        _ acceptance: Acceptance,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        if record.acceptance?.act.said.digest == saying.said.digest { return .nothing }
        guard standing == .received(record.digest) || standing == .interim(record.digest) else {
            throw .outOfTurn(.accepted, state: phaseHere(of: record.parties.transfer), needs: .received)
        }
        guard record.offer?.kind != .temporaryStay else { throw .staysAreNotAccepted }
        guard !hasDied else { throw .childDied }
        let act = record.act(said: saying.said, isOurWord: true)
        return relayed([.accepted(act, conference: acceptance.conference, at: now)], saying)
    }

    func weDecline(
        _ digest: Digest,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        if case .declined(let act, _) = record.verdict, act.said.digest == saying.said.digest {
            return .nothing
        }
        guard standing == .received(digest) || standing == .interim(digest) else {
            throw .outOfTurn(.declined, state: phaseHere(of: record.parties.transfer), needs: .received)
        }
        guard !hasDied || record.has(.cancelRequested) else { throw .childDied }
        return relayed([.declined(record.act(said: saying.said, isOurWord: true), at: now)], saying)
    }

    /// Answered at once while nobody here has begun to act on the offer; in doubt by a person; by an acceptance if there is one.
    func theyAskBack(
        _ kind: TransferStep.Kind,
        _ digest: Digest,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        guard let record = offer(digest) else {
            // The offer may still be under way; from now on it is declined, and looked back from, when it comes.
            let act = unknownAct(digest, saying)
            return TransferDecision(facts: [.declined(act, at: now)] + stayEnded(by: act, at: now))
        }
        guard record.offer != nil else { return answersAgain(record) }
        let step = try stepped(kind, saying, at: now)
        // An expired or ended stay forces its end; a cancelled offer that we act on is for a person to end.
        let endsByItself =
            standing == .received(digest) || (kind == .stayEnded && standing == .interim(digest))
        guard endsByItself, !step.facts.isEmpty else {
            return TransferDecision(facts: step.facts, actions: answersAgain(record).actions)
        }
        let act = record.act(said: saying.said, isOurWord: false)
        return TransferDecision(facts: step.facts + [.declined(act, at: now)])
    }

    /// We are sole as soon as everything that the release lists is here; the book looks after every fact.
    func theyReleased(
        _ terms: ReleaseTerms,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        switch record.verdict {
        case .open, .interim, .declined:
            throw .outOfTurn(.released, state: phaseHere(of: record.parties.transfer), needs: .accepted)
        case .accepted:
            let act = record.act(said: saying.said, isOurWord: false)
            return TransferDecision(facts: [
                .released(act, through: terms.through, coming: terms.coming, at: now)
            ])
        case .released, .settled: return answersAgain(record)
        }
    }

    /// The concerns that a release listed and that must be here before we are sole, with the fact that we are.
    func settlement(at now: Instant) -> (offerer: AuthorityCode, coming: [ConcernKey], fact: TransferFact)? {
        guard case .accepted(let digest) = standing, let record = offer(digest),
            case .released(_, let release) = record.verdict
        else { return nil }
        let act = record.act(said: release.act.said, isOurWord: false)
        let coming = release.coming.filter { !record.lost.contains($0) }
        return (act.parties.from, coming, .settled(act, at: now))
    }

    /// While a stay is open its offerer makes no other offer than the one that continues it: declining one that is not known
    /// here ends the stay too.
    private func stayEnded(by act: OfferAct, at now: Instant) -> [TransferFact] {
        guard let stay = openStay, stay.parties.from == act.parties.from, stay.epoch < act.epoch else {
            return []
        }
        return [.declined(stay.act(said: act.said, isOurWord: false), at: now)]
    }

    /// Offers to us that were declined here: nothing is forwarded under them any more, and what came here after they were
    /// made and before they came the offerer needs all the same.
    var declinedHere: [OfferRecord] {
        offers.filter { record in
            guard case .declined = record.verdict else { return false }
            return record.parties.to == own
        }
    }

    /// Those, and the newest offer if it is over: after a restore it may have come again, with all that became of it, when what
    /// it was still open for was here already.
    var over: [OfferRecord] {
        guard let newest = offers.max(by: { $0.epoch < $1.epoch }), newest.offer != nil else {
            return declinedHere
        }
        switch newest.verdict {
        case .open, .interim, .accepted, .released: return declinedHere
        case .declined, .settled: return declinedHere.filter { $0.digest != newest.digest } + [newest]
        }
    }

    func unknownAct(_ digest: Digest, _ saying: Saying) -> OfferAct {
        OfferAct(
            parties: TransferParties(saying.message.header),
            epoch: saying.message.header.epoch,
            offer: digest,
            said: saying.said,
            isOurWord: false
        )
    }
}

internal import Vocabulary

/// What the offering authority decides.
extension TransferMachine {
    /// Only who is sole may offer, or whose temporary stay the offer continues, and only with the number that this receiver
    /// named.
    func weOffer(
        _ terms: OfferTerms,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let header = saying.message.header
        if offer(saying.said.digest) != nil { return .nothing }
        guard let record = transfer(header.transfer) else { throw .unknownTransfer(header.transfer) }
        guard !hasDied else { throw .childDied }
        guard standing == .sole || standing == openStay.map({ .offered($0.digest) }) else {
            throw .outOfTurn(.offered, state: phase, needs: .sole)
        }
        try demandStay(that: terms, continue: record.parties)
        guard case .named(let epoch) = record.question, epoch > highest else {
            throw .epochNotNamed(header.transfer)
        }
        guard header.epoch == epoch else { throw .wrongEpoch(named: header.epoch, expected: epoch) }
        return relayed([.offered(Offer(header, terms, said: saying.said), at: now)], saying)
    }

    /// While a stay is open the only other offer is the permanent one, to the same receiver, that continues it.
    private func demandStay(
        that terms: OfferTerms,
        continue parties: TransferParties
    ) throws(TransferRefusal) {
        guard terms.continues == openStay?.digest else {
            throw terms.continues.map { .unknownOffer($0) }
                ?? .outOfTurn(.offered, state: phase, needs: .sole)
        }
        guard let stay = openStay else { return }
        guard terms.kind != .temporaryStay, parties.to == stay.parties.to else {
            throw .outOfTurn(.offered, state: phase, needs: .sole)
        }
    }

    func theyHoldMeanwhile(
        _ digest: Digest,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        guard case .offered(let open) = standing, offer(open)?.isAbout(digest) == true,
            record.verdict == .open
        else { return .nothing }
        return TransferDecision(facts: [
            .interim(record.act(said: saying.said, isOurWord: false), at: now)
        ])
    }

    /// The acceptance is durable at the receiver; we hold on until a named person releases.
    func theyAccepted(_ acceptance: Acceptance, _ saying: Saying, at now: Instant) -> TransferDecision {
        let header = saying.message.header
        guard let record = offer(acceptance.offer), record.epoch == header.epoch,
            record.parties == TransferParties(header)
        else { return unknownAcceptance(saying) }
        switch record.verdict {
        case .open, .interim:
            guard standing == .offered(record.digest) else { return unknownAcceptance(saying) }
            let act = record.act(said: saying.said, isOurWord: false)
            return TransferDecision(facts: [.accepted(act, conference: acceptance.conference, at: now)])
        case .declined: return unknownAcceptance(saying)
        case .accepted, .released, .settled: return .nothing
        }
    }

    private func unknownAcceptance(_ saying: Saying) -> TransferDecision {
        TransferDecision(actions: [.alarm(.acceptanceUnknown(lineage, by: saying.message.header.to))])
    }

    /// A decline gives responsibility back, even after a release: the receiver lost its acceptance and never takes it.
    func theyDeclined(_ digest: Digest, _ saying: Saying, at now: Instant) -> TransferDecision {
        guard let record = offer(digest), record.epoch == saying.message.header.epoch,
            record.parties == TransferParties(saying.message.header)
        else { return .nothing }
        return givenBack(record, record.act(said: saying.said, isOurWord: false), at: now)
    }

    /// The receiver never takes it, whatever it said before.
    func givenBack(_ record: OfferRecord, _ act: OfferAct, at now: Instant) -> TransferDecision {
        let isOver = isContinued(record.digest) && (record.verdict == .open || record.verdict == .interim)
        if standing == .offered(record.digest) || isOver {
            return TransferDecision(facts: [.declined(act, at: now)])
        }
        guard case .released = record.verdict, standing == .none, lastReleased == record.digest else {
            return .nothing
        }
        return TransferDecision(
            facts: [.declined(act, at: now)],
            actions: [.alarm(.takenBack(lineage, from: record.parties.to))]
        )
    }

    /// A request, no more: acceptance wins a race.
    func weAskBack(
        _ kind: TransferStep.Kind,
        _ digest: Digest,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        _ = try known(saying)
        guard standing == .offered(digest) else {
            throw .outOfTurn(saying.message.topic, state: phase, needs: .offered)
        }
        return try stepped(kind, saying, at: now)
    }

    /// A named person lets go of what the receiver has accepted, having seen every concern that was forwarded.
    func weRelease(
        _ terms: ReleaseTerms,
        _ saying: Saying,
        forwards: ForwardProgress,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        if record.release?.act.said.digest == saying.said.digest { return .nothing }
        guard standing == .offered(record.digest) else {
            throw .outOfTurn(.released, state: phaseHere(of: record.parties.transfer), needs: .acceptedSeen)
        }
        guard !hasDied else { throw .childDied }
        let lacks = record.lacks(waived: terms.waived != nil)
        guard lacks.isEmpty, let acceptance = record.acceptance else { throw .releaseLacks(lacks) }
        guard terms.acceptance == acceptance.act.said.digest else {
            throw .otherAcceptance(expected: acceptance.act.said.digest)
        }
        // The person confirms what they saw: a concern forwarded since then must be seen first.
        guard terms.through == forwards.through, Set(terms.coming).isSuperset(of: forwards.coming),
            Set(forwards.forwarded).isSuperset(of: terms.coming)
        else { throw .releaseOutdated(through: forwards.through) }
        let act = record.act(said: saying.said, isOurWord: true)
        return relayed(
            [.released(act, through: terms.through, coming: terms.coming, at: now)],
            saying
        )
    }

    func theySettled(
        _ digest: Digest,
        _ release: Digest,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        switch record.verdict {
        case .open, .interim, .declined, .accepted: throw .unknownOffer(release)
        case .released(_, let ours):
            guard ours.act.said.digest == release else { throw .unknownOffer(release) }
            return TransferDecision(facts: [
                .settled(record.act(said: saying.said, isOurWord: false), at: now)
            ])
        case .settled: return .nothing
        }
    }
}

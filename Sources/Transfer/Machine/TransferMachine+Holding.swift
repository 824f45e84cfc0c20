internal import Vocabulary

/// Do you hold? Asked of the other side, and answered: daily about what was released or accepted, until it is settled.
extension TransferMachine {
    /// Time between two questions about one offer.
    static let dayMilliseconds: Int64 = 24 * 3_600_000

    /// The offers about which the other side is asked, each with the time since which it has not been.
    private var unsettled: [(record: OfferRecord, since: Instant)] {
        offers.compactMap { record in
            switch record.verdict {
            case .accepted(let acceptance) where record.parties.to == own:
                (record, max(acceptance.at, record.asked ?? acceptance.at))
            case .released(_, let release):
                // The receiver waits for what it lists, which the offerer may have lost.
                (record, max(release.at, record.asked ?? release.at))
            case .open, .interim, .accepted:
                // Asked about after a start, and until it is known what became of it.
                standing == .offered(record.digest) ? record.asked.map { (record, $0) } : nil
            case .declined, .settled: nil
            }
        }
    }

    /// Whether a later offer was ours: only who is sole offers, so that what we may have forgotten to have decided was settled,
    /// or came back to us in another way, and we have not had it by this one since.
    func isSuperseded(_ epoch: Int64) -> Bool {
        offers.contains { $0.parties.from == own && $0.epoch > epoch }
    }

    /// When the other side is next asked whether it holds, or `nil` if nothing is open with it.
    var holdDeadline: Instant? {
        unsettled.map { $0.since.advanced(byMilliseconds: Self.dayMilliseconds) }.min()
    }

    /// The questions that are due; all that are open, if no time is given.
    func holdQuestions(due now: Instant?) -> [TransferMessage] {
        unsettled.filter { open in
            now.map { open.since.advanced(byMilliseconds: Self.dayMilliseconds) <= $0 } ?? true
        }.map { open in
            TransferMessage(
                open.record.parties.header(epoch: open.record.epoch),
                .holdAsked(offer: open.record.digest)
            )
        }
    }

    /// Whether we asked for a hold and have no answer, about any offer.
    var isInDoubt: Bool { offers.contains(where: \.isInDoubt) }

    // MARK: Asked

    func asked(
        about digest: Digest?,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        if saying.message.header.from == own {
            guard let digest else { throw .wrongSide(.holdAsked) }
            return try receiverAsked(about: digest, saying, at: now)
        }
        return offererAsked(about: digest, saying, at: now)
    }

    /// The receiver, which accepted, asks whether we hold until we release.
    private func receiverAsked(
        about digest: Digest,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let record = try known(saying)
        switch record.question {
        case .given(to: let question, let answer) where question.digest == saying.said.digest:
            return TransferDecision(actions: [.send(answer.sequence, to: record.parties.to)])
        case .owed(let question) where question.digest == saying.said.digest: return .nothing
        case .none, .given, .owed: break
        }
        let act = record.act(said: saying.said, isOurWord: false)
        // It may have lost the release that it took.
        let again = record.release.map {
            TransferAction.send($0.act.said.sequence, to: record.parties.to)
        }
        return TransferDecision(
            facts: [.holdQuestioned(act, at: now)],
            actions: [again].compactMap(\.self)
        )
    }

    /// Gives the number above everything either side has seen, once; asked about an unknown offer, the answer is never.
    private func offererAsked(about digest: Digest?, _ saying: Saying, at now: Instant) -> TransferDecision {
        let parties = TransferParties(saying.message.header)
        switch transfer(parties.transfer)?.answer {
        case .given(let last, let entry) where last.said.digest == saying.said.digest:
            return TransferDecision(actions: [.send(entry.sequence, to: parties.from)])
        case .owed(let last) where last.said.digest == saying.said.digest: return .nothing
        case .given, .owed, .nothingAsked, nil: break
        }
        var (facts, actions): ([TransferFact], [TransferAction]) = ([], [])
        if let digest {
            if let record = offer(digest) {
                // Whoever asks may have lost our settlement.
                if case .settled = record.verdict { actions = answersAgain(record).actions }
            } else if !isSuperseded(saying.message.header.epoch) {
                facts.append(.declined(unknownAct(digest, saying), at: now))
            }
        }
        let reservation = EpochReservation(
            parties: parties,
            highest: max(highest, given, saying.message.header.epoch),
            closesLower: !isDeciding,
            offer: digest,
            said: saying.said
        )
        return TransferDecision(facts: facts + [.epochReserved(reservation, at: now)], actions: actions)
    }

    /// Whether an offer lies here that is not over.
    var isDeciding: Bool {
        switch standing {
        case .received, .interim, .accepted: true
        case .none, .sole, .offered: false
        }
    }

    // MARK: Answered

    func answeredWith(
        _ answer: HoldAnswer,
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> TransferDecision {
        let parties = TransferParties(saying.message.header)
        guard let transfer = transfer(parties.transfer) else { throw .unknownTransfer(parties.transfer) }
        var decided = parties.from == own ? named(answer, transfer, at: now) : .nothing
        guard let digest = answer.offer, let holds = answer.holds, let record = offer(digest),
            record.parties == parties, record.reply.map({ $0.at < now || $0.holds != holds }) ?? true
        else { return decided }
        let act = record.act(said: saying.said, isOurWord: false)
        decided.facts.append(.holdReplied(act, holds, lost: answer.lost, at: now))
        let meant =
            parties.from == own
            ? receiverHolds(holds, record, act, at: now) : offererHolds(holds, answer.lost, record)
        decided.facts += meant.facts
        decided.actions += meant.actions
        return decided
    }

    /// The number above the answer is ours, unless it is used up by now.
    private func named(_ answer: HoldAnswer, _ record: TransferRecord, at now: Instant) -> TransferDecision {
        let epoch = answer.highest.addingReportingOverflow(1)
        guard !epoch.overflow, epoch.partialValue > highest else { return .nothing }
        if case .named(let named) = record.question, named >= epoch.partialValue { return .nothing }
        return TransferDecision(facts: [.epochNamed(record.parties, epoch: epoch.partialValue, at: now)])
    }

    /// What the receiver's answer means to us, who offered.
    private func receiverHolds(
        _ holds: HoldAnswered,
        _ record: OfferRecord,
        _ act: OfferAct,
        at now: Instant
    ) -> TransferDecision {
        switch (holds, record.verdict) {
        case (.never, _): return givenBack(record, act, at: now)
        case (.passedOn, .released): return TransferDecision(facts: [.settled(act, at: now)])
        case (.undecided, .released(let acceptance, let release)):
            // It has the offer and lost its acceptance, which commits to nothing: it gets its own word back, then ours.
            let peer = record.parties.to
            return TransferDecision(actions: [
                .send(acceptance.act.said.sequence, to: peer), .send(release.act.said.sequence, to: peer),
            ])
        case (.passedOn, _) where standing == .offered(record.digest) && record.asked != nil:
            return TransferDecision(actions: [.alarm(.passedOn(lineage, by: record.parties.to))])
        case (.yes, _), (.undecided, _), (.passedOn, _): return .nothing
        }
    }

    /// What the offerer's answer means to us, who accepted.
    private func offererHolds(
        _ holds: HoldAnswered,
        _ lost: [ConcernKey],
        _ record: OfferRecord
    ) -> TransferDecision {
        switch holds {
        case .yes: .nothing
        case .passedOn:
            TransferDecision(
                actions: lost.isEmpty || lost == record.lost
                    ? [] : [.alarm(.lostConcerns(lineage, by: record.parties.from))]
            )
        case .undecided:
            TransferDecision(
                actions: record.acceptance.map {
                    [.send($0.act.said.sequence, to: record.parties.from)]
                } ?? []
            )
        case .never: TransferDecision(actions: [.alarm(.acceptanceUnknown(lineage, by: record.parties.from))])
        }
    }
}

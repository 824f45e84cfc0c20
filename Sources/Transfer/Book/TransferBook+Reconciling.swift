public import Vocabulary

/// After a start each peer says what it has of ours: if our ledger lacks any of it, a backup was restored, and every peer
/// hands back what it has before anything is decided again (`wire.md`, "After a restore").
extension TransferBook {
    /// Words and concerns that an answer names, the newest: a backup loses the newest.
    private static let newest = 64
    /// The same, of everything that is handed back: more does not fit one message.
    private static let mostHandedBack = 1_000

    /// The process began, and if `isFirst` the ledger did: each peer is asked, and so is what became of everything open.
    public mutating func began(
        among peers: [AuthorityCode],
        isFirst: Bool,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        guard !peers.isEmpty else { return .nothing }
        let extent: LedgerExtent = reconciliation.isSetBack ? .all : .seen
        var facts: [TransferFact] = []
        commit(.reconciliation(.begun(peers.sorted(), extent, isFirst: isFirst), at: now), to: &facts)
        var questions = ledgerOwed
        if !reconciliation.isSetBack {
            questions += openQuestions(due: nil) + machines.keys.sorted().compactMap { offerQuestion(of: $0) }
        }
        return Decision(facts: facts, actions: questions.map { .publishOwn($0) })
    }

    /// Our ledger lacks what its second place has: a backup was restored.
    public mutating func foundSetBack(at now: Instant) -> Decision<TransferFact, TransferAction> {
        guard !reconciliation.isSetBack else { return .nothing }
        var facts: [TransferFact] = []
        let actions = setBack(noticedBy: own, at: now, &facts)
        return Decision(facts: facts, actions: actions)
    }

    /// When a peer is next asked whether it holds, or `nil`.
    public var deadline: Instant? {
        reconciliation.isSetBack ? nil : holdDeadlines.values.min()
    }

    /// Asks about what was released or accepted a day ago, or asked about a day ago, and is not settled.
    public func timePassed(to now: Instant) -> [TransferMessage] {
        guard let deadline, deadline <= now else { return [] }
        return openQuestions(due: now)
    }

    private func openQuestions(due now: Instant?) -> [TransferMessage] {
        machines.keys.sorted().flatMap { machines[$0]?.holdQuestions(due: now) ?? [] }
    }

    /// What is asked of an open offer of before this process began: its receiver may have let go of it again, if our ledger and
    /// the receiver's both lost that it was accepted and released, and then nobody notices that they are behind.
    ///
    /// Never before the receiver has the offer: who does not know it declines it.
    func offerQuestion(of lineage: LineageID) -> TransferMessage? {
        guard let machine = machines[lineage], case .offered(let digest) = machine.standing,
            let record = machine.offer(digest), record.asked == nil, let said = record.offer?.said,
            !outbox.isWaiting(said.sequence, for: record.parties.to)
        else { return nil }
        return TransferMessage(record.parties.header(epoch: record.epoch), .holdAsked(offer: digest))
    }

    /// Whether what we know of a lineage may be out of date, so that people must ring one another.
    public func isInDoubt(_ lineage: LineageID) -> Bool {
        guard let machine = machines[lineage] else { return false }
        if reconciliation.isSetBack || machine.isInDoubt { return true }
        return isUnagreed(machine)
    }

    /// Whether a peer of the lineage may have seen more of it than we have: then nobody is shown as sole.
    func isUnagreed(_ machine: TransferMachine) -> Bool {
        if reconciliation.isSetBack { return true }
        return !reconciliation.isFirst && machine.peers.contains { reconciliation.isWaiting(for: $0) }
    }

    // MARK: What the book itself owes

    /// Questions to peers and answers to theirs that are not said yet.
    var ledgerOwed: [TransferMessage] {
        let asks = reconciliation.inquiries.filter { $0.value.question == nil }
            .sorted { $0.key < $1.key }
            .map { ledgerMessage(from: own, to: $0.key, .ledgerAsked($0.value.extent)) }
        let answers = reconciliation.questions.sorted { $0.key < $1.key }.flatMap { peer, questions in
            questions.map { ledgerMessage(from: peer, to: own, .ledgerAnswered(answer(to: peer, $0))) }
        }
        return asks + answers
    }

    private func ledgerMessage(
        from asker: AuthorityCode,
        to asked: AuthorityCode,
        _ content: TransferContent
    ) -> TransferMessage {
        guard let transfer = TransferID("ledger"), let lineage = LineageID("ledger") else {
            preconditionFailure("a literal is an identifier")
        }
        let header = TransferHeader(transfer: transfer, lineage: lineage, epoch: 0, from: asker, to: asked)
        return TransferMessage(header, content)
    }

    private func answer(to peer: AuthorityCode, _ question: Reconciliation.Question) -> LedgerAnswer {
        let shared = machines.keys.sorted().filter { machines[$0]?.peers.contains(peer) == true }
        guard question.extent == .all else {
            // What it said to us, even if that waits to be handed back, and what it took from us.
            let words = words(with: peer).filter {
                $0.by == peer || !outbox.isWaiting($0.said.sequence, for: peer)
            }
            let known = concerns(with: peer).filter {
                hasTold(peer, $0.key) || !outbox.isWaiting($0.sequence, for: peer)
            }
            return LedgerAnswer(
                .seen,
                asked: question.said.digest,
                words: words.suffix(Self.newest).map(\.said.digest),
                concerns: known.suffix(Self.newest).map(\.key)
            )
        }
        return LedgerAnswer(
            .all,
            asked: question.said.digest,
            words: words(with: peer).filter { $0.topic != .holdAsked }.suffix(Self.mostHandedBack)
                .map(\.said.digest),
            concerns: concerns(with: peer).suffix(Self.mostHandedBack).map(\.key),
            highest: shared.compactMap { lineage in
                machines[lineage].map { LineageEpoch(lineage, max($0.highest, $0.given)) }
            }
        )
    }

    /// What was said between a peer and us, in ledger order, but for its own questions and our answers to them.
    private func words(with peer: AuthorityCode) -> [JournalWord] {
        machines.keys.filter { machines[$0]?.peers.contains(peer) == true }.flatMap { journal[$0] ?? [] }
            .filter { word in
                let isItsQuestion =
                    word.topic == .holdAsked && word.by == peer
                    || word.topic == .holdAnswered && word.by == own
                return word.parties.peer(of: own) == peer && !isItsQuestion
            }
            .sorted { $0.said.sequence < $1.said.sequence }
    }

    private func concerns(with peer: AuthorityCode) -> [ReceiptedConcern] {
        concerns.values.filter { hasTold(peer, $0.key) || outbox.forwarded($0.key, to: peer) != nil }
            .sorted { $0.sequence < $1.sequence }
    }

    // MARK: Hearing

    /// What a question or an answer about whole ledgers makes true; `nil` for anything else.
    mutating func heardOfLedgers(
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> Decision<TransferFact, TransferAction>? {
        guard !saying.message.content.isAboutTransfer else { return nil }
        let owedBefore = owed
        var decided = try decidedOfLedgers(saying, at: now)
        // A number that was named may be used up by what the other side has seen.
        for message in owed where !owedBefore.contains(message) {
            let said = TransferAction.publishOwn(message)
            if !decided.actions.contains(said) { decided.actions.append(said) }
        }
        return decided
    }

    private mutating func decidedOfLedgers(
        _ saying: Saying,
        at now: Instant
    ) throws(TransferRefusal) -> Decision<TransferFact, TransferAction> {
        let header = saying.message.header
        switch (saying.message.content, saying.speaker) {
        case (.ledgerAsked, .person), (.ledgerAnswered, .person): throw .brokersOnly(saying.message.topic)
        case (.ledgerAsked, .returned), (.ledgerAnswered, .returned): return .nothing
        case (.ledgerAsked(let extent), .broker):
            // Owed before it was known that we were set back: everything is asked for now.
            guard reconciliation.inquiries[header.to]?.extent == extent else { return .nothing }
            return sent(saying, .asked(header.to, saying.said), to: header.to, at: now)
        case (.ledgerAnswered(let answer), .broker):
            return sent(saying, .replied(header.from, to: answer.asked), to: header.from, at: now)
        case (.ledgerAsked(let extent), .peer(let peer)):
            guard header.from == peer, header.to == own else { throw .notAParty(header.transfer) }
            return questioned(by: peer, extent, saying.said, at: now)
        case (.ledgerAnswered(let answer), .peer(let peer)):
            guard header.from == own, header.to == peer else { throw .notAParty(header.transfer) }
            return try answered(by: peer, answer, at: now)
        default: return .nothing
        }
    }

    private mutating func sent(
        _ saying: Saying,
        _ fact: ReconciliationFact,
        to peer: AuthorityCode,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        var facts: [TransferFact] = []
        commit(.reconciliation(fact, at: now), to: &facts)
        commit(.queued(Parcel(to: peer, sequence: saying.said.sequence), at: now), to: &facts)
        return Decision(facts: facts, actions: [.send(saying.said.sequence, to: peer)])
    }

    /// Whoever asks for everything gets all that we have of theirs and said to them, and then the answer.
    private mutating func questioned(
        by peer: AuthorityCode,
        _ extent: LedgerExtent,
        _ said: EntryReference,
        at now: Instant
    ) -> Decision<TransferFact, TransferAction> {
        let asked = reconciliation.questions[peer] ?? []
        guard !asked.contains(where: { $0.said.digest == said.digest }) else { return .nothing }
        var facts: [TransferFact] = []
        commit(.reconciliation(.questioned(peer, extent, said), at: now), to: &facts)
        var parcels = extent == .all ? everything(for: peer) : []
        // It began anew, and may have forgotten what we asked.
        if let inquiry = reconciliation.inquiries[peer], !inquiry.isAnswered, let question = inquiry.question
        {
            parcels.append(Parcel(to: peer, sequence: question.sequence))
        }
        var actions: [TransferAction] = []
        for parcel in parcels where !outbox.isWaiting(parcel.sequence, for: peer) {
            commit(.queued(parcel, at: now), to: &facts)
            actions.append(.send(parcel.sequence, to: peer))
        }
        return Decision(facts: facts, actions: actions)
    }

    private func everything(for peer: AuthorityCode) -> [Parcel] {
        let parcels =
            words(with: peer).map { Parcel(to: peer, sequence: $0.said.sequence) }
            + concerns(with: peer).map { Parcel(to: peer, sequence: $0.sequence, concern: $0.key) }
        return parcels.sorted { $0.sequence < $1.sequence }
    }

    private mutating func answered(
        by peer: AuthorityCode,
        _ answer: LedgerAnswer,
        at now: Instant
    ) throws(TransferRefusal) -> Decision<TransferFact, TransferAction> {
        guard let inquiry = reconciliation.inquiries[peer], !inquiry.isAnswered,
            inquiry.question?.digest == answer.asked
        else { return .nothing }
        let isBehind =
            answer.words.contains { !journaled.contains($0) }
            || answer.concerns.contains { concerns[$0] == nil }
        // What it hands back may have been overtaken by the answer.
        if inquiry.extent == .all, isBehind { throw .setBack }
        var facts: [TransferFact] = []
        commit(.reconciliation(.answered(peer, highest: answer.highest), at: now), to: &facts)
        if inquiry.extent == .seen, isBehind, !reconciliation.isSetBack {
            let actions = setBack(noticedBy: peer, at: now, &facts)
            return Decision(facts: facts, actions: actions)
        }
        var actions: [TransferAction] = []
        if !reconciliation.isSetBack {
            // A release that came meanwhile.
            for lineage in machines.keys.sorted() { settle(lineage, at: now, &facts) }
        } else if reconciliation.unanswered.isEmpty {
            commit(.reconciliation(.reconciled, at: now), to: &facts)
            for lineage in machines.keys.sorted() { resume(lineage, at: now, &facts, &actions) }
        }
        return Decision(facts: facts, actions: actions)
    }

    /// Our ledger is older than what a peer has seen: every peer is asked for everything.
    mutating func setBack(
        noticedBy peer: AuthorityCode,
        at now: Instant,
        _ facts: inout [TransferFact]
    ) -> [TransferAction] {
        let peers = reconciliation.inquiries.keys.sorted()
        commit(.reconciliation(.setBack(noticedBy: peer), at: now), to: &facts)
        commit(.reconciliation(.begun(peers, .all, isFirst: false), at: now), to: &facts)
        return [.alarm(.setBack(by: peer))]
            + ledgerOwed.filter { $0.header.from == own }.map { .publishOwn($0) }
    }

    /// What was adopted of a lineage is acted on again: forwards are rebuilt, and what lacks nothing is settled.
    private mutating func resume(
        _ lineage: LineageID,
        at now: Instant,
        _ facts: inout [TransferFact],
        _ actions: inout [TransferAction]
    ) {
        if let declined = machines[lineage]?.overdueDecline(at: now) { commit(declined, to: &facts) }
        settle(lineage, at: now, &facts)
        guard let machine = machines[lineage] else { return }
        if let question = offerQuestion(of: lineage) { actions.append(.publishOwn(question)) }
        if let peer = machine.forwardsTo { forwardKnown(of: lineage, to: peer, at: now, &facts, &actions) }
        // What was handed back before its child was known here again is still to be found.
        if let began = reconciliation.doubtedSince {
            let open = machine.isDeciding ? machine.current?.since : nil
            actions.append(.lookBack(lineage, since: min(began, open ?? began)))
        }
    }
}

import Concerns
import JSON
import Routing
import Topics
import Transfer
public import Vocabulary
import Wire

extension BrokerMachine {
    /// What a message between authorities makes true; a refusal stores nothing.
    ///
    /// Returns whether people are told of it: not of what brokers ask each other of their ledgers, nor of what a peer hands back.
    mutating func conclude(
        fromTransfer concern: Concern,
        _ definition: TopicDefinition,
        by publisher: UserID,
        as speaker: Speaker? = nil,
        in draft: inout Draft,
        _ turn: inout Turn
    ) throws(WireRefusal) -> Bool {
        let speaker = speaker ?? self.speaker(publisher, of: concern)
        let said: Saying?
        do throws(TransferFault) {
            said = try Saying(concern, by: speaker, at: draft.sequence)
        } catch {
            throw WireRefusal(.schema, error.description, field: "/data" + error.pointer.text)
        }
        guard let saying = said else { return true }
        let decided: Decision<TransferFact, TransferAction>
        do throws(TransferRefusal) {
            decided = try state.hear(saying, at: draft.accepted)
        } catch {
            let isTemporary = error.isTemporary(for: saying.speaker)
            throw WireRefusal(
                isTemporary ? .notDurable : .schema,
                "transfer: \(error.reason)",
                field: "/data/transfer",
                afterMilliseconds: isTemporary ? 5_000 : 0
            )
        }
        // Whoever receives knows the children by handles of its own, issued from the identifiers in the message; so does
        // whoever is handed back what it said itself, as its register may have gone with the same disk.
        switch saying.speaker {
        case .peer, .returned: _ = record(draft.references.people, in: &draft)
        case .person, .broker: break
        }
        draft.store(decided.facts.map(BrokerFact.transfer))
        perform(decided.actions, into: &turn)
        if case .returned = saying.speaker { return false }
        return saying.message.content.isAboutTransfer
    }

    /// Who says it: a peer that brings what we said ourselves hands it back, if we really signed it.
    private func speaker(_ publisher: UserID, of concern: Concern) -> Speaker {
        guard let peer = policy.peers[publisher] else { return publisher == brokerUser ? .broker : .person }
        let isReturned = concern.source.authority == policy.authority && isOurs(concern)
        return isReturned ? .returned(by: peer) : .peer(peer)
    }

    private func isOurs(_ concern: Concern) -> Bool {
        let people = state.register.signingKeys.compactMap { VerifyingKey(bytes: $0) }
        return (policy.signers[policy.authority] ?? []).contains { concern.verdict(by: $0) == .valid }
            || people.contains { concern.verdict(by: $0) == .valid }
    }

    mutating func perform(_ actions: [TransferAction], into turn: inout Turn) {
        for action in actions {
            switch action {
            case .send(_, let peer): turn.actions.append(.forward(to: peer))
            case .publishOwn(let message): owed.append(message)
            case .lookBack(let lineage, let since): turn.actions.append(.lookBack(lineage.text, since: since))
            case .alarm(let alarm): alarms.append(alarm)
            }
        }
    }

    /// Says what the broker itself owes to a peer; each is an entry like anybody's.
    mutating func sayOwed(at now: Instant, into turn: inout Turn) {
        while !owed.isEmpty {
            let message = owed.removeFirst()
            // A ledger that was set back counts again, but no peer may see an id twice.
            let cause = "\(state.lastSequence.next.number)-\(boot)"
            var draft = draft(message.topic.rawValue, cause: cause, at: now, data: message.data)
            guard let definition = policy.catalogue[draft.topic] else {
                preconditionFailure(
                    "the catalogue lacks \(draft.topic), which authorities say to one another"
                )
            }
            do {
                let concern = try Concern(draft.event)
                try conclude(from: concern, definition, by: brokerUser, in: &draft, &turn)
            } catch {
                preconditionFailure("the broker may not say what it owes: \(draft.topic): \(error)")
            }
            append(draft, to: &turn)
        }
    }

    /// What the broker owed when it stopped, after a restart; a look back may have been cut short.
    mutating func oweAgain(and asked: [TransferAction], into turn: inout Turn) {
        owed = state.transfers.owed
        for case .publishOwn(let message) in asked where !owed.contains(message) { owed.append(message) }
        for lineage in state.transfers.lineages {
            guard let since = state.transfers.lookBack(of: lineage) else { continue }
            turn.actions.append(.lookBack(lineage.text, since: since))
        }
    }

    // MARK: Concerns about children in transfer

    /// Sends a concern about a child in transfer to the other authority too, once.
    mutating func forward(
        _ concern: Concern,
        _ decision: RoutingDecision,
        by publisher: UserID,
        in draft: inout Draft,
        _ turn: inout Turn
    ) {
        guard !Self.local.contains(concern.topic.area) else { return }
        let peer = policy.peers[publisher]
        let lineages = lineages(of: decision)
        guard peer != nil || !lineages.isEmpty else { return }
        let receipted = ReceiptedConcern(
            key: ConcernKey(source: concern.source.text, id: concern.id),
            sequence: draft.sequence,
            cameFrom: peer,
            lineages: lineages
        )
        let decided = state.concerned(receipted, at: draft.accepted)
        draft.store(decided.facts.map(BrokerFact.transfer))
        perform(decided.actions, into: &turn)
    }

    /// Whether a peer or its publisher already said the same here, so that nobody is told twice.
    func isRepeat(_ concern: Concern, _ draft: Draft) -> Bool {
        if draft.original != nil { return true }
        return state.transfers.hasConcerns
            && state.transfers.knows(ConcernKey(source: concern.source.text, id: concern.id))
    }

    /// A peer forwarded what its publisher had said here as well.
    mutating func noteRepeat(
        of concern: Concern,
        by publisher: UserID,
        in draft: inout Draft,
        _ turn: inout Turn
    ) {
        guard let peer = policy.peers[publisher] else { return }
        let key = ConcernKey(source: concern.source.text, id: concern.id)
        var decided = state.repeated(key, by: peer, at: draft.accepted)
        if let original = draft.original, !state.transfers.knows(key) {
            // It came before its child was in any transfer that is known here, or known here at all.
            let people = draft.references.people.flatMap { state.register.match($0.identifiers).people }
            let cases = Self.routed(in: original.facts)?.decision.cases ?? []
            let receipted = ReceiptedConcern(
                key: key,
                sequence: original.sequence,
                cameFrom: peer,
                lineages: lineages(ofCases: cases, people)
            )
            decided = state.concerned(receipted, at: draft.accepted)
        }
        draft.store(decided.facts.map(BrokerFact.transfer))
        perform(decided.actions, into: &turn)
    }

    /// The lineages in transfer whose children a concern is about: by our case, or by who they are.
    private func lineages(of decision: RoutingDecision) -> [LineageID] {
        lineages(ofCases: decision.cases, decision.people)
    }

    private func lineages(ofCases cases: [CaseID], _ people: [PersonID]) -> [LineageID] {
        guard !state.transfers.lineages.isEmpty else { return [] }
        let byCase = cases.compactMap { state.transfers.lineage(of: $0) }
        let people = Set(people)
        let neighbours = people.flatMap { state.register.households(of: $0) }
            .flatMap { state.register.household($0)?.members.map(\.person) ?? [] }
        let concerned = people.union(neighbours)
        let byPerson = state.transfers.lineages.filter { lineage in
            state.transfers.members(of: lineage).contains { member in
                handles(of: member).contains(where: concerned.contains)
            }
        }
        return Set(byCase + byPerson).sorted()
    }

    private func handles(of member: TransferMember) -> [PersonID] {
        let identifiers = member.identifiers.compactMap {
            PersonIdentifier(scheme: $0.scheme, value: $0.value)
        }
        return state.register.match(identifiers).people
    }

    /// Our own case for a child in transfer joins the child's lineage.
    mutating func enrol(_ id: CaseID, children: [PersonID], in draft: inout Draft) {
        let children = children.map { state.register.handle(for: $0) }
        for lineage in state.transfers.lineages {
            for member in state.transfers.members(of: lineage)
            where handles(of: member).contains(where: children.contains) && member.caseID != id {
                let enrolment = Enrolment(lineage: lineage, member: member.caseID, as: id)
                draft.store(state.enrol(enrolment, at: draft.accepted).facts.map(BrokerFact.transfer))
            }
        }
    }

    /// Concerns that were accepted before the offer that makes the other authority need them.
    mutating func lookedBack(
        _ lineage: String,
        _ entries: [Arrival.PastEntry],
        at now: Instant,
        into turn: inout Turn
    ) {
        guard let lineage = LineageID(lineage) else { return }
        for entry in entries {
            let peer = UserID(entry.publisher).flatMap { policy.peers[$0] }
            let routed = Self.routed(in: entry.facts)?.decision
            // What a peer forwards and its publisher had said here is told to nobody again, and is needed elsewhere all the same.
            guard let topic = Topic(entry.topic), !Self.local.contains(topic.area), let id = entry.id,
                let source = entry.event?.root["source"]?.string, routed != nil || peer != nil,
                lineages(
                    ofCases: routed?.cases ?? [],
                    (routed?.people ?? []) + people(in: entry, topic)
                ).contains(lineage)
            else { continue }
            let receipted = ReceiptedConcern(
                key: ConcernKey(source: source, id: id),
                sequence: entry.sequence,
                cameFrom: peer,
                lineages: [lineage]
            )
            let decided = state.lookedBack(receipted, at: now)
            store(decided.facts.map(BrokerFact.transfer), in: &turn)
            perform(decided.actions, into: &turn)
        }
    }

    /// Whom an entry is about as far as is known by now; when it came they may have been strangers.
    private func people(in entry: Arrival.PastEntry, _ topic: Topic) -> [PersonID] {
        guard let data = entry.event?.root["data"], let definition = policy.catalogue[topic] else {
            return []
        }
        return definition.references(in: data).people.flatMap { state.register.match($0.identifiers).people }
    }

    // MARK: The outbox

    /// What must still reach a peer, in order.
    public func outbox(for peer: AuthorityCode) -> [LedgerSequence] {
        let refused = refusedByPeer[peer] ?? []
        return state.transfers.outbox.waiting(for: peer).map(\.sequence).filter { !refused.contains($0) }
    }

    mutating func peerReceipted(
        _ peer: AuthorityCode,
        _ sequence: LedgerSequence,
        at now: Instant,
        into turn: inout Turn
    ) {
        let decided = state.receipted(sequence, by: peer, at: now)
        store(decided.facts.map(BrokerFact.transfer), in: &turn)
        perform(decided.actions, into: &turn)
    }

    // MARK: Reading

    /// The cases of ours that a message of a transfer is about.
    func cases(ofTransferIn data: JSONNode) -> [CaseID] {
        guard let transfer = data["transfer"]?.string.flatMap({ TransferID($0) }),
            let lineage = state.transfers.lineage(of: transfer)
        else { return [] }
        return state.transfers.cases(of: lineage)
    }

    func transferRows(_ id: TransferID?) -> [JSONValue] {
        guard let id else { return state.transfers.statuses.map(\.json) }
        return [state.transfers.status(of: id)?.json].compactMap(\.self)
    }
}

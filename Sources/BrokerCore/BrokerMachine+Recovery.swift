import JSON
import Routing
import Topics
public import Vocabulary

extension BrokerMachine {
    /// Makes true again what an entry of the ledger made true; decisions are not taken again.
    ///
    /// - Throws: the first fact that does not read, as when the ledger was written by a newer release.
    public mutating func replay(
        _ sequence: LedgerSequence,
        at accepted: Instant,
        id: MessageID,
        facts: [UInt8]
    ) throws(FactFault) {
        for fact in try BrokerFact.read(facts) { state.apply(fact, of: id) }
        state.accepted(sequence, at: accepted)
        replayNoted()
    }

    /// Makes true again what belonged to a turn and to no entry of it; MUST come before the turn's entries.
    ///
    /// What became true after one of those waits for it.
    public mutating func replay(turnFacts: [UInt8]) throws(FactFault) {
        noted += try NotedFact.read(turnFacts)
        replayNoted()
    }

    private mutating func replayNoted() {
        while let first = noted.first, first.after <= state.lastSequence {
            state.apply(first.fact)
            noted.removeFirst()
        }
    }

    /// Ends the replay and begins to serve: the first turn of this process.
    ///
    /// The register is brought up to the configuration, in the facts of one entry. A number may have been sent
    /// before the crash, so all are taken to have been: acknowledging them is right, and they come again marked so.
    ///
    /// `lost` is what the second place has of transfers and the ledger lacks, because a backup was restored.
    ///
    /// - Throws: a ledger begun with a story clock needs one, and any other must have none.
    public mutating func start(at tick: Tick, lost: [LostWord] = []) throws(ClockMismatch) -> Turn {
        if state.hasStarted, state.hasStoryClock != policy.storyClock {
            throw ClockMismatch(ledgerHasStoryClock: state.hasStoryClock)
        }
        for subscription in state.subscriptions.all {
            sessions.noteSent(subscription.head, of: subscription.handle)
        }
        let now = max(tick.now, state.lastAccepted)
        var turn = Turn()
        var draft = draft(
            "broker.started",
            cause: boot,
            at: now,
            data: [
                "story-clock": .bool(policy.storyClock), "entries": .integer(state.lastSequence.number),
            ]
        )
        let isFirst = !state.hasStarted
        if isFirst { conclude(.started(storyClock: policy.storyClock), in: &draft) }
        for fact in changes() { conclude(.register(fact), in: &draft) }
        listen(from: now, in: &draft)
        if let definition = policy.catalogue[draft.topic] { queue(&draft, definition, nil) }
        let peers = policy.peers.values.sorted()
        let asked = state.beganTransfers(among: peers, isFirst: isFirst && lost.isEmpty, at: now)
        draft.store(asked.facts.map(BrokerFact.transfer))
        if !lost.isEmpty { noteSetBack(at: now, in: &draft, &turn) }
        append(draft, to: &turn)
        for word in lost { adopt(word, at: now, into: &turn) }
        letLeaversGo(at: now, into: &turn)
        oweAgain(and: asked.actions, into: &turn)
        sayOwed(at: now, into: &turn)
        turn.actions.append(.keysChanged)
        for peer in peers { turn.actions.append(.forward(to: peer)) }
        for subscription in state.subscriptions.all {
            guard let from = subscription.historyFrom else { continue }
            turn.actions.append(.readHistory(subscription.handle, from: from))
        }
        return turn
    }

    /// What the configuration says and the register does not know yet.
    ///
    /// A system that the configuration gives another key loses the one it had. A revoked key stays revoked and who left
    /// stays gone, whatever an older configuration says.
    private func changes() -> [Register.Fact] {
        var changes: [Register.Fact] = []
        var configured: [UserID: Set<Identifier<CurveKind>>] = [:]
        for fact in policy.register {
            switch fact {
            case .agencyRecorded(let agency):
                if !state.register.agencies.contains(agency) { changes.append(fact) }
            case .keyRecorded(let key):
                configured[key.user, default: []].insert(key.key)
                let known = state.register.key(key.key)
                if known != key, known?.status != .revoked { changes.append(fact) }
            case .staffRecorded(let staff):
                let known = state.register.staff(staff.id)
                let isBack = known?.left != nil && staff.left == nil
                let wanted = known.map { staff.keeping($0) } ?? staff
                if known != wanted, !isBack { changes.append(.staffRecorded(wanted)) }
            case .personRecorded, .identityDisputed, .householdRecorded,
                .relationRecorded,
                .merged, .unmerged, .separated, .sketched, .matchProposed:
                preconditionFailure("people come from agencies, never from the configuration")
            }
        }
        for (user, keys) in configured.sorted(by: { $0.key < $1.key }) {
            for key in state.register.keys(of: user) where key.status == .active && !keys.contains(key.key) {
                changes.append(.keyRecorded(key.revoked))
            }
        }
        return changes
    }
}

/// A ledger begun with a story clock is opened without one, or another with one.
public struct ClockMismatch: Error, Equatable, Sendable {
    /// What the ledger was begun with.
    public let ledgerHasStoryClock: Bool
}

extension SystemKey {
    /// The same key, refused from now on.
    fileprivate var revoked: SystemKey {
        SystemKey(
            key: key,
            user: user,
            status: .revoked,
            roles: roles,
            publishes: publishes,
            sees: sees,
            cases: cases
        )
    }
}

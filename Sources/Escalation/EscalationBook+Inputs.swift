public import Vocabulary

extension EscalationBook {
    /// A concern must be answered by `owner`; a repeat for the same key changes nothing.
    ///
    /// An owner who is a rung of the ladder (the duty team of a case without a lead) begins on that rung, with the whole
    /// limit. `publisher` is told if nobody answers on any rung.
    public mutating func raised(
        _ key: ObligationKey,
        severity: Severity,
        isHeightened: Bool,
        owner: Owner,
        publisher: UserID? = nil,
        at now: Instant
    ) -> Decision<Fact, Action> {
        guard self[key] == nil else { return .nothing }
        let ladder = ladders[severity]
        let raised = Raised(
            severity: severity,
            isHeightened: isHeightened,
            rung: ladder.start(of: owner.role),
            owner: owner,
            until: ladder.limit(isHeightened: isHeightened).end(after: now, on: calendar),
            at: now,
            publisher: publisher,
            answersNeeded: ladder.answersNeeded
        )
        return commit(.raised(key, raised))
    }

    /// A named person answered; late answers count, and the first one is the one on record.
    ///
    /// Whoever is acting has until the end of the ladder's action limit; saying so again buys no time. While somebody acts,
    /// only that it is done, or that somebody disagrees, ends it.
    public mutating func acknowledged(
        _ key: ObligationKey,
        by staff: StaffID,
        answer: Answer,
        at now: Instant
    ) throws(EscalationError) -> Decision<Fact, Action> {
        guard let obligation = self[key] else { throw .neverRaised(key) }
        let last = ladders[obligation.severity].rungs.count
        switch obligation.state {
        case .waiting(let rung, let owner, _):
            return answered(key, obligation, PartialAnswer(by: staff, answer, at: now), on: rung, of: owner)
        case .exhausted(let owner, _):
            return answered(key, obligation, PartialAnswer(by: staff, answer, at: now), on: last, of: owner)
        case .acting:
            guard answer == .done || answer == .disagree else { return .nothing }
            return commit(.acknowledged(key, by: staff, answer: answer, at: now))
        // Messages come at least once, two of a rota may answer, and what was taken back needs no answer.
        case .acknowledged, .withdrawn: return .nothing
        }
    }

    private mutating func answered(
        _ key: ObligationKey,
        _ obligation: Obligation,
        _ answer: PartialAnswer,
        on rung: Int,
        of asked: Owner
    ) -> Decision<Fact, Action> {
        let earlier = obligation.partial.filter { $0.staff != answer.staff }
        guard earlier.count + 1 >= obligation.answersNeeded else {
            let isRepeat = obligation.partial.contains {
                $0.staff == answer.staff && $0.answer == answer.answer
            }
            return isRepeat ? .nothing : commit(.counted(key, answer))
        }
        guard let doer = (earlier + [answer]).first(where: { $0.answer == .acting }) else {
            return commit(.acknowledged(key, by: answer.staff, answer: answer.answer, at: answer.at))
        }
        let acting = Acting(
            rung: rung,
            asked: asked,
            by: doer.staff,
            until: ladders[obligation.severity].action.end(after: answer.at, on: calendar),
            at: answer.at
        )
        return commit(.acting(key, acting))
    }

    /// Whoever said it took it back: nobody need answer any longer, and what somebody answered stands.
    public mutating func withdrawn(
        _ key: ObligationKey,
        at now: Instant
    ) throws(EscalationError) -> Decision<Fact, Action> {
        guard let obligation = self[key] else { throw .neverRaised(key) }
        return obligation.owner == nil ? .nothing : commit(.withdrawn(key, at: now))
    }

    /// Somebody said that it is not theirs: it goes to whom they named, with the same deadline, or climbs at once.
    ///
    /// On the last rung it stays, because there is nobody above. What somebody was acting on goes on as their action did.
    public mutating func passedOn(
        _ key: ObligationKey,
        to staff: StaffID?,
        at now: Instant,
        filling: Filling
    ) throws(EscalationError) -> Decision<Fact, Action> {
        guard let obligation = self[key] else { throw .neverRaised(key) }
        guard let owner = obligation.owner else { return .nothing }
        switch obligation.state {
        case .waiting(let rung, _, let until), .acting(let rung, _, _, let until):
            guard let staff else {
                guard let climb = climb(key, obligation, above: rung, at: now, filling) else {
                    return .nothing
                }
                return commit(.climbed(key, climb), then: notifications(climb, key))
            }
            guard staff != owner.staff else { return .nothing }
            let heir = Owner(owner.role, staff)
            return commit(
                .reassigned(key, rung: rung, owner: heir, until: until, at: now),
                then: [.notify(heir, key)]
            )
        case .acknowledged, .exhausted, .withdrawn: return .nothing
        }
    }

    /// The lead of a case changed: whatever still waits for the person first asked goes to the new one.
    ///
    /// The deadline stays, so that changing hands buys no time: also the deadline of what the old one was acting on, of
    /// which the new one must say what became of it. What has climbed stays where it is.
    public mutating func leadChanged(
        of caseID: CaseID,
        to owner: Owner,
        at now: Instant
    ) -> Decision<Fact, Action> {
        var decision = Decision<Fact, Action>.nothing
        for key in open(for: caseID) {
            guard let obligation = self[key], !obligation.hasClimbed,
                let (asked, until) = obligation.firstAsked, asked != owner
            else { continue }
            let rung = ladders[obligation.severity].start(of: owner.role)
            let fact = Fact.reassigned(key, rung: rung, owner: owner, until: until, at: now)
            decision.append(commit(fact, then: [.notify(owner, key)]))
        }
        return decision
    }
}

extension Obligation {
    /// Who was asked and until when, while there is a deadline.
    fileprivate var firstAsked: (Owner, Instant)? {
        switch state {
        case .waiting(_, let owner, let until): (owner, until)
        case .acting(_, let asked, _, let until): (asked, until)
        case .acknowledged, .exhausted, .withdrawn: nil
        }
    }
}

/// Why an answer was not taken.
public enum EscalationError: Error, Hashable, Sendable {
    /// Nobody was ever asked to answer for that.
    case neverRaised(ObligationKey)
}

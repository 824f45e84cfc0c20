public import Vocabulary

extension EscalationBook {
    /// A concern must be answered by `owner`; a repeat for the same key changes nothing.
    ///
    /// An owner who is a rung of the ladder (the duty team of a case without a lead) begins on that rung, with the whole
    /// limit.
    public mutating func raised(
        _ key: ObligationKey,
        severity: Severity,
        isHeightened: Bool,
        owner: Owner,
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
            at: now
        )
        return commit(.raised(key, raised))
    }

    /// A named person answered; late answers count, and the first one is the one on record.
    public mutating func acknowledged(
        _ key: ObligationKey,
        by staff: StaffID,
        answer: Answer,
        at now: Instant
    ) throws(EscalationError) -> Decision<Fact, Action> {
        guard let obligation = self[key] else { throw .neverRaised(key) }
        switch obligation.state {
        case .waiting, .exhausted:
            return commit(.acknowledged(key, by: staff, answer: answer, at: now))
        case .acknowledged: return .nothing  // Messages come at least once, and two of a rota may answer.
        }
    }

    /// Somebody said that it is not theirs: it goes to whom they named, with the same deadline, or climbs at once.
    ///
    /// On the last rung it stays, because there is nobody above.
    public mutating func passedOn(
        _ key: ObligationKey,
        to staff: StaffID?,
        at now: Instant,
        filling: Filling
    ) throws(EscalationError) -> Decision<Fact, Action> {
        guard let obligation = self[key] else { throw .neverRaised(key) }
        switch obligation.state {
        case .waiting(let rung, let owner, let until):
            guard let staff else {
                guard let climb = climb(key, obligation, above: rung, from: owner, at: now, filling) else {
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
        case .acknowledged, .exhausted: return .nothing
        }
    }

    /// The lead of a case changed: whatever still waits for the person first asked goes to the new one.
    ///
    /// The deadline stays, so that changing hands buys no time. What has climbed stays where it is.
    public mutating func leadChanged(
        of caseID: CaseID,
        to owner: Owner,
        at now: Instant
    ) -> Decision<Fact, Action> {
        var decision = Decision<Fact, Action>.nothing
        for key in open(for: caseID) {
            guard let obligation = self[key], !obligation.hasClimbed,
                case .waiting(_, let before, let until) = obligation.state, before != owner
            else { continue }
            let rung = ladders[obligation.severity].start(of: owner.role)
            let fact = Fact.reassigned(key, rung: rung, owner: owner, until: until, at: now)
            decision.append(commit(fact, then: [.notify(owner, key)]))
        }
        return decision
    }

    /// Climbs everything whose deadline passed; late, early and repeated calls are safe.
    ///
    /// Obligations climb in order of their deadlines, each rung at its own time and once: after an outage in which three
    /// rungs passed, three climbs are recorded at the times at which they were due, so that the record does not depend
    /// on when the broker looked. With `atMost`, call again while ``deadline`` is not after `now`.
    public mutating func timePassed(
        to now: Instant,
        atMost limit: Int = .max,
        filling: Filling
    ) -> Decision<Fact, Action> {
        var decision = Decision<Fact, Action>.nothing
        while decision.facts.count < limit, let (key, deadline) = earliest, deadline <= now {
            guard let obligation = self[key], case .waiting(let rung, let owner, _) = obligation.state else {
                preconditionFailure("a deadline for an obligation that does not wait: \(key)")
            }
            if let climb = climb(key, obligation, above: rung, from: owner, at: deadline, filling) {
                decision.append(commit(.climbed(key, climb), then: notifications(climb, key)))
            } else {
                decision.append(commit(.exhausted(key, owner: owner, at: deadline), then: [.alarm(key)]))
            }
        }
        return decision
    }

    /// The next rung that somebody else fills, or the last one even if nobody does; `nil` above the last.
    private func climb(
        _ key: ObligationKey,
        _ obligation: Obligation,
        above rung: Int,
        from owner: Owner,
        at instant: Instant,
        _ filling: Filling
    ) -> Climb? {
        let ladder = ladders[obligation.severity]
        guard rung < ladder.rungs.count else { return nil }
        for number in (rung + 1)...ladder.rungs.count {
            let role = ladder.rungs[number - 1].role
            let staff = filling(role, key)
            let isEmpty = staff == nil || staff == owner.staff
            // A step without somebody new to ask only costs time: it escalates at once.
            if isEmpty, number < ladder.rungs.count { continue }
            let limit = ladder.limit(ofRung: number, isHeightened: obligation.isHeightened, on: calendar)
            return Climb(
                rung: number,
                owner: Owner(role, staff),
                until: limit.end(after: instant, on: calendar),
                at: instant,
                alsoTold: outOfHours(ladder, key, at: instant, filling)
            )
        }
        return nil
    }

    private func outOfHours(
        _ ladder: Ladder,
        _ key: ObligationKey,
        at instant: Instant,
        _ filling: Filling
    ) -> Owner? {
        guard let role = ladder.outOfHours, !calendar.isWorkingTime(instant) else { return nil }
        return Owner(role, filling(role, key))
    }

    private func notifications(_ climb: Climb, _ key: ObligationKey) -> [Action] {
        [.notify(climb.owner, key)] + (climb.alsoTold.map { [.notify($0, key)] } ?? [])
    }
}

/// Why an answer was not taken.
public enum EscalationError: Error, Hashable, Sendable {
    /// Nobody was ever asked to answer for that.
    case neverRaised(ObligationKey)
}

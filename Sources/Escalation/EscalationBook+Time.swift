public import Vocabulary

extension EscalationBook {
    /// Climbs everything whose deadline passed, and asks again what was not done in time; late, early and repeated calls
    /// are safe.
    ///
    /// Obligations climb in order of their deadlines, each rung at its own time and once: after an outage in which three
    /// rungs passed, three climbs are recorded at the times at which they were due, so that the record does not depend
    /// on when the broker looked. With `atMost`, call again while ``deadline`` is not after `now`.
    public mutating func timePassed(
        to now: Instant,
        atMost limit: Int = .max,
        filling: Filling,
        standingIn: StandingIn = { staff, _ in staff }
    ) -> Decision<Fact, Action> {
        var decision = Decision<Fact, Action>.nothing
        while decision.facts.count < limit, let (key, deadline) = earliest, deadline <= now {
            guard let obligation = self[key] else {
                preconditionFailure("a deadline of an obligation that was never raised: \(key)")
            }
            switch obligation.state {
            case .waiting(let rung, let owner, _):
                if let climb = climb(key, obligation, above: rung, at: deadline, filling) {
                    decision.append(commit(.climbed(key, climb), then: notifications(climb, key)))
                } else {
                    decision.append(
                        commit(.exhausted(key, owner: owner, at: deadline), then: [.alarm(key)])
                    )
                }
            case .acting(let rung, let asked, let staff, _):
                let again = Owner(asked.role, standingIn(staff, key).map { instead(of: $0, at: deadline) })
                let climb = comeback(key, obligation, to: again, on: rung, at: deadline, filling)
                decision.append(commit(.returned(key, climb), then: notifications(climb, key)))
            case .acknowledged, .exhausted, .withdrawn:
                preconditionFailure("a deadline of an obligation that does not wait: \(key)")
            }
        }
        return decision
    }

    /// Back to whoever acted, on the rung where they were asked; if nobody is there for them, to the next rung at once.
    private func comeback(
        _ key: ObligationKey,
        _ obligation: Obligation,
        to owner: Owner,
        on rung: Int,
        at instant: Instant,
        _ filling: Filling
    ) -> Climb {
        let ladder = ladders[obligation.severity]
        if owner.staff == nil, let climb = climb(key, obligation, above: rung, at: instant, filling) {
            return climb
        }
        // The ladder may have become shorter since.
        let rung = min(rung, ladder.rungs.count)
        let limit = ladder.limit(ofRung: rung, isHeightened: obligation.isHeightened, on: calendar)
        return Climb(
            rung: rung,
            owner: owner,
            until: limit.end(after: instant, on: calendar),
            at: instant,
            alsoTold: outOfHours(ladder, key, at: instant, filling)
        )
    }

    /// The next rung on which somebody else is there to be asked, or the last one even if nobody is; `nil` above the last.
    func climb(
        _ key: ObligationKey,
        _ obligation: Obligation,
        above rung: Int,
        at instant: Instant,
        _ filling: Filling
    ) -> Climb? {
        let ladder = ladders[obligation.severity]
        guard rung < ladder.rungs.count else { return nil }
        let asked = obligation.owners.compactMap(\.staff) + obligation.partial.map(\.staff)
        for number in (rung + 1)...ladder.rungs.count {
            let everybody = ladder.rungs[number - 1].targets.map { owner($0, key, at: instant, filling) }
            var owners = everybody.enumerated().filter { place, owner in
                guard let staff = owner.staff, !asked.contains(staff) else { return false }
                return !everybody[..<place].contains { $0.staff == staff }
            }.map(\.element)
            if owners.isEmpty {
                // A step without somebody new to ask only costs time: it escalates at once.
                guard number == ladder.rungs.count else { continue }
                owners = [everybody[0]]
            }
            let limit = ladder.limit(ofRung: number, isHeightened: obligation.isHeightened, on: calendar)
            return Climb(
                rung: number,
                owner: owners[0],
                others: Array(owners.dropFirst()),
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
        return owner(role, key, at: instant, filling)
    }

    /// Whoever fills a role, unless somebody is asked instead of them.
    private func owner(
        _ role: Role,
        _ key: ObligationKey,
        at instant: Instant,
        _ filling: Filling
    ) -> Owner {
        Owner(role, filling(role, key).map { instead(of: $0, at: instant) })
    }

    private func instead(of staff: StaffID, at instant: Instant) -> StaffID {
        ladders.instead(of: staff, on: LondonTime.date(of: instant))
    }

    func notifications(_ climb: Climb, _ key: ObligationKey) -> [Action] {
        climb.told.map { .notify($0, key) }
    }
}

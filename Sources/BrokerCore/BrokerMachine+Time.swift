import Escalation
import JSON
import Routing
import Topics
import Transfer
import Vocabulary

extension BrokerMachine {
    /// Climbs, at most so many a turn, so that an outage's backlog starves nobody.
    private static let climbsPerTurn = 256

    /// Lets deadlines pass: each is an entry, and the next person is told.
    mutating func passTime(to tick: Tick, into turn: inout Turn) {
        dropSilent(at: tick, into: &turn)
        letLeaversGo(at: tick.now, into: &turn)
        var climbs = runClocks(to: tick.now, atMost: Self.climbsPerTurn, into: &turn)
        climbs += missExpectations(to: tick.now, atMost: Self.climbsPerTurn, into: &turn)
        climbs += chaseReports(to: tick.now, atMost: Self.climbsPerTurn, into: &turn)
        climbs += missAnswers(to: tick.now, atMost: Self.climbsPerTurn, into: &turn)
        climbs += missSystems(to: tick.now, atMost: Self.climbsPerTurn, into: &turn)
        owed += state.transfers.timePassed(to: tick.now)
        while let deadline = state.escalations.deadline, deadline <= tick.now, climbs < Self.climbsPerTurn {
            climb(at: tick.now, into: &turn)
            climbs += 1
        }
    }

    /// Whoever leaves by a date that was told beforehand is let go in the first turn of that day.
    mutating func letLeaversGo(at now: Instant, into turn: inout Turn) {
        let today = LondonTime.date(of: now)
        guard leaversSought != today else { return }
        leaversSought = today
        let workers = state.casebook.cases.flatMap { state.casebook.file($0)?.allocations.map(\.staff) ?? [] }
        for staff in Set(workers).sorted() { noteLeave(of: staff, on: today, at: now, into: &turn) }
        for staff in Set(workers).sorted() where state.register.staff(staff)?.isThere(on: today) == false {
            let facts = leave(staff, at: now)
            store(facts, in: &turn)
            for case .casebook(.unallocated(let id, since: _)) in facts {
                enterUnallocated(id, at: now, into: &turn)
            }
        }
    }

    /// Whoever is away for long without cover holds their cases in name only: an alarm until they are back or covered.
    private mutating func noteLeave(
        of staff: StaffID,
        on today: CivilDate,
        at now: Instant,
        into turn: inout Turn
    ) {
        guard let leave = state.register.staff(staff)?.leave else { return }
        let isUncovered = leave.covers(today) && leave.cover == nil && leave.isLong(by: policy.calendar)
        let facts = state.record {
            isUncovered ? $0.holderAway(staff, at: now) : $0.holderBack(staff, at: now)
        }
        store(facts, in: &turn)
        for case .casebook(.unallocated(let id, since: _)) in facts {
            enterUnallocated(id, at: now, into: &turn)
        }
    }

    /// A case that nobody holds is an alarm for whoever answers meanwhile, and for the manager.
    mutating func enterUnallocated(_ id: CaseID, at now: Instant, into turn: inout Turn) {
        let today = LondonTime.date(of: now)
        guard let file = state.casebook.file(id),
            let lead = state.register.lead(of: file, on: today, by: policy.calendar)
        else { return }
        let manager = state.register.staff(filling: .teamManager, near: file.team, on: today)
        var draft = draft(
            "broker.unallocated",
            cause: "\(state.lastSequence.number)-\(id)",
            at: now,
            data: ["case": .string(id.text), "since": .string(now.rfc3339)]
        )
        let owners = [Owner(lead.role, lead.staff), Owner(.teamManager, manager)]
        let routing = routing(
            owners.filter { $0.staff != nil || $0 == owners[0] },
            by: lead.rule,
            for: id,
            false
        )
        let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s2
        tell(routing, severity, until: nil, in: &draft, into: &turn)
    }

    /// Who is told of one of the broker's own conclusions, the first of whom must answer.
    func routing(
        _ owners: [Owner],
        by rule: RoutingRule,
        for caseID: CaseID?,
        _ isHeightened: Bool,
        sees detail: Detail = .full
    ) -> CaseRouting {
        CaseRouting(
            caseID: caseID,
            reasons: caseID == nil ? [.nobodyKnown] : [.named],
            accountable: .owner(owners[0].role, owners[0].staff),
            recipients: owners.map { owner in
                let agency = owner.staff.flatMap { state.register.agency(of: $0) }
                return Recipient(owner.role, owner.staff, of: agency, sees: detail, by: rule)
            },
            withheld: [],
            isUnallocated: false,
            isHeightened: isHeightened
        )
    }

    /// Somebody must answer one of the broker's own entries at the front door; returns until when.
    mutating func raiseAtFrontDoor(
        for owner: Owner,
        _ severity: Severity,
        in draft: inout Draft
    ) -> Instant? {
        let key = ObligationKey(frontDoor: draft.sequence)
        draft.store(
            state.raise(
                key,
                of: draft.id,
                severity: severity,
                isHeightened: false,
                owner: owner,
                at: draft.accepted
            )
        )
        return state.escalations[key]?.deadline
    }

    /// Tells one of the broker's own entries to the people it is for, and appends it.
    mutating func tell(
        _ routing: CaseRouting,
        _ severity: Severity,
        until: Instant?,
        in draft: inout Draft,
        into turn: inout Turn
    ) {
        let routed = RoutedFact(
            severity: severity,
            decision: RoutingDecision(people: [], unmatched: [], disputes: [], routings: [routing]),
            due: [until]
        )
        conclude(.routed(routed), in: &draft)
        if let definition = policy.catalogue[draft.topic] { queue(&draft, definition, routed) }
        append(draft, to: &turn)
    }

    /// A delivery that its recipient cannot process goes to a person, with a deadline; the queue moves on.
    mutating func quarantine(
        _ sequence: LedgerSequence,
        number: Int64,
        of subscription: Subscription,
        at now: Instant,
        into turn: inout Turn
    ) {
        let lead = state.register.frontDoor(on: LondonTime.date(of: now))
        let owner = Owner(lead.role, lead.staff)
        let severity = Topic("broker.quarantined").flatMap { policy.catalogue[$0]?.severity.usual } ?? .s2
        let due = policy.ladders[severity].limit.end(after: now, on: policy.calendar)
        var draft = draft(
            "broker.quarantined",
            cause: "\(subscription.handle.number)-\(number)",
            at: now,
            data: [
                "seq": .integer(sequence.number), "user": .string(subscription.user.text),
                "sub": .string(subscription.name.text), "n": .integer(number),
                "attempts": .integer(Int64(Self.refusalsBeforeQuarantine)),
                "owner": .string(owner.staff?.text ?? owner.role.code), "due": .string(due.rfc3339),
            ]
        )
        let until = raiseAtFrontDoor(for: owner, severity, in: &draft)
        conclude(
            .quarantined(
                Quarantined(
                    handle: subscription.handle,
                    number: number,
                    sequence: sequence,
                    since: now,
                    alarm: draft.sequence
                )
            ),
            in: &draft
        )
        conclude(
            .subscription(.acknowledged(subscription.handle, numbers: [number], entries: [sequence])),
            in: &draft
        )
        sessions.release(subscription.handle, [number])
        let routing = routing([owner], by: lead.rule, for: nil, false)
        tell(routing, severity, until: until, in: &draft, into: &turn)
    }
}

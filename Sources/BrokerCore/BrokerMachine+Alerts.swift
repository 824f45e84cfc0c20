import Escalation
import JSON
import Patterns
import Routing
import Topics
import Vocabulary

/// Patterns and clocks that ran out are entries of the broker's own, told to people; they advise and decide nothing.
extension BrokerMachine {
    /// The entry that tells people of a pattern and of the entries that caused it.
    ///
    /// If the score of the case reached a step by it, those hear as well who are to act on that, and clocks begin.
    mutating func enter(
        _ alert: PatternAlert,
        reaching step: ScoreRule.Step?,
        of id: CaseID,
        at now: Instant,
        into turn: inout Turn
    ) {
        let causes = alert.causes.map { JSONValue.string(String($0.number)) }
        var data: [JSONMember] = [
            JSONMember("case", .string(id.text)), JSONMember("pattern", .string(alert.code)),
            // Whom, and never what: words of a payload are for those who may see that payload.
            JSONMember("subject", .string(alert.subject.person?.text ?? alert.subject.text)),
            JSONMember("level", .string(alert.severity.rawValue)), JSONMember("causes", .array(causes)),
            JSONMember("version", .integer(Int64(alert.version))),
        ]
        if step != nil {
            let score = state.patterns.score(of: id, on: LondonTime.date(of: now)).value
            data.append(JSONMember("score", .integer(Int64(score))))
        }
        var draft = draft(
            "broker.pattern-raised",
            cause: "\(state.lastSequence.number)-\(id)-\(alert.code)-\(state.lastSequence.next.number)",
            at: now,
            data: .object(data)
        )
        let isKnown = isKnown(id)
        var facets = ["pattern:\(alert.code)", "level:\(alert.severity.rawValue)"]
        facets += patternsOpen(on: id, at: now)
        if let person = alert.subject.person { facets.append("person:\(PatternSubject.person(person).text)") }
        if let step { facets.append("score:\(step.from)") }
        let word = ClockWord(
            entry: draft.sequence,
            at: now,
            topic: draft.topic.text,
            facets: facets,
            isKnownToSocialCare: isKnown
        )
        let started = state.record { $0.said(word, of: id) }
        draft.store(started)
        if started.startsSupervision { draft.ask(.supervision(id)) }
        let actors = step.map { isKnown ? $0.tells : $0.tellsBeforeKnown } ?? []
        let told = recipients(of: alert, on: id, at: now)
        let owners = told + resolve(actors.map { [$0] }, on: id, at: now).filter { !told.contains($0) }
        tellOwners(owners, of: id, alert.severity, in: draft, at: now, into: &turn)
    }

    /// A clock of a case was about to run out, or did.
    mutating func enter(
        _ topic: String,
        _ key: ClockKey,
        _ facts: [BrokerFact],
        due: Instant,
        to owners: [Owner],
        at now: Instant,
        into turn: inout Turn
    ) {
        // One that begins again says so more than once, each time by an id of its own.
        let again = policy.clocks[key.code]?.next == key.code ? "-\(due.milliseconds)" : ""
        var draft = draft(
            topic,
            cause: "\(key.startedBy.number)-\(key.caseID)-\(key.code)\(again)",
            at: now,
            data: [
                "case": .string(key.caseID.text), "clock": .string(key.code),
                "started-by": .string(String(key.startedBy.number)),
                "started": .string((state.clocks[key]?.startedAt ?? now).rfc3339),
                "due": .string(due.rfc3339),
            ]
        )
        draft.store(facts)
        draft.note(facts.alerts, reaching: step(reachedBy: facts, of: key.caseID))
        let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s3
        tellOwners(owners, of: key.caseID, severity, in: draft, at: now, into: &turn)
    }

    /// Lets clocks warn and run out, each once and as an entry of its own.
    mutating func runClocks(to now: Instant, atMost limit: Int, into turn: inout Turn) -> Int {
        var count = 0
        while count < limit, let deadline = state.clocks.deadline, deadline <= now {
            count += 1
            let facts = state.record { $0.timePassed(to: now, atMost: 1) }
            guard case .clock(let fact)? = facts.first else { continue }
            report(fact, with: facts, at: now, into: &turn)
        }
        return count
    }

    private mutating func report(
        _ fact: ClockBook.Fact,
        with facts: [BrokerFact],
        at now: Instant,
        into turn: inout Turn
    ) {
        let key = fact.key
        let isKnown = isKnown(key.caseID)
        let due = state.clocks[key]?.due ?? now
        let about = state.clocks[key]?.subject.flatMap { PatternSubject($0) }
            .map { standing(about: $0) }
        switch fact {
        case .warned:
            let owners = lead(of: key.caseID, at: now).map { [$0] } ?? []
            enter("broker.clock-warned", key, facts, due: due, to: owners, at: now, into: &turn)
        case .breached(_, at: let due):
            let rule = policy.clocks[key.code]
            let roles = rule?.told(isKnownToSocialCare: isKnown) ?? []
            let owners = resolve(roles, on: key.caseID, at: now)
            let pattern =
                rule?.pattern == nil
                ? []
                : state.record {
                    $0.breached(
                        key.code,
                        startedBy: key.startedBy,
                        subject: about,
                        of: key.caseID,
                        at: now
                    )
                }
            enter("broker.clock-breached", key, facts + pattern, due: due, to: owners, at: now, into: &turn)
            tellOfStage(after: key, at: now, into: &turn)
        case .started, .cleared, .ended, .seconded, .paused, .resumed: store(facts, in: &turn)
        }
    }

    /// The step of the score that a case reached by the patterns among these facts.
    func step(reachedBy facts: [BrokerFact], of id: CaseID) -> ScoreRule.Step? {
        let raised = facts.compactMap { if case .pattern(let fact) = $0 { fact } else { nil } }
        return state.patterns.step(reachedBy: Decision(facts: raised), of: id)
    }

    /// The same subject, under the handle that stands for the person since a merge.
    private func standing(about subject: PatternSubject) -> PatternSubject {
        switch subject {
        case .child, .household: subject
        case .person(let person): .person(state.register.handle(for: person))
        case .key(let person, let matter): .key(state.register.handle(for: person), matter)
        }
    }

    // MARK: Who is told

    mutating func tellOwners(
        _ owners: [Owner],
        of id: CaseID,
        _ severity: Severity,
        in draft: Draft,
        at now: Instant,
        into turn: inout Turn
    ) {
        var draft = draft
        let today = LondonTime.date(of: now)
        let isHeightened = state.patterns.isWindowOpen(for: id, on: today)
        let owners = owners.isEmpty ? [fallback(on: id, at: now)] : owners
        var until: Instant?
        if severity != .s4 {
            let key = ObligationKey(draft.sequence, id)
            draft.store(
                state.raise(
                    key,
                    of: draft.id,
                    severity: severity,
                    isHeightened: isHeightened,
                    owner: owners[0],
                    at: now
                )
            )
            until = state.escalations[key]?.deadline
        }
        let routing = routing(owners, by: .advised, for: id, isHeightened, sees: .summary)
        tell(routing, severity, until: until, in: &draft, into: &turn)
    }

    /// Somebody must be told even where a rule names nobody who is there.
    private func fallback(on id: CaseID, at now: Instant) -> Owner {
        if let lead = lead(of: id, at: now) { return lead }
        let door = state.register.frontDoor(on: LondonTime.date(of: now))
        return Owner(door.role, door.staff)
    }

    /// Of each list the first role that is there; whoever leads is joined by the manager below a qualified worker.
    func resolve(_ roles: [[Role]], on id: CaseID, at now: Instant) -> [Owner] {
        var owners: [Owner] = []
        func add(_ owner: Owner) { if !owners.contains(owner) { owners.append(owner) } }
        for choices in roles {
            guard let owner = choices.lazy.compactMap({ self.filler(of: $0, on: id, at: now) }).first else {
                continue
            }
            add(owner)
            let isLead = choices.contains(.leadProfessional)
            if isLead, owner.role != .allocatedSocialWorker,
                let manager = filler(of: .teamManager, on: id, at: now)
            {
                add(manager)
            }
        }
        return owners
    }

    /// Who has a role on a case: whoever works on it in that role, else for social care's own roles whoever fills it.
    private func filler(of role: Role, on id: CaseID, at now: Instant) -> Owner? {
        if role == .leadProfessional { return isKnown(id) ? lead(of: id, at: now) : nil }
        let file = state.casebook.file(id)
        if let allocation = file?.lastRegister.first(where: {
            $0.role == role && file?.isOpen(to: $0.staff) == true
        }) {
            return Owner(role, allocation.staff)
        }
        guard policy.patterns.offTheCase.contains(role) else { return nil }
        return state.register.staff(
            filling: role,
            near: file?.team,
            on: LondonTime.date(of: now),
            except: file?.restriction?.excluded ?? []
        ).map { Owner(role, $0) }
    }

    private func recipients(of alert: PatternAlert, on id: CaseID, at now: Instant) -> [Owner] {
        let choices = policy.patterns.recipients(of: alert).flatMap { roles(of: $0, for: alert, on: id) }
        return resolve(choices.map { [$0] }, on: id, at: now)
    }

    /// Which roles a rule means on this case.
    private func roles(of recipient: PatternRecipient, for alert: PatternAlert, on id: CaseID) -> [Role] {
        let active = state.casebook.file(id)?.lastRegister.map(\.role) ?? []
        switch recipient {
        case .role(let role), .roleForYoungChild(let role): return [role]
        case .keyworker: return active.filter { ["KWM", "KWF"].contains($0.code) }
        case .named: return alert.details.compactMap { Role($0) }
        case .active: return active
        case .chair: return [Role("CPC")].compactMap(\.self)
        case .nextStage, .authorsManager, .bothManagers: return [.teamManager]
        case .author, .authors: return authors(of: alert, on: id)
        case .authorsClinicalLead: return [Role("ADL")].compactMap(\.self)
        }
    }

    /// The roles on the case of the agencies whose entries caused it.
    private func authors(of alert: PatternAlert, on id: CaseID) -> [Role] {
        let agencies = Set(alert.causes.compactMap { state.patterns.author(of: $0, on: id)?.agency })
        return (state.casebook.file(id)?.lastRegister ?? [])
            .filter { allocation in
                state.register.agency(of: allocation.staff).map(agencies.contains) ?? false
            }
            .map(\.role)
    }
}

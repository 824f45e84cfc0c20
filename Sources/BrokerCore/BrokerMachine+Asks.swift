import Escalation
import JSON
import Patterns
import Routing
import Topics
import Vocabulary

/// What people are asked for of the broker's own accord: to contribute, to say who a father is, to let one service go on,
/// to supervise. Ids, roles and codes only; the answer is a message of its own.
extension BrokerMachine {
    /// Notes what a concern makes the broker ask about a case.
    mutating func noteAsks(_ testimony: Testimony, of id: CaseID, in draft: inout Draft) {
        let (rules, topic) = (policy.patterns.asks, testimony.topic.text)
        if rules.contributions?.topics.contains(topic) == true { draft.ask(.contributions(id)) }
        if rules.father?.topics.contains(topic) == true,
            !isFatherKnown(of: id, by: testimony, at: draft.accepted)
        {
            draft.ask(.father(id))
        }
        switch topic {
        case "referral.redirected": noteReferral(testimony, of: id, in: &draft)
        case "referral.closed":
            let event = testimony.data["referral"]?.string.flatMap { MessageID($0) }
            let roles = state.register.roles(of: draft.publisher)
            draft.store(
                state.record { $0.closed(event, by: roles, of: testimony.person, on: id) }
            )
        default: break  // Nothing else is about a service that somebody was referred to.
        }
    }

    /// Enters what was asked for, told to those who are to see to it.
    mutating func enter(_ ask: Draft.Ask, because cause: Draft, into turn: inout Turn) {
        switch ask {
        case .contributions(let id): askToContribute(to: id, because: cause, into: &turn)
        case .father(let id):
            let asked = policy.patterns.asks.father?.asks ?? []
            enter(
                "broker.father-unknown",
                asked + [.leadProfessional],
                of: id,
                [],
                because: cause,
                into: &turn
            )
        case .oneService(let id, let referrals):
            let roles = referrals.map(\.role)
            let members = [
                JSONMember("services", Self.codes(roles)),
                JSONMember("referrals", .array(referrals.map { .string(String($0.entry.number)) })),
                JSONMember("workers", workers(on: id)),
            ]
            enter(
                "broker.duplicate-referral",
                [.leadProfessional] + roles,
                of: id,
                members,
                because: cause,
                into: &turn
            )
        case .supervision(let id):
            let open = openPatterns(on: id, at: cause.accepted).map { JSONValue.string($0) }
            enter(
                "broker.supervision-due",
                [.teamManager, .leadProfessional],
                of: id,
                [JSONMember("patterns", .array(open))],
                because: cause,
                into: &turn
            )
        }
    }

    private mutating func enter(
        _ topic: String,
        _ roles: [Role],
        of id: CaseID,
        _ members: [JSONMember],
        because cause: Draft,
        into turn: inout Turn
    ) {
        let draft = draft(
            topic,
            cause: "\(cause.sequence.number)-\(id)",
            at: cause.accepted,
            data: .object([JSONMember("case", .string(id.text))] + members)
        )
        let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s3
        let owners = resolve(roles.map { [$0] }, on: id, at: cause.accepted)
        tellOwners(owners, of: id, severity, in: draft, at: cause.accepted, into: &turn)
    }

    // MARK: Contributions

    /// Asks everybody on the active register by an entry of their own, and expects each answer.
    private mutating func askToContribute(to id: CaseID, because cause: Draft, into turn: inout Turn) {
        guard let rule = policy.patterns.asks.contributions, let file = state.casebook.file(id), file.isOpen
        else { return }
        let now = cause.accepted
        let due = policy.calendar.close(
            of: policy.calendar.workingDay(rule.workingDays, after: LondonTime.date(of: now))
        )
        for worker in file.activeRegister
        where !rule.except.contains(worker.role) && file.isOpen(to: worker.staff) {
            var draft = draft(
                "broker.contribution-asked",
                cause: "\(cause.sequence.number)-\(id)-\(worker.role)-\(state.lastSequence.next.number)",
                at: now,
                data: [
                    "case": .string(id.text), "assessment": .string(String(cause.sequence.number)),
                    "role": .string(worker.role.code), "due": .string(due.rfc3339),
                ]
            )
            let expectation = ExpectationBook.Expectation(
                entry: draft.sequence,
                id: draft.id,
                caseID: id,
                what: rule.answer,
                by: worker.role,
                due: due,
                tells: rule.tells
            )
            draft.store(state.record { $0.registered(expectation) })
            let owner = Owner(worker.role, worker.staff)
            let severity = policy.catalogue[draft.topic]?.severity.usual ?? .s4
            let routing = routing([owner], by: .advised, for: id, false, sees: .summary)
            tell(routing, severity, until: nil, in: &draft, into: &turn)
        }
    }

    // MARK: Fathers

    /// Whether anybody knows the father of each child: by the message, or by a parent of theirs who is not the mother.
    private func isFatherKnown(of id: CaseID, by testimony: Testimony, at now: Instant) -> Bool {
        if let said = testimony.flag("father-known") { return said }
        if testimony.data["people"]?.elements.contains(where: { $0["role"]?.string == "father" }) == true {
            return true
        }
        let today = LondonTime.date(of: now)
        return (state.casebook.file(id)?.children ?? []).allSatisfy { child in
            let related = state.register.relations(of: child, on: today).compactMap { relation, isFirst in
                !isFirst && relation.key.kind == .parent ? relation.key.person : nil
            }
            let housed = state.register.households(of: child).flatMap { household in
                (state.register.household(household)?.members ?? []).filter { $0.relation == .parent }.map(
                    \.person
                )
            }
            let mother = state.register.person(child)?.mother
            let parents = Set(
                (related + housed + [mother].compactMap(\.self)).map { state.register.handle(for: $0) }
            )
            return parents.count > 1
        }
    }

    // MARK: Referrals

    private mutating func noteReferral(_ testimony: Testimony, of id: CaseID, in draft: inout Draft) {
        let named = testimony.data["to-role"]?.string.flatMap { Role($0) }
        guard let service = named ?? testimony.joins.first else { return }
        let referral = ReferralBook.Referral(
            entry: draft.sequence,
            event: draft.id,
            caseID: id,
            person: testimony.person,
            role: service
        )
        draft.store(state.record { $0.referred(referral) })
        let rules = policy.patterns.asks
        let open = state.referrals.referrals(on: id).filter {
            $0.person == referral.person && rules.need(answeredBy: $0.role) == rules.need(answeredBy: service)
        }
        if open.count > 1 { draft.ask(.oneService(id, open)) }
    }

    /// Who works on the case in which role, for whoever must decide who goes on.
    private func workers(on id: CaseID) -> JSONValue {
        .array(
            (state.casebook.file(id)?.allocations ?? []).prefix(100).map { worker in
                .object([
                    JSONMember("staff", .string(worker.staff.text)),
                    JSONMember("role", .string(worker.role.code)),
                ])
            }
        )
    }

    // MARK: Supervision

    /// The patterns that are open on a case, each once, in order of codes.
    private func openPatterns(on id: CaseID, at now: Instant) -> [String] {
        let score = state.patterns.score(of: id, on: LondonTime.date(of: now))
        return Set(score.parts.map(\.code)).sorted()
    }

    /// How many patterns are open at least, as clocks ask for it.
    func patternsOpen(on id: CaseID, at now: Instant) -> [String] {
        let count = openPatterns(on: id, at: now).count
        return count < 2 ? [] : (2...count).map { "patterns:\($0)" }
    }
}

extension [BrokerFact] {
    /// Whether the clock of supervision that open patterns ask for is among what began.
    var startsSupervision: Bool {
        contains {
            if case .clock(.started(let key, _, _, _, _, _)) = $0 { key.code == "N36a" } else { false }
        }
    }
}

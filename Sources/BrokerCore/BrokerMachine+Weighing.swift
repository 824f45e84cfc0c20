import Concerns
import Escalation
import JSON
import Patterns
import Routing
import Topics
import Vocabulary

/// What a concern means for each case it reaches, beyond who is told: who works on it, which clocks start and end, whether
/// a meeting was sound, which patterns are complete, and whether a change of state must wait.
extension BrokerMachine {
    /// Reads what the concern says to rules; whoever it speaks of and nobody knows gets a handle, so that it is found again.
    mutating func testimony(
        of concern: Concern,
        in draft: inout Draft
    ) -> Testimony {
        let references = draft.references.people
        let hasSignals = concern.data["observed"] != nil
        if hasSignals {
            let strangers = references.filter {
                !$0.identifiers.isEmpty && state.register.match($0.identifiers) == .nobody
            }
            if !strangers.isEmpty { _ = record(strangers, in: &draft) }
        }
        var people: [Int: PersonID] = [:]
        for reference in references {
            let place = reference.pointer.tokens.suffix(2)
            guard place.first == "people", let number = place.last.flatMap({ Int($0) }) else { continue }
            // The record that holds the identifiers, so that a merge taken back leaves with each what was said of it.
            let records = state.register.records(reference.identifiers)
            people[number] =
                records.count == 1 ? records.first : state.register.match(reference.identifiers).people.first
        }
        let named = concern.subject.flatMap { HouseholdID($0) }.flatMap { state.register.household($0) }
        return Testimony(
            concern,
            people: people,
            isAboutHousehold: named != nil || draft.references.household != nil
        )
    }

    /// Who joins a case by this concern, or holds it from now on; returns whether anything changed.
    mutating func involve(_ testimony: Testimony, _ cases: [CaseID], in draft: inout Draft) -> Bool {
        var isChanged = false
        for id in cases where state.casebook.file(id)?.isOpen == true {
            let before = state.casebook.file(id)
            if tellsSocialCare(testimony, in: draft) { makeKnown(id, in: &draft) }
            for role in testimony.joins { join(id, role, in: &draft) }
            hold(id, testimony, in: &draft)
            isChanged = isChanged || state.casebook.file(id) != before
        }
        return isChanged
    }

    /// Who leaves a case by this concern, and a case that ends with it; they are still told of it.
    mutating func finish(_ testimony: Testimony, _ cases: [CaseID], in draft: inout Draft) {
        if testimony.topic.text == "casefile.closed" { closeUnlessHeld(testimony, in: &draft) }
        changeBasis(by: testimony, cases, in: &draft)
        for id in cases {
            if testimony.topic.text == "death.child" { endClocks(of: id, because: .childDied, in: &draft) }
            for role in testimony.leaves {
                for allocation in state.casebook.file(id)?.activeRegister ?? [] where allocation.role == role
                {
                    end(id, allocation.staff, role, in: &draft)
                }
            }
        }
    }

    /// Whether social care knows of the case from now on: it is asked to decide or has decided, or speaks of it itself.
    private func tellsSocialCare(_ testimony: Testimony, in draft: Draft) -> Bool {
        if ["referral.submitted", "referral.decided"].contains(testimony.topic.text) { return true }
        let roles = state.register.roles(of: draft.publisher)
        return !roles.isEmpty && roles.allSatisfy(\.worksForFamilies)
    }

    private mutating func makeKnown(_ id: CaseID, in draft: inout Draft) {
        let now = draft.accepted
        draft.store(
            state.recordOnOpenCase { cases throws(CasebookError) in try cases.becameKnown(id, at: now) }
        )
    }

    private mutating func join(_ id: CaseID, _ role: Role, in draft: inout Draft) {
        let now = draft.accepted
        let team = state.casebook.file(id)?.team
        guard role != .leadProfessional,
            let staff = state.register.staff(filling: role, near: team, on: LondonTime.date(of: now))
        else { return }
        draft.store(
            state.recordOnOpenCase { cases throws(CasebookError) in
                try cases.allocationMade(id, staff: staff, role: role, at: now)
            }
        )
    }

    /// Topics that allocate by their own members have done so already; whoever else held it does so no longer (N120).
    private mutating func hold(_ id: CaseID, _ testimony: Testimony, in draft: inout Draft) {
        if testimony.topic.text == "allocation.made", let role = testimony.observed?["holder"]?.string {
            let others = state.casebook.file(id)?.allocations ?? []
            for other in others where other.role.holds && other.role.code != role {
                end(id, other.staff, other.role, in: &draft)
            }
        }
        guard testimony.topic.area != "allocation", let holder = testimony.holder else { return }
        guard let role = Role(holder) else {
            for allocation in state.casebook.file(id)?.allocations ?? [] where allocation.role.holds {
                end(id, allocation.staff, allocation.role, in: &draft)
            }
            return
        }
        join(id, role, in: &draft)
        // Whoever held it before does so no longer, as with an allocation (N120).
        let others = role.holds ? state.casebook.file(id)?.allocations ?? [] : []
        for other in others where other.role.holds && other.role != role {
            end(id, other.staff, other.role, in: &draft)
        }
        draft.store(handOver(id, at: draft.accepted))
    }

    private mutating func end(_ id: CaseID, _ staff: StaffID, _ role: Role, in draft: inout Draft) {
        let now = draft.accepted
        draft.store(
            state.recordOnOpenCase { cases throws(CasebookError) in
                try cases.allocationEnded(id, staff: staff, role: role, at: now)
            }
        )
        draft.store(handOver(id, at: now))
    }

    // MARK: Clocks, meetings, patterns

    /// Says the concern to everything that keeps account of a case.
    mutating func weigh(
        _ testimony: Testimony,
        _ concern: Concern,
        _ cases: [CaseID],
        _ severity: Severity,
        in draft: inout Draft
    ) {
        for id in cases {
            let happened = testimony.happened(concern, acceptedAt: draft.accepted)
            openWindows(testimony, of: id, happened: happened, in: &draft)
            let file = state.casebook.file(id)
            let roles = state.register.roles(of: draft.publisher)
            let carersDefault = carers(of: file?.children ?? [])
            let word = testimony.word(
                draft,
                by: roles.count == 1 ? roles.first : nil,
                answers: entriesAnswered(by: testimony),
                isKnown: isKnown(id),
                isHeld: file?.allocations.contains { $0.role.holds } ?? false,
                basis: file?.legalBasis?.rawValue,
                handles: testimony.who.person.map { state.register.handles(of: $0) } ?? [],
                carers: (state.patterns.carers(of: id) ?? carersDefault)
                    .flatMap { state.register.handles(of: $0) },
                isWindowOpen: state.patterns.isWindowOpen(for: id, on: LondonTime.date(of: draft.accepted))
            )
            draft.store(state.record { $0.said(word, of: id) })
            expect(testimony, of: id, by: roles.count == 1 ? roles.first : nil, in: &draft)
            // What is not decided to be shared leaks through no pattern either (N02).
            let signals = testimony.isUndecided ? [] : testimony.signals + meet(testimony, of: id, in: &draft)
            if !signals.isEmpty || happened != nil {
                let observation = Observation(
                    entry: draft.sequence,
                    at: draft.accepted,
                    author: draft.publisher,
                    topic: draft.topic,
                    severity: severity,
                    who: testimony.who,
                    happened: happened,
                    evidenceDate: testimony.date("evidence-date"),
                    signals: signals
                )
                let context = context(of: id, testimony, carersDefault, in: draft)
                let facts = state.record { $0.observed(observation, of: id, in: context) }
                draft.note(facts.alerts, reaching: step(reachedBy: facts, of: id))
                draft.store(facts)
            }
            holdBack(testimony, signals, of: id, in: &draft)
            noteAsks(testimony, of: id, in: &draft)
        }
    }

    /// Days of heightened risk that the concern declares, or that lie around what it tells of.
    private mutating func openWindows(
        _ testimony: Testimony,
        of id: CaseID,
        happened: CivilDate?,
        in draft: inout Draft
    ) {
        var windows: [RiskWindow] = []
        if testimony.topic.text == "risk.window-declared", let name = testimony.data["name"]?.string,
            let from = testimony.day("from"), let to = testimony.day("to")
        {
            windows.append(RiskWindow(name: name, from: from, through: to))
        }
        for span in policy.patterns.windowSpans {
            guard let member = span.topics[testimony.topic.text] else { continue }
            let day = testimony.day(member) ?? happened ?? LondonTime.date(of: draft.accepted)
            windows.append(span.window(around: day))
        }
        for window in windows { draft.store(state.record { $0.windowDeclared(window, of: id) }) }
    }

    /// Whether social care knows the case; what nobody opened is not said to be unknown.
    func isKnown(_ id: CaseID) -> Bool { state.casebook.file(id)?.isKnownToSocialCare ?? true }

    /// What others know of the case now and patterns must ask.
    func context(
        of id: CaseID,
        _ testimony: Testimony? = nil,
        _ carersDefault: [PersonID]? = nil,
        in draft: Draft
    ) -> PatternContext {
        let file = state.casebook.file(id)
        let open = state.clocks.open(of: id).map(\.key.code)
        let today = LondonTime.date(of: draft.accepted)
        let born = (file?.children ?? []).map { state.register.person($0)?.born }
        let carersDefault = carersDefault ?? carers(of: file?.children ?? [])
        return PatternContext(
            carersDefault: carersDefault,
            activeRoles: file?.activeRegister.map(\.role) ?? [],
            publisherRoles: state.register.roles(of: draft.publisher),
            openClocks: open,
            hasUnresolvedChallenge: open.contains { ["T50", "T51", "T52", "T53"].contains($0) },
            hasUnbornOrUnderFive: born.contains { $0.map { today < $0.advanced(byMonths: 60) } ?? true },
            legalBasis: file?.legalBasis?.rawValue,
            aliases: aliases(among: (testimony?.people ?? []) + carersDefault, of: id)
        )
    }

    /// Under which handle each of them stands who has another since a merge.
    private func aliases(among people: [PersonID], of id: CaseID) -> [PersonID: PersonID] {
        guard state.register.hasMerges else { return [:] }
        let all = state.patterns.people(of: id).union(people)
        return all.reduce(into: [:]) { aliases, person in
            let handle = state.register.handle(for: person)
            if handle != person { aliases[person] = handle }
        }
    }

    /// The parents and carers with whom the children live, by the register.
    private func carers(of children: [PersonID]) -> [PersonID] {
        var found: [PersonID] = []
        for household in children.flatMap({ state.register.households(of: $0) }) {
            for member in state.register.household(household)?.members ?? []
            where member.relation == .parent || member.relation == .carer {
                if !found.contains(member.person) { found.append(member.person) }
            }
        }
        return found.sorted()
    }
}

extension Role {
    /// Whether whoever has it on a case is its holder.
    fileprivate var holds: Bool { self == .allocatedSocialWorker || self == .socialCareWorker }

    /// Whether social care gives whoever has it families to work with.
    ///
    /// What reaches a front door, or the team that answers at night, is not yet a case (`domain.md` 5.1).
    fileprivate var worksForFamilies: Bool {
        ["ASW", "SCW", "DUTY", "TM", "HOS", "IRO", "CPC"].contains(code)
    }
}

extension [BrokerFact] {
    /// The patterns among them that were completed, with their cases.
    var alerts: [(CaseID, PatternAlert)] {
        compactMap { if case .pattern(.raised(let id, let alert)) = $0 { (id, alert) } else { nil } }
    }
}

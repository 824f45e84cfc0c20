public import Vocabulary

extension PatternBook {
    /// Folds what an entry said about a case into its memory and says which patterns it completes.
    ///
    /// What it says counts itself. Alerts come in order of codes, then subjects.
    public mutating func observed(
        _ observation: Observation,
        of caseID: CaseID,
        in context: PatternContext
    ) -> Decision<Fact, Never> {
        guard !observation.signals.isEmpty || observation.happened != nil else { return .nothing }
        let carers = observation.carers ?? memory(of: caseID).carers ?? context.carersDefault
        let observation = observation.forEach(of: carers)
        let other = { context.aliases[$0] ?? $0 }
        var decision = Decision<Fact, Never>.nothing
        let remembered = observation.signals.filter(\.isRemembered)
        if !remembered.isEmpty { decision.append(commit(.observed(caseID, observation.with(remembered)))) }
        var evaluation = PatternEvaluation(
            memory: memory(of: caseID).standing(for: context.aliases),
            observation: context.aliases.isEmpty ? observation : observation.with(other),
            context: context,
            carers: Set(carers.map(other)).sorted(),
            isWindowOpen: isWindowOpen(for: caseID, on: observation.day),
            calendar: calendar,
            incidentCodes: rules.incidentCodes
        )
        let said = SignalKinds(observation)
        for place in rules.rules.indices where !rules.kinds[place].isDisjoint(with: said) {
            let rule = rules.rules[place]
            for finding in evaluation.findings(rule) {
                decision.append(
                    found(finding, by: rule, in: evaluation.memory, of: caseID, at: observation.at)
                )
                // What one rule raised, a later one may ask for.
                evaluation.memory = memory(of: caseID).standing(for: context.aliases)
            }
        }
        return decision
    }

    /// A clock of that case ran out: raises the pattern that a rule ties to it, caused by the entry that started it.
    ///
    /// Without a subject the pattern is about the child.
    public mutating func breached(
        _ clock: String,
        startedBy entry: LedgerSequence,
        subject: PatternSubject?,
        of caseID: CaseID,
        at now: Instant
    ) -> Decision<Fact, Never> {
        var decision = Decision<Fact, Never>.nothing
        for rule in rules.rules where rule.clocks.contains(clock) {
            let finding = PatternFinding(
                subject: subject ?? .child,
                causes: [entry],
                details: [clock],
                isAlways: rule.alwaysClocks.contains(clock)
            )
            decision.append(found(finding, by: rule, in: memory(of: caseID), of: caseID, at: now))
        }
        return decision
    }

    /// Risk is heightened for that case on those days; declaring a name again moves the window.
    public mutating func windowDeclared(_ window: RiskWindow, of caseID: CaseID) -> Decision<Fact, Never> {
        guard !memory(of: caseID).windows.contains(window) else { return .nothing }
        return commit(.windowDeclared(caseID, window))
    }

    /// Raises what a rule found, unless it is within the rule's silence.
    private mutating func found(
        _ finding: PatternFinding,
        by rule: PatternRule,
        in memory: PatternMemory,
        of caseID: CaseID,
        at now: Instant
    ) -> Decision<Fact, Never> {
        let alert = PatternAlert(
            code: rule.code,
            subject: finding.subject,
            severity: finding.severity ?? rule.severity,
            causes: Set(finding.causes).sorted(),
            count: finding.count,
            details: finding.details,
            version: rule.version,
            at: now,
            holds: rule.holds
        )
        let isAlways = finding.isAlways || rule.alwaysAt == finding.count
        if !isAlways, let last = memory.lastRaised(alert.code, alert.subject),
            alert.day < last.day.advanced(byDays: rule.silenceDays), alert.severity <= last.severity
        {
            guard rules.incidentCodes.contains(alert.code) else { return .nothing }
            return commit(.silenced(caseID, alert))
        }
        return commit(.raised(caseID, alert))
    }
}

extension Observation {
    /// Who cares for the child from now on, if it says so.
    fileprivate var carers: [PersonID]? {
        for case .carers(let people) in signals.reversed() { return people }
        return nil
    }

    /// The same with what the household missed counted for each who cares for the child.
    fileprivate func forEach(of carers: [PersonID]) -> Observation {
        guard signals.contains(where: { if case .missed(nil, _) = $0 { true } else { false } }) else {
            return self
        }
        return with(
            signals.flatMap { signal -> [Signal] in
                guard case .missed(nil, let status) = signal else { return [signal] }
                return carers.map { .missed($0, status) }
            }
        )
    }
}

extension Signal {
    /// Whether rules look back at it.
    fileprivate var isRemembered: Bool {
        switch self {
        case .test, .use, .claim, .missed, .missedDoses, .statement, .incident, .carers, .treatment,
            .prescription, .opioid, .regime, .jointPlan, .hazard, .hazardCleared, .sleepingPlace:
            true
        case .storageCheck(let isDone): isDone
        case .meeting(_, let change): change != nil
        case .testMissed, .inCharge, .meetingUnsound, .notInvited, .closureProposed, .assessmentOutcomeHome,
            .flag:
            false
        }
    }
}

public import Vocabulary

extension PatternBook {
    // MARK: Windows

    /// Whether risk is heightened for that case on that day.
    public func isWindowOpen(for caseID: CaseID, on day: CivilDate) -> Bool {
        !openWindows(for: caseID, on: day).isEmpty
    }

    /// The windows that are open on that day: those of every year, then those declared, in order of names.
    public func openWindows(for caseID: CaseID, on day: CivilDate) -> [RiskWindow] {
        rules.yearlyWindows.compactMap { $0.window(on: day) }
            + memory(of: caseID).windows.filter { $0.contains(day) }
    }

    /// How severe a message about that case is on that day: more inside a window, as the rules say.
    public func severity(_ severity: Severity, for caseID: CaseID, on day: CivilDate) -> Severity {
        isWindowOpen(for: caseID, on: day) ? rules.uplift[severity] ?? severity : severity
    }

    // MARK: Alerts

    /// What was raised about a case since that day, newest last; older alerts than the rules keep are in the ledger.
    public func alerts(of caseID: CaseID, since day: CivilDate? = nil) -> [PatternAlert] {
        let alerts = memory(of: caseID).alerts
        guard let day else { return alerts }
        return alerts.filter { $0.day >= day }
    }

    /// How much what was raised in the score's days weighs on that day.
    public func score(of caseID: CaseID, on day: CivilDate) -> PatternScore {
        score(of: memory(of: caseID).alerts[...], on: day)
    }

    /// The step of the score that a decision's alerts reached, or `nil` if they reached none.
    ///
    /// The score is only looked at when something is raised. It rose over a step if it was below when something was
    /// raised the last time; that old alerts stop to count in between is nobody's news.
    public func step(reachedBy decision: Decision<Fact, Never>, of caseID: CaseID) -> ScoreRule.Step? {
        let alerts = memory(of: caseID).alerts
        let raised = decision.facts.count { $0.caseID == caseID && $0.alert != nil }
        guard raised > 0, let day = alerts.last?.day else { return nil }
        let earlier = alerts.dropLast(raised)
        let before = earlier.last.map { score(of: earlier, on: $0.day).value } ?? 0
        return rules.score.crossed(from: before, to: score(of: alerts[...], on: day).value)
    }

    private func score(of alerts: ArraySlice<PatternAlert>, on day: CivilDate) -> PatternScore {
        let first = day.advanced(byDays: -rules.score.days)
        var parts: [PatternScore.Part] = []
        for alert in alerts where first <= alert.day && alert.day <= day {
            let part = PatternScore.Part(
                code: alert.code,
                subject: alert.subject,
                severity: alert.severity,
                weight: rules.score.weights[alert.severity] ?? 0
            )
            if let place = parts.firstIndex(where: { $0.code == part.code && $0.subject == part.subject }) {
                if parts[place].severity < part.severity { parts[place] = part }
            } else {
                parts.append(part)
            }
        }
        return PatternScore(parts: parts.sorted { ($0.code, $0.subject) < ($1.code, $1.subject) })
    }

    /// Whether domestic incidents added up lately, so that the police belong at the table.
    public func invitesPolice(of caseID: CaseID, on day: CivilDate) -> Bool {
        guard let met = memory(of: caseID).lastMet(rules.incidentCodes) else { return false }
        return met.advanced(byDays: rules.policeInvitedDays) >= day
    }

    // MARK: Closing

    /// What speaks against stepping down or closing on that day, for a hold's reasons; a silence hides nothing here.
    public func closureConcerns(
        of caseID: CaseID,
        polled: [Role],
        on day: CivilDate,
        in context: PatternContext
    ) -> [ClosureConcern] {
        guard let closure = rules.closure else { return [] }
        let memory = memory(of: caseID)
        return memory.concerns(
            closure.test,
            polled: polled,
            on: day,
            in: context,
            incidents: rules.incidentCodes
        )
    }

    /// What speaks against an assessment's conclusion that the child goes or stays home.
    public func homeConcerns(in context: PatternContext) -> [ClosureConcern] {
        guard let closure = rules.closure else { return [] }
        return context.openClocks.contains { closure.test.coreAssessments.contains($0) }
            ? [.assessmentOpen] : []
    }
}

extension PatternMemory {
    /// What speaks against closing, in the order in which people are told.
    func concerns(
        _ test: ClosureTest,
        polled: [Role],
        on day: CivilDate,
        in context: PatternContext,
        incidents: [String]
    ) -> [ClosureConcern] {
        var concerns: [ClosureConcern] = []
        if context.openClocks.contains(where: test.assessments.contains) { concerns.append(.assessmentOpen) }
        let usedSince = day.advanced(byDays: -test.useDays)
        if signals.contains(where: { $1.evidence != nil && usedSince <= $0.dayOfEvidence }) {
            concerns.append(.use(days: test.useDays))
        }
        if context.hasUnresolvedChallenge { concerns.append(.challengeOpen) }
        if let met = lastMet(incidents), day.advanced(byDays: -test.incidentDays) <= met {
            concerns.append(.incidents)
        }
        if signals.contains(where: { if case .hazard = $1 { true } else { false } }) {
            concerns.append(.hazardOpen)
        }
        let asked = polled + context.publisherRoles + test.unpolled
        let unasked = Set(context.activeRoles).filter { !asked.contains($0) && !$0.code.hasPrefix("R-") }
        if !unasked.isEmpty { concerns.append(.notPolled(unasked.sorted())) }
        if let basis = context.legalBasis, test.changeBases.contains(basis) {
            let since = reviews.flatMap { $0.change ? $0.of.first?.day : nil }
            if since.map({ day.advanced(byDays: -test.changeDays) < $0 }) ?? true {
                concerns.append(.changeTooShort(days: test.changeDays))
            }
        }
        return concerns
    }
}

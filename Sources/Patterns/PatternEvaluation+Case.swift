import Topics
import Vocabulary

/// What befalls a household, and how the work on a case goes.
extension PatternEvaluation {
    private var sources: [IncidentSource] {
        observation.signals.compactMap { if case .incident(let source) = $0 { source } else { nil } }
    }

    /// Incidents that add up; all count, but those that have a rule of their own do not raise this one.
    func incidents(_ counts: [PatternTest.Count], _ except: [IncidentSource]) -> [PatternFinding] {
        guard !sources.isEmpty, !sources.contains(where: except.contains) else { return [] }
        let all = memory.signals.compactMap { observation, signal in
            if case .incident = signal { observation } else { nil as Observation? }
        }
        guard let causes = counted(all, counts) else { return [] }
        return [PatternFinding(subject: .household, causes: causes, count: causes.count)]
    }

    func graveIncident(_ grave: [IncidentSource]) -> [PatternFinding] {
        sources.contains(where: grave.contains) ? [PatternFinding(subject: .household, causes: [entry])] : []
    }

    func drift(_ inARow: Int) -> [PatternFinding] {
        var findings = flagged([.outcomeWithoutMeasure], .child)
        let isReview = observation.signals.contains { signal in
            if case .meeting(_, change: false) = signal { true } else { false }
        }
        if isReview, let run = memory.reviews, !run.change, run.of.count >= inARow {
            let causes = run.of.map(\.entry)
            findings.append(PatternFinding(subject: .child, causes: causes, count: causes.count))
        }
        return findings
    }

    func judgedElsewhere(_ test: PatternTest) -> [PatternFinding] {
        observation.signals.compactMap { signal in
            switch (test, signal) {
            case (.meetingUnsound, .meetingUnsound(let faults)) where !faults.isEmpty:
                PatternFinding(subject: .child, causes: [entry], details: faults)
            case (.notInvited, .notInvited(let roles)) where !roles.isEmpty:
                PatternFinding(subject: .child, causes: [entry], details: roles.map(\.code))
            default: nil
            }
        }
    }

    func unsafeClosure(_ test: ClosureTest) -> [PatternFinding] {
        observation.signals.compactMap { signal in
            let concerns: [ClosureConcern] =
                switch signal {
                case .closureProposed(let polled):
                    memory.concerns(test, polled: polled, on: day, in: context, incidents: incidentCodes)
                case .assessmentOutcomeHome:
                    context.openClocks.contains(where: test.coreAssessments.contains) ? [.assessmentOpen] : []
                default: []
                }
            guard !concerns.isEmpty else { return nil }
            return PatternFinding(subject: .child, causes: [entry], details: concerns.map(\.reason))
        }
    }

    /// Told more than so many working days after it happened.
    func stale(_ days: [Severity: Int]) -> [PatternFinding] {
        guard let happened = observation.happened, let limit = days[observation.severity] else { return [] }
        let last = limit > 0 ? calendar.workingDay(limit, after: happened) : happened
        return day > last ? [PatternFinding(subject: observation.who, causes: [entry])] : []
    }

    /// Some hazards are told at once, the others when they are reported again before they are cleared.
    func hazards(_ atOnce: [String]) -> [PatternFinding] {
        observation.signals.compactMap { signal in
            guard case .hazard(let kind) = signal else { return nil }
            let reports = memory.observations.filter { $0.signals.contains(.hazard(kind: kind)) }
            guard atOnce.contains(kind) || reports.count > 1 else { return nil }
            return PatternFinding(
                subject: .child,
                causes: reports.map(\.entry) + [entry],
                count: max(1, reports.count),
                details: [kind]
            )
        }
    }

    /// The latest visits of whoever it was, none of which saw where the child sleeps.
    func sleepingPlaceUnseen(_ visits: Int) -> [PatternFinding] {
        guard observation.signals.contains(.sleepingPlace(isSeen: false)) else { return [] }
        var causes: [LedgerSequence] = []
        for (observation, signal) in memory.signals {
            guard case .sleepingPlace(let isSeen) = signal else { continue }
            if isSeen { causes = [] } else { causes.append(observation.entry) }
        }
        guard causes.count >= visits else { return [] }
        return [PatternFinding(subject: .child, causes: causes, count: causes.count)]
    }

    func flagged(_ flags: [PatternFlag], _ about: PatternTest.About) -> [PatternFinding] {
        observation.signals.compactMap { signal in
            guard case .flag(let flag, let person, let detail) = signal, flags.contains(flag) else {
                return nil
            }
            let details = [detail].compactMap(\.self)
            return PatternFinding(subject: subject(about, person, detail), causes: [entry], details: details)
        }
    }

    private func subject(
        _ about: PatternTest.About,
        _ person: PersonID?,
        _ detail: String?
    ) -> PatternSubject {
        let who = observation.who
        switch about {
        case .child: return .child
        case .who: return who
        case .family: return who == .child ? .household : who
        case .person: return person.map { .person($0) } ?? who
        case .service:
            guard let person = person ?? who.person else { return who }
            return detail.map { .key(person, $0) } ?? .person(person)
        case .substance: return observation.topic.area == "substance" ? who : .child
        }
    }
}

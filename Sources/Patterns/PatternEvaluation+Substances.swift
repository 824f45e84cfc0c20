import Topics
import Vocabulary

/// Use, what is said of it, and what is prescribed against it.
extension PatternEvaluation {
    /// At a prescription the person, at a meeting everyone in treatment, at a claim who makes it.
    func withoutResult(_ days: Int) -> [PatternFinding] {
        let treated = Set(memory.signals.compactMap(\.signal.substituted))
        var asked: Set<PersonID> = []
        for signal in observation.signals {
            switch signal {
            case .prescription(let person, _), .claim(let person, _): asked.insert(person)
            case .meeting where observation.topic.text == "meeting.held": asked.formUnion(treated)
            default: break
            }
        }
        return asked.intersection(treated).sorted().compactMap { person in
            let result = memory.latest { if case .test(person, _) = $0 { true } else { false } }
            guard result.map({ age($0.day) > days }) ?? true else { return nil }
            return PatternFinding(subject: .person(person), causes: [entry])
        }
    }

    /// Evidence dated within the time that a claim is about, whichever came first; later use contradicts nothing.
    func contradictedClaims(_ days: Int) -> [PatternFinding] {
        var findings: [PatternFinding] = []
        for (other, signal) in claims {
            guard case .claim(let person, let since) = signal else { continue }
            let start = since ?? other.dayHappened.advanced(byDays: -days)
            let range = { (date: CivilDate) in start <= date && date <= other.dayHappened }
            if other.entry == entry,
                let evidence = memory.latestEvidence(of: person, upTo: other.dayHappened),
                range(evidence.dayOfEvidence)
            {
                let causes = [evidence.entry, entry]
                findings.append(PatternFinding(subject: .person(person), causes: causes))
            }
            if observation.signals.contains(where: { $0.evidence == person }),
                range(observation.dayOfEvidence)
            {
                findings.append(PatternFinding(subject: .person(person), causes: [other.entry, entry]))
            }
        }
        return findings
    }

    private var claims: [(observation: Observation, signal: Signal)] {
        memory.signals.filter { if case .claim = $0.signal { true } else { false } }
    }

    /// Tested when evidence, who cares or who was in charge is new.
    func withoutFreeCarer(_ days: Int, _ inCharge: Severity) -> [PatternFinding] {
        if observation.signals.contains(.inCharge) {
            return [PatternFinding(subject: .household, severity: inCharge, causes: [entry])]
        }
        let isNew = observation.signals.contains { signal in
            if case .carers = signal { true } else { signal.evidence != nil }
        }
        guard isNew, !carers.isEmpty else { return [] }
        var causes = [entry]
        for carer in carers {
            guard let evidence = memory.latestEvidence(of: carer, upTo: day),
                age(evidence.dayOfEvidence) <= days
            else { return [] }
            causes.append(evidence.entry)
        }
        return [PatternFinding(subject: .household, causes: causes, count: carers.count)]
    }

    func dualPrescribing(_ days: Int, _ misuse: Severity) -> [PatternFinding] {
        let prescribed = people { signal in
            if case .opioid(let person) = signal { person } else { signal.substituted }
        }
        let pairs = prescribed.compactMap { person -> PatternFinding? in
            let opioid = memory.latest { $0 == .opioid(person) }
            let substitute = memory.latest { $0.substituted == person }
            guard let opioid, let substitute,
                abs(opioid.day.daysSinceEpoch - substitute.day.daysSinceEpoch) <= days,
                memory.latest({ $0 == .jointPlan(person) }) == nil
            else { return nil }
            return PatternFinding(subject: .person(person), causes: [opioid.entry, substitute.entry])
        }
        return pairs
            + flagged([.opioidMisuse], .person).map { finding in
                PatternFinding(subject: finding.subject, severity: misuse, causes: finding.causes)
            }
    }

    /// A loose regime with a young child in the home, unless storage was seen to and no test was positive.
    func relaxedControl(_ regimes: [String], _ days: Int) -> [PatternFinding] {
        guard context.hasUnbornOrUnderFive else { return [] }
        let storage = memory.latest { $0 == .storageCheck(isDone: true) }
        let isStored = storage.map { age($0.day) <= days } ?? false
        return observation.signals.compactMap { signal in
            switch signal {
            case .regime(let person, let regime), .prescription(let person, let regime?):
                guard regimes.contains(regime) else { return nil }
                let positive = memory.observations.last { other in
                    other.signals.contains(.test(person, isPositive: true))
                        && age(other.dayOfEvidence) <= days
                }
                guard positive != nil || !isStored else { return nil }
                let causes = [positive?.entry, entry].compactMap(\.self)
                return PatternFinding(subject: .person(person), causes: causes)
            case .storageCheck(isDone: false):
                return PatternFinding(subject: observation.who, causes: [entry])
            default: return nil
            }
        }
    }
}

import Vocabulary

/// What is remembered of one case: what some rule may still look back at, and nothing older.
struct PatternMemory: Sendable, Equatable {
    /// In order of entries, each with the signals that still matter.
    private(set) var observations: [Observation] = []
    /// What was raised, newest last.
    private(set) var alerts: [PatternAlert] = []
    /// What was complete within a silence and still matters, newest last.
    private(set) var silenced: [PatternAlert] = []
    /// What was declared, in order of names.
    private(set) var windows: [RiskWindow] = []

    var isEmpty: Bool {
        observations.isEmpty && alerts.isEmpty && silenced.isEmpty && windows.isEmpty
    }

    // MARK: Writing

    mutating func observe(_ observation: Observation, _ longest: LookBack) {
        observations.append(observation)
        var keeping = Keeping(observations, on: observation.day, longest)
        observations = keeping.kept(of: observations)
        // A month after its end nobody asks for a window any longer.
        windows.removeAll { $0.last < observation.day.advanced(byDays: -31) }
    }

    mutating func raise(_ alert: PatternAlert, _ longest: LookBack) {
        alerts.append(alert)
        alerts.removeAll { $0.day < alert.day.advanced(byDays: -longest.kept) }
    }

    mutating func silence(_ alert: PatternAlert) {
        silenced.removeAll { $0.code == alert.code && $0.subject == alert.subject }
        silenced.append(alert)
    }

    mutating func declare(_ window: RiskWindow) {
        windows.removeAll { $0.name == window.name }
        let place = windows.firstIndex { window.name < $0.name } ?? windows.endIndex
        windows.insert(window, at: place)
    }

    mutating func withdraw(_ entry: LedgerSequence) {
        observations.removeAll { $0.entry == entry }
        alerts.removeAll { $0.isOf(entry) }
        silenced.removeAll { $0.isOf(entry) }
    }

    /// Whether anything here is of that entry alone.
    func restsOn(_ entry: LedgerSequence) -> Bool {
        observations.contains { $0.entry == entry } || (alerts + silenced).contains { $0.isOf(entry) }
    }

    /// The same with everybody under the handle that stands for them since a merge; nothing is rewritten by that, so that
    /// a merge taken back leaves what was said under each handle.
    func standing(for aliases: [PersonID: PersonID]) -> PatternMemory {
        guard !aliases.isEmpty else { return self }
        let other = { aliases[$0] ?? $0 }
        var memory = self
        memory.observations = observations.map { $0.with(other) }
        memory.alerts = alerts.map { $0.with(other) }
        memory.silenced = silenced.map { $0.with(other) }
        return memory
    }

    // MARK: Reading

    /// Everybody whom it speaks of.
    var people: Set<PersonID> {
        Set(signals.flatMap(\.signal.people) + (alerts + silenced).compactMap(\.subject.person))
    }

    /// Every remembered signal, oldest first.
    var signals: some Swift.Sequence<(observation: Observation, signal: Signal)> {
        observations.lazy.flatMap { observation in observation.signals.lazy.map { (observation, $0) } }
    }

    /// Who cares for the child, if it was said.
    var carers: [PersonID]? {
        for observation in observations.reversed() {
            for case .carers(let people) in observation.signals.reversed() { return people }
        }
        return nil
    }

    /// The evidence of that person's use with the latest day.
    func latestEvidence(of person: PersonID, upTo day: CivilDate) -> Observation? {
        var latest: Observation?
        for (observation, signal) in signals where signal.evidence == person {
            guard observation.dayOfEvidence <= day else { continue }
            if latest.map({ $0.dayOfEvidence <= observation.dayOfEvidence }) ?? true { latest = observation }
        }
        return latest
    }

    /// The last observation that said such a thing.
    func latest(_ isMeant: (Signal) -> Bool) -> Observation? {
        observations.last { $0.signals.contains(where: isMeant) }
    }

    /// The last time that a pattern was raised about a subject.
    func lastRaised(_ code: String, _ subject: PatternSubject) -> PatternAlert? {
        alerts.last { $0.code == code && $0.subject == subject }
    }

    /// The last day on which one of these patterns was complete, silenced or not.
    func lastMet(_ codes: [String]) -> CivilDate? {
        (alerts + silenced).filter { codes.contains($0.code) }.map(\.day).max()
    }

    /// The reviews since change was last measured the other way, and whether they found any; oldest first.
    var reviews: (change: Bool, of: [Observation])? {
        var run: (change: Bool, of: [Observation])?
        for (observation, signal) in signals {
            guard case .meeting(_, let change?) = signal else { continue }
            let before = run?.change == change ? run?.of ?? [] : []
            run = (change, before + [observation])
        }
        return run
    }
}

extension PatternAlert {
    /// Whether that entry alone completed it.
    fileprivate func isOf(_ entry: LedgerSequence) -> Bool { Set(causes) == [entry] }
}

extension Signal {
    /// The person of whose use it is evidence.
    var evidence: PersonID? {
        switch self {
        case .test(let person, isPositive: true), .use(let person): person
        default: nil
        }
    }

    /// The person to whom a substitute is prescribed, or who is in treatment.
    var substituted: PersonID? {
        switch self {
        case .treatment(let person), .prescription(let person, _): person
        default: nil
        }
    }
}

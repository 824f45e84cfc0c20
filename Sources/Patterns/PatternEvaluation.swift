import Vocabulary

/// One observation held against one case's memory, which already has it.
struct PatternEvaluation {
    var memory: PatternMemory
    let observation: Observation
    let context: PatternContext
    /// Who cares for the child now.
    let carers: [PersonID]
    let isWindowOpen: Bool
    let calendar: WorkingCalendar
    let incidentCodes: [String]

    var day: CivilDate { observation.day }
    var entry: LedgerSequence { observation.entry }

    /// What completes the rule's pattern, one finding a subject, in order of subjects.
    func findings(_ rule: PatternRule) -> [PatternFinding] {
        var findings: [PatternFinding] = []
        for finding in all(rule.test) {
            // Two signals of one entry may say the same of one subject: the more severe counts, for both reasons.
            if let place = findings.firstIndex(where: { $0.subject == finding.subject }) {
                findings[place].add(finding, otherwise: rule.severity)
            } else {
                findings.append(finding)
            }
        }
        return findings.sorted { $0.subject < $1.subject }
    }

    private func all(_ test: PatternTest) -> [PatternFinding] {
        switch test {
        case .missedContacts(let counts, let insideWindow): missedContacts(counts, insideWindow)
        case .missedTest: missedTests
        case .noResult(let days): withoutResult(days)
        case .claimAgainstEvidence(let days, _): contradictedClaims(days)
        case .contradiction(let days, let otherwise): contradictions(days, otherwise)
        case .noFreeCarer(let days, let inCharge): withoutFreeCarer(days, inCharge)
        case .dualPrescribing(let days, let misuse): dualPrescribing(days, misuse)
        case .missedDoses(let inARow, let whileTitrating, let titration):
            missedDoses(inARow, whileTitrating, titration)
        case .controlRelaxed(let regimes, let days): relaxedControl(regimes, days)
        case .incidents(let counts, let except): incidents(counts, except)
        case .graveIncident(let sources): graveIncident(sources)
        case .drift(let inARow): drift(inARow)
        case .meetingUnsound, .notInvited: judgedElsewhere(test)
        case .unsafeClosure(let test): unsafeClosure(test)
        case .stale(let days): stale(days)
        case .hazard(let atOnce): hazards(atOnce)
        case .sleepingPlaceUnseen(let visits): sleepingPlaceUnseen(visits)
        case .flag(let flags, let about): flagged(flags, about)
        case .clock: []
        }
    }

    /// What people are meant by these signals of the observation, each once, in order.
    func people(_ person: (Signal) -> PersonID?) -> [PersonID] {
        Set(observation.signals.compactMap(person)).sorted()
    }

    /// Days from then to the day of the observation.
    func age(_ date: CivilDate) -> Int { day.daysSinceEpoch - date.daysSinceEpoch }
}

extension PatternFinding {
    fileprivate mutating func add(_ other: PatternFinding, otherwise severity: Severity) {
        self.severity = max(self.severity ?? severity, other.severity ?? severity)
        causes += other.causes
        count = max(count, other.count)
        details += other.details.filter { !details.contains($0) }
        isAlways = isAlways || other.isAlways
    }
}

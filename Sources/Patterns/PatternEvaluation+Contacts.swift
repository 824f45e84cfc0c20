import Vocabulary

/// Contacts, doses and tests that did not take place; statements that do not agree.
extension PatternEvaluation {
    func missedContacts(_ counts: [PatternTest.Count], _ insideWindow: Int) -> [PatternFinding] {
        let missing = people { if case .missed(let person, _) = $0 { person } else { nil } }
        return missing.compactMap { person in
            let entries = memory.signals.compactMap { observation, signal in
                if case .missed(person, _) = signal { observation } else { nil as Observation? }
            }
            let isEnough = isWindowOpen && entries.count >= insideWindow
            return counted(entries, counts, isEnough: isEnough).map { causes in
                PatternFinding(subject: .person(person), causes: causes, count: causes.count)
            }
        }
    }

    /// The entries of the longest look-back that holds enough, one for each that counts; `nil` if none does.
    func counted(
        _ observations: [Observation],
        _ counts: [PatternTest.Count],
        isEnough: Bool = false
    ) -> [LedgerSequence]? {
        let met = counts.filter { count in
            observations.filter { age($0.day) <= count.days }.count >= count.atLeast
        }
        guard let days = met.map(\.days).max() else { return isEnough ? [entry] : nil }
        return observations.filter { age($0.day) <= days }.map(\.entry)
    }

    var missedTests: [PatternFinding] {
        let missing = people { if case .testMissed(let person) = $0 { person } else { nil } }
        return missing.map { PatternFinding(subject: .person($0), causes: [entry]) }
    }

    /// Consecutive days on which doses were not collected, up to the day of the observation.
    func missedDoses(_ inARow: Int, _ whileTitrating: Int, _ titration: [String]) -> [PatternFinding] {
        let missing = people { if case .missedDoses(let person, _) = $0 { person } else { nil } }
        return missing.compactMap { person in
            var first = day.advanced(byDays: 1)
            var causes: [LedgerSequence] = []
            for observation in memory.observations.reversed()
            where first <= observation.day.advanced(byDays: 1) {
                for case .missedDoses(person, let days) in observation.signals where days > 0 {
                    first = min(first, observation.day.advanced(byDays: 1 - days))
                    causes.append(observation.entry)
                }
            }
            let run = age(first) + 1
            let isTitrating = regime(of: person).map(titration.contains) ?? false
            guard run >= (isTitrating ? whileTitrating : inARow) else { return nil }
            return PatternFinding(subject: .person(person), causes: causes, count: run)
        }
    }

    /// How that person takes what is prescribed, as last said.
    private func regime(of person: PersonID) -> String? {
        for observation in memory.observations.reversed() {
            for signal in observation.signals.reversed() {
                switch signal {
                case .regime(person, let regime), .prescription(person, let regime?): return regime
                default: break
                }
            }
        }
        return nil
    }

    func contradictions(_ days: [String: Int], _ otherwise: Int) -> [PatternFinding] {
        observation.signals.compactMap { signal in
            guard case .statement(let person, let key, let value) = signal else { return nil }
            let against = memory.observations.filter { other in
                other.author != observation.author && age(other.day) <= days[key] ?? otherwise
                    && other.signals.contains { other in
                        if case .statement(person, key, let said) = other { said != value } else { false }
                    }
            }
            guard !against.isEmpty else { return nil }
            return PatternFinding(subject: .key(person, key), causes: against.map(\.entry) + [entry])
        }
    }
}

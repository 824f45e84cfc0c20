import Vocabulary

/// Decides which remembered signals some rule can still look back at.
///
/// A signal is kept for its days, or while it is the latest of its slot. Walking from the newest back, so that what is
/// kept depends on nothing that was forgotten: remembering what is kept, in order, keeps exactly that.
struct Keeping {
    /// What of several like signals only the latest, or only so many, matter.
    private enum Slot: Hashable {
        case result(PersonID), evidence(PersonID), latestEvidence(PersonID), claim(PersonID)
        case missed(PersonID), doses(PersonID), statement(PersonID, String), incident, carers
        case substitution(PersonID), regime(PersonID), opioid(PersonID), storage, jointPlan(PersonID)
        case hazard(String), review, sleepingPlace
    }

    private let day: CivilDate
    private let longest: LookBack
    private var counts: [Slot: Int] = [:]
    /// The kinds of hazards that are gone; with `nil` all are.
    private var cleared: Set<String?> = []
    private var latestEvidence: [PersonID: CivilDate] = [:]
    /// The entries whose reviews matter: a run without change, or the first of a run with it.
    private var reviews: Set<LedgerSequence> = []

    init(_ observations: [Observation], on day: CivilDate, _ longest: LookBack) {
        self.day = day
        self.longest = longest
        for observation in observations {
            for signal in observation.signals {
                if let person = signal.evidence {
                    let known = latestEvidence[person] ?? observation.dayOfEvidence
                    latestEvidence[person] = max(known, observation.dayOfEvidence)
                }
            }
        }
        var run: (change: Bool, entries: [LedgerSequence]) = (false, [])
        for observation in observations {
            for case .meeting(_, let change?) in observation.signals {
                if change != run.change { run = (change, []) }
                if !change || run.entries.isEmpty { run.entries.append(observation.entry) }
            }
        }
        reviews = Set(run.entries.suffix(longest.reviews))
    }

    /// The observations that still matter, with the signals that do.
    mutating func kept(of observations: [Observation]) -> [Observation] {
        var kept: [Observation] = []
        for observation in observations.reversed() {
            var signals: [Signal] = []
            for signal in observation.signals.reversed() where keeps(signal, of: observation) {
                signals.append(signal)
            }
            guard !signals.isEmpty else { continue }
            signals.reverse()
            kept.append(signals == observation.signals ? observation : observation.with(signals))
        }
        kept.reverse()
        return kept
    }

    private mutating func keeps(_ signal: Signal, of observation: Observation) -> Bool {
        switch signal {
        case .test(let person, _):
            let isLatest = keeps(.result(person), latest: 1)
            return keepsEvidence(signal, of: observation) || isLatest
        case .use: return keepsEvidence(signal, of: observation)
        case .claim(let person, _):
            return keeps(.claim(person), days: longest.claims, atMost: 256, since: observation.dayHappened)
        case .missed(let person?, _): return keeps(.missed(person), longest.missed, since: observation.day)
        case .missedDoses(let person, _):
            return keeps(.doses(person), days: longest.doses, atMost: longest.doses, since: observation.day)
        case .statement(let person, let key, _):
            let days = longest.days(ofStatement: key)
            return keeps(.statement(person, key), days: days, atMost: 64, since: observation.day)
        case .incident: return keeps(.incident, longest.incidents, since: observation.day)
        case .carers: return keeps(.carers, latest: 1)
        case .treatment(let person): return keeps(.substitution(person), latest: 1)
        case .prescription(let person, let regime):
            let isRegime = regime != nil && keeps(.regime(person), latest: 1)
            return keeps(.substitution(person), latest: 1) || isRegime
        case .regime(let person, _): return keeps(.regime(person), latest: 1)
        case .opioid(let person): return keeps(.opioid(person), latest: 1)
        case .storageCheck(let isDone): return isDone && keeps(.storage, latest: 1)
        case .sleepingPlace: return keeps(.sleepingPlace, latest: longest.visits)
        case .jointPlan(let person): return keeps(.jointPlan(person), latest: 1)
        case .meeting(_, let change):
            return change != nil && reviews.contains(observation.entry) && keepsOne(observation)
        case .hazard(let kind):
            let isCleared = cleared.contains(kind) || cleared.contains(nil)
            return !isCleared && keeps(.hazard(kind), latest: 2)
        case .hazardCleared(let kind):
            cleared.insert(kind)
            return false
        default: return false
        }
    }

    /// An entry tells of one meeting.
    private mutating func keepsOne(_ observation: Observation) -> Bool {
        reviews.remove(observation.entry) != nil
    }

    private mutating func keepsEvidence(_ signal: Signal, of observation: Observation) -> Bool {
        guard let person = signal.evidence else { return false }
        let date = observation.dayOfEvidence
        let isLatest = latestEvidence[person] == date && keeps(.latestEvidence(person), latest: 1)
        return keeps(.evidence(person), days: longest.kept, atMost: 256, since: date) || isLatest
    }

    private mutating func keeps(_ slot: Slot, latest: Int) -> Bool {
        counts[slot, default: 0] += 1
        return counts[slot, default: 0] <= latest
    }

    private mutating func keeps(_ slot: Slot, _ count: PatternTest.Count, since date: CivilDate) -> Bool {
        keeps(slot, days: count.days, atMost: count.atLeast, since: date)
    }

    private mutating func keeps(_ slot: Slot, days: Int, atMost: Int, since date: CivilDate) -> Bool {
        day.daysSinceEpoch - date.daysSinceEpoch <= days && keeps(slot, latest: atMost)
    }
}

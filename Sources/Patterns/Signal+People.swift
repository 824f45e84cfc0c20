import Vocabulary

extension Signal {
    /// The same of other people: each replaced by whom `other` names.
    func with(_ other: (PersonID) -> PersonID) -> Signal {
        switch self {
        case .test(let person, let isPositive): .test(other(person), isPositive: isPositive)
        case .use(let person): .use(other(person))
        case .claim(let person, let since): .claim(other(person), since: since)
        case .missed(let person, let status): .missed(person.map(other), status)
        case .missedDoses(let person, let days): .missedDoses(other(person), days: days)
        case .testMissed(let person): .testMissed(other(person))
        case .statement(let person, let key, let value): .statement(other(person), key: key, value: value)
        case .carers(let people): .carers(people.map(other))
        case .treatment(let person): .treatment(other(person))
        case .prescription(let person, let regime): .prescription(other(person), regime: regime)
        case .opioid(let person): .opioid(other(person))
        case .regime(let person, let regime): .regime(other(person), regime)
        case .jointPlan(let person): .jointPlan(other(person))
        case .flag(let flag, let person, let detail): .flag(flag, person: person.map(other), detail: detail)
        case .incident, .inCharge, .storageCheck, .sleepingPlace, .meeting, .meetingUnsound, .notInvited,
            .closureProposed, .assessmentOutcomeHome, .hazard, .hazardCleared:
            self
        }
    }

    /// Whom it speaks of.
    var people: [PersonID] {
        var people: [PersonID] = []
        _ = with { person in
            people.append(person)
            return person
        }
        return people
    }
}

extension PatternSubject {
    /// The same of whom `other` names.
    func with(_ other: (PersonID) -> PersonID) -> PatternSubject {
        switch self {
        case .child, .household: self
        case .person(let person): .person(other(person))
        case .key(let person, let matter): .key(other(person), matter)
        }
    }
}

extension Observation {
    /// The same of whom `other` names, and of whom it speaks.
    func with(_ other: (PersonID) -> PersonID) -> Observation {
        var observation = with(signals.map { $0.with(other) })
        observation.who = who.with(other)
        return observation
    }
}

extension PatternAlert {
    /// The same about whom `other` names.
    func with(_ other: (PersonID) -> PersonID) -> PatternAlert {
        var alert = self
        alert.subject = subject.with(other)
        return alert
    }
}

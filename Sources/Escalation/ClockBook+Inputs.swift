public import Vocabulary

extension ClockBook {
    /// Why clocks end that nothing cleared.
    public enum Ending: Hashable, Sendable {
        /// The case was closed.
        case caseClosed
        /// The child has died.
        case childDied
    }

    /// Everything that one concern says to the clocks of a case; each entry is said once.
    ///
    /// First comes what was due before and nobody has noticed yet, then what the word clears, then what it starts. What
    /// an entry itself started it does not clear.
    public mutating func said(_ word: ClockWord, of caseID: CaseID) -> Decision<Fact, Never> {
        var decision = caughtUp(caseID, before: word.at)
        decision.append(stoodStill(word, of: caseID))
        for clock in open(of: caseID) where isCleared(clock, by: word) {
            let fact = Fact.cleared(clock.key, by: word.entry, at: word.at, isLate: clock.isBreached)
            decision.append(commit(fact))
        }
        for (rule, trigger) in rules.candidates(for: word) {
            decision.append(started(rule, limit(of: rule, trigger, word), word, of: caseID))
        }
        return decision
    }

    /// Warns and breaches whatever is due by `now`, in order of due time, then key; each once for ever.
    ///
    /// Late, early and repeated calls are safe. Of warnings and breaches it makes at most `limit`; call again while
    /// ``deadline`` is not after `now`.
    public mutating func timePassed(to now: Instant, atMost limit: Int = .max) -> Decision<Fact, Never> {
        var decision = Decision<Fact, Never>.nothing
        var left = limit
        while left > 0, let deadline, deadline <= now, let key = earliest {
            decision.append(stepped(key))
            left -= 1
        }
        return decision
    }

    /// The case was closed or its child has died: what no longer applies ends.
    public mutating func closed(
        _ caseID: CaseID,
        because ending: Ending,
        by entry: LedgerSequence,
        at now: Instant
    ) -> Decision<Fact, Never> {
        var decision = caughtUp(caseID, before: now)
        for clock in open(of: caseID) {
            let rule = rules[clock.key.code]
            let goesOn = ending == .caseClosed ? rule?.outlivesCase : rule?.outlivesChild
            if goesOn != true { decision.append(commit(.ended(clock.key, by: entry, at: now))) }
        }
        return decision
    }

    // MARK: Time

    /// Warns or breaches that clock, whichever comes next, and starts the stage after it.
    private mutating func stepped(_ key: ClockKey) -> Decision<Fact, Never> {
        guard let clock = self[key] else { preconditionFailure("a deadline of no open clock: \(key)") }
        if let warnAt = clock.warnAt, !clock.isWarned { return commit(.warned(key, at: warnAt)) }
        let passed = max(clock.due, clock.startedAt)
        var decision = commit(.breached(key, at: passed))
        if let next = rules[key.code]?.next, let rule = rules[next] {
            let later = ClockKey(caseID: key.caseID, code: next, startedBy: key.startedBy)
            let date = LondonTime.date(of: passed)
            // One that begins again ends first, so that it is one clock as long as it runs.
            if later == key { decision.append(commit(.ended(key, by: key.startedBy, at: passed))) }
            decision.append(started(later, rule, rule.limit, from: date, at: passed, subject: clock.subject))
        }
        return decision
    }

    /// What was due before a concern came is breached before the concern is heard, so that the record does not depend
    /// on when the broker looked.
    mutating func caughtUp(_ caseID: CaseID, before now: Instant) -> Decision<Fact, Never> {
        var decision = Decision<Fact, Never>.nothing
        while let next = open(of: caseID).filter({ $0.deadline.map { $0 < now } == true })
            .min(by: { ($0.deadline ?? now, $0.key) < ($1.deadline ?? now, $1.key) })
        {
            decision.append(stepped(next.key))
        }
        return decision
    }

    // MARK: Clearing

    private func isCleared(_ clock: RunningClock, by word: ClockWord) -> Bool {
        if clock.key.startedBy == word.entry { return false }
        if word.satisfies.contains(clock.key.code) { return true }
        guard rules.isCleared(clock.key.code, by: word) else { return false }
        // A stage keeps the entry that began the first, so that an answer to it ends them all.
        if !word.answers.isEmpty, !word.answers.contains(clock.key.startedBy) { return false }
        guard let name = rules[clock.key.code]?.subject, let subject = clock.subject else { return true }
        return word.names(subject, as: name) ?? true
    }

    // MARK: Starting

    /// For how long the word starts a clock: as the sighting it asks for, as what it is, or as the rule says.
    private func limit(of rule: ClockRule, _ trigger: ClockTrigger?, _ word: ClockWord) -> ClockLimit {
        if rule.isSighting, let days = word.sightingWorkingDays {
            return days > 0 ? .workingDays(days) : .sameDay
        }
        return trigger?.limit ?? rule.limit
    }

    private mutating func started(
        _ rule: ClockRule,
        _ limit: ClockLimit,
        _ word: ClockWord,
        of caseID: CaseID
    ) -> Decision<Fact, Never> {
        let subject = rule.subject.flatMap { word.value(of: $0) }
        if rule.isSingle, !word.expects(rule),
            let running = open(of: caseID).first(where: { clock in
                guard clock.key.code == rule.code else { return false }
                guard let name = rule.subject, let subject = clock.subject else {
                    return clock.subject == subject
                }
                return word.names(subject, as: name) == true
            })
        {
            return seconded(running, by: word.entry)
        }
        let heard = LondonTime.date(of: word.at)
        return started(
            ClockKey(caseID: caseID, code: rule.code, startedBy: word.entry),
            rule,
            limit,
            from: rule.origin == .event ? word.happened ?? heard : heard,
            at: word.at,
            subject: subject,
            said: { word.value(of: $0) }
        )
    }

    private mutating func started(
        _ key: ClockKey,
        _ rule: ClockRule,
        _ limit: ClockLimit,
        from date: CivilDate,
        at instant: Instant,
        subject: String?,
        said: (String) -> String? = { _ in nil }
    ) -> Decision<Fact, Never> {
        guard self[key] == nil, rules.isInForce(rule, at: date),
            let due = limit.due(from: date, at: instant, on: calendar, said: said)
        else { return .nothing }
        let warnAt = rule.warning?.before(due, on: calendar)
        return commit(
            .started(
                key,
                at: instant,
                due: due,
                warnAt: warnAt.flatMap { instant < $0 && $0 < due ? $0 : nil },
                policySet: rule.sets == nil ? nil : rules.set(at: date)?.name,
                subject: subject
            )
        )
    }

    mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}

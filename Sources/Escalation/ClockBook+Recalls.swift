public import Vocabulary

extension ClockBook {
    /// More would not be asked for: whoever takes back one of so many leaves others.
    private static let mostSeconds = 3

    /// What would have started a clock that runs is remembered, so that it goes on if what started it is taken back.
    mutating func seconded(_ clock: RunningClock, by entry: LedgerSequence) -> Decision<Fact, Never> {
        guard clock.seconds.count < Self.mostSeconds, !clock.seconds.contains(entry),
            clock.key.startedBy != entry
        else { return .nothing }
        return commit(.seconded(clock.key, by: clock.seconds + [entry]))
    }

    /// An entry was taken back: what it alone started ends, and what others would have started goes on as it was.
    ///
    /// A breach stays in the ledger. What outlives the case, such as a challenge, ends by its own words only.
    public mutating func recalled(
        _ entry: LedgerSequence,
        of caseID: CaseID,
        by recall: LedgerSequence,
        at now: Instant
    ) -> Decision<Fact, Never> {
        var decision = caughtUp(caseID, before: now)
        for clock in open(of: caseID) where rules[clock.key.code]?.outlivesCase != true {
            if clock.seconds.contains(entry) {
                decision.append(commit(.seconded(clock.key, by: clock.seconds.filter { $0 != entry })))
            } else if clock.key.startedBy == entry, clock.seconds.isEmpty {
                decision.append(commit(.ended(clock.key, by: recall, at: now)))
            }
        }
        return decision
    }

    // MARK: Standing still

    /// Clocks that cannot go on before somebody else says more stand still until they do (T80).
    mutating func stoodStill(_ word: ClockWord, of caseID: CaseID) -> Decision<Fact, Never> {
        var decision = Decision<Fact, Never>.nothing
        for clock in open(of: caseID) where !clock.isBreached {
            guard let rule = rules[clock.key.code] else { continue }
            if let pause = clock.pause {
                guard rules.isMet(rule.resumes, by: word) else { continue }
                decision.append(resumed(clock, rule, after: pause, word))
            } else if rules.isMet(rule.pauses, by: word) {
                decision.append(commit(.paused(clock.key, by: word.entry, at: word.at)))
            }
        }
        return decision
    }

    private mutating func resumed(
        _ clock: RunningClock,
        _ rule: ClockRule,
        after pause: RunningClock.Pause,
        _ word: ClockWord
    ) -> Decision<Fact, Never> {
        let due: Instant
        if rule.limit.isTimed {
            due = clock.due.advanced(byMilliseconds: word.at.milliseconds - pause.at.milliseconds)
        } else {
            let still =
                LondonTime.date(of: word.at).daysSinceEpoch - LondonTime.date(of: pause.at).daysSinceEpoch
            let day = LondonTime.date(of: clock.due).advanced(byDays: still)
            due = calendar.close(of: still == 0 ? day : calendar.latestWorkingDay(onOrBefore: day))
        }
        let warnAt = rule.warning?.before(due, on: calendar)
        return commit(
            .resumed(
                clock.key,
                by: word.entry,
                at: word.at,
                due: max(due, word.at),
                warnAt: clock.isWarned ? clock.warnAt : warnAt.flatMap { word.at < $0 && $0 < due ? $0 : nil }
            )
        )
    }
}

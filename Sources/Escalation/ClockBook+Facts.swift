public import Vocabulary

extension ClockBook {
    /// What became true of a clock; self-contained, so that neither rules nor calendar are needed to replay it.
    public enum Fact: Hashable, Sendable {
        /// It runs until `due`.
        case started(
            ClockKey,
            at: Instant,
            due: Instant,
            warnAt: Instant?,
            policySet: String?,
            subject: String?
        )
        /// It is about to be due.
        case warned(ClockKey, at: Instant)
        /// It was due and nothing had cleared it; `at` is the due time, however late the broker noticed.
        case breached(ClockKey, at: Instant)
        /// What it waited for was said, in time or after the breach.
        case cleared(ClockKey, by: LedgerSequence, at: Instant, isLate: Bool)
        /// It no longer applies: the case was closed or the child has died.
        case ended(ClockKey, by: LedgerSequence, at: Instant)
        /// These would have started it as well, had it not been running.
        case seconded(ClockKey, by: [LedgerSequence])
        /// It stands still until somebody else does what it cannot go on without.
        case paused(ClockKey, by: LedgerSequence, at: Instant)
        /// It goes on, as much later as it stood still.
        case resumed(ClockKey, by: LedgerSequence, at: Instant, due: Instant, warnAt: Instant?)

        /// The clock that it is about.
        public var key: ClockKey {
            switch self {
            case .started(let key, _, _, _, _, _), .warned(let key, _), .breached(let key, _),
                .cleared(let key, _, _, _), .ended(let key, _, _), .seconded(let key, _),
                .paused(let key, _, _), .resumed(let key, _, _, _, _):
                key
            }
        }
    }

    /// The fewest facts that rebuild this book, in order of cases and keys: a snapshot in the ledger's own words.
    public var restated: [Fact] { cases.flatMap { open(of: $0) }.flatMap { restated($0) } }

    private func restated(_ clock: RunningClock) -> [Fact] {
        var facts = [
            Fact.started(
                clock.key,
                at: clock.startedAt,
                due: clock.due,
                warnAt: clock.warnAt,
                policySet: clock.policySet,
                subject: clock.subject
            )
        ]
        if clock.isWarned, let warnAt = clock.warnAt { facts.append(.warned(clock.key, at: warnAt)) }
        if clock.isBreached {
            facts.append(.breached(clock.key, at: max(clock.due, clock.startedAt)))
        }
        if !clock.seconds.isEmpty { facts.append(.seconded(clock.key, by: clock.seconds)) }
        if let pause = clock.pause { facts.append(.paused(clock.key, by: pause.entry, at: pause.at)) }
        return facts
    }
}

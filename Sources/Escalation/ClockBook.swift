public import Vocabulary

/// The statutory and practice clocks of every case (`domain.md` section 3).
///
///     ── said ──▶ running ── warning time ──▶ running, warned
///                 running ── said ──────────▶ cleared in time
///                 running ── due time ──────▶ breached ── said ──▶ cleared late
///                 running ── said ──▶ paused ── said ──▶ running, as much later
///                 running, breached ── case closed, child died, what began it was taken back ──▶ ended
///
/// A breached clock stays open until something clears it; a breach may start the next stage, counted from that day.
/// Facts carry every due time, so that restarts, jumps of the clock and changes of rules move no clock that runs.
/// What it costs does not depend on the number of cases.
public struct ClockBook: Sendable, Equatable {
    /// The rules in force for what starts from now on.
    public let rules: ClockRules
    /// The calendar in force for what starts from now on.
    public let calendar: WorkingCalendar

    /// The open clocks of each case, in order of their keys; no case without any.
    private(set) var clocks: [CaseID: [RunningClock]] = [:]
    private var queue = DeadlineQueue<ClockKey>()
    /// How many clocks are open: running, or breached and not cleared.
    public private(set) var count = 0

    /// Creates an empty book.
    public init(rules: ClockRules, calendar: WorkingCalendar) {
        self.rules = rules
        self.calendar = calendar
    }

    // MARK: Reading

    /// When ``timePassed(to:atMost:)`` must next be called, or `nil` if nothing is awaited.
    public var deadline: Instant? { queue.first?.deadline }

    /// How many clocks still have something to say.
    public var watched: Int { queue.count }

    /// The open clocks of a case, running or breached, in order of their keys.
    public func open(of caseID: CaseID) -> [RunningClock] { clocks[caseID] ?? [] }

    /// Every case that has open clocks, in order; O(n log n), for lists that people ask for.
    public var cases: [CaseID] { clocks.keys.sorted() }

    /// The open clock of that key, or `nil` if it never started or has ended.
    public subscript(key: ClockKey) -> RunningClock? {
        found(key).map { open(of: key.caseID)[$0] }
    }

    /// The rule of that code if it is in force on that day.
    public func rule(_ code: String, at date: CivilDate) -> ClockRule? { rules.rule(code, at: date) }

    /// The key whose deadline comes first.
    var earliest: ClockKey? { queue.first?.key }

    // MARK: The only writer

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .started(let key, let instant, let due, let warnAt, let policySet, let subject):
            let clock = RunningClock(
                key: key,
                startedAt: instant,
                due: due,
                warnAt: warnAt,
                policySet: policySet,
                subject: subject
            )
            insert(clock)
        case .warned(let key, _): change(key) { $0.isWarned = true }
        case .breached(let key, _): change(key) { $0.isBreached = true }
        case .cleared(let key, _, _, _), .ended(let key, _, _): remove(key)
        case .seconded(let key, let entries): change(key) { $0.seconds = entries }
        case .paused(let key, let entry, let instant):
            change(key) { $0.pause = RunningClock.Pause(entry: entry, at: instant) }
        case .resumed(let key, _, _, let due, let warnAt):
            change(key) { clock in
                clock.pause = nil
                clock.due = due
                clock.warnAt = warnAt
            }
        }
    }

    private mutating func insert(_ clock: RunningClock) {
        let place = Self.place(of: clock.key, in: open(of: clock.key.caseID))
        clocks[clock.key.caseID, default: []].insert(clock, at: place)
        queue.set(clock.deadline, for: clock.key)
        count += 1
    }

    private mutating func change(_ key: ClockKey, _ body: (inout RunningClock) -> Void) {
        guard let place = found(key), var clock = self[key] else {
            preconditionFailure("a fact about no open clock: \(key)")
        }
        body(&clock)
        clocks[key.caseID]?[place] = clock
        queue.set(clock.deadline, for: key)
    }

    private mutating func remove(_ key: ClockKey) {
        guard let place = found(key) else { preconditionFailure("a fact about no open clock: \(key)") }
        clocks[key.caseID]?.remove(at: place)
        if clocks[key.caseID]?.isEmpty == true { clocks[key.caseID] = nil }
        queue.set(nil, for: key)
        count -= 1
    }

    private func found(_ key: ClockKey) -> Int? {
        let open = open(of: key.caseID)
        let place = Self.place(of: key, in: open)
        return place < open.count && open[place].key == key ? place : nil
    }

    /// Where that key is, or would be.
    private static func place(of key: ClockKey, in clocks: [RunningClock]) -> Int {
        var (low, high) = (0, clocks.count)
        while low < high {
            let middle = (low + high) / 2
            if clocks[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

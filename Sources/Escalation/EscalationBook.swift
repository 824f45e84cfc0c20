public import Vocabulary

/// Every obligation to answer, and how far each has climbed its ladder.
///
///     raised ──▶ waiting(rung) ── acknowledged ──────────▶ acknowledged
///                waiting(rung) ── passed on, lead changed ▶ waiting(rung), other owner, same deadline
///                waiting(rung) ── deadline ──▶ waiting(rung + 1) … ── deadline ──▶ exhausted
///                                                                  exhausted ── acknowledged ──▶ acknowledged
///     waiting(rung), exhausted ── acting ──▶ acting(rung) ── done ──────▶ acknowledged
///                                            acting(rung) ── deadline ──▶ waiting(rung), asked of her again
///
///     waiting(rung), acting(rung), exhausted ── taken back ──▶ withdrawn
///
/// Where several people must answer, every answer but the last is counted and ends nothing.
///
/// Nothing is re-armed after a restart: facts carry every deadline. A change of calendar or ladder therefore moves no
/// clock that runs; it counts from the next rung.
///
/// Who fills a role is asked of the caller at the moment of a climb, because people move.
public struct EscalationBook: Sendable, Equatable {
    /// Says which person or team fills a role for that obligation now, or `nil` if nobody does.
    public typealias Filling = (Role, ObligationKey) -> StaffID?
    /// Says who answers where that person would, now: they, their cover, or `nil` if nobody is there.
    public typealias StandingIn = (StaffID, ObligationKey) -> StaffID?

    /// The ladders in force for what is raised or climbs from now on.
    public let ladders: Ladders
    /// The calendar in force for what is raised or climbs from now on.
    public let calendar: WorkingCalendar

    private(set) var obligations: [ObligationKey: Obligation] = [:]
    private var queue = DeadlineQueue<ObligationKey>()
    private var openOfCase: [CaseID: Set<LedgerSequence>] = [:]
    private(set) var exhaustedKeys: Set<ObligationKey> = []
    /// How many obligations are in each state.
    public private(set) var tally = Tally()

    /// Creates an empty book.
    public init(ladders: Ladders, calendar: WorkingCalendar) {
        self.ladders = ladders
        self.calendar = calendar
    }

    // MARK: Reading

    /// When ``timePassed(to:atMost:filling:)`` must next be called, or `nil` if nothing is awaited.
    public var deadline: Instant? { queue.first?.deadline }

    /// How many deadlines are watched; one for each obligation that waits.
    public var watched: Int { queue.count }

    /// The obligation of that key, or `nil` if none was raised.
    public subscript(key: ObligationKey) -> Obligation? { obligations[key] }

    /// Every obligation that was ever raised, in order of keys; O(n log n), for lists that people ask for.
    public var keys: [ObligationKey] { obligations.keys.sorted() }

    /// What nobody answered on any rung, in order of keys.
    public var exhausted: [ObligationKey] { exhaustedKeys.sorted() }

    /// The open obligations of a case, in order of keys.
    public func open(for caseID: CaseID) -> [ObligationKey] {
        (openOfCase[caseID] ?? []).sorted().map { ObligationKey($0, caseID) }
    }

    /// Everything that still needs an answer, in order of keys; O(n log n), for lists that people ask for.
    public var open: [ObligationKey] { obligations.filter { $0.value.owner != nil }.map(\.key).sorted() }

    // MARK: The only writer

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .raised(let key, let raised):
            let state = Obligation.State.waiting(rung: raised.rung, owner: raised.owner, until: raised.until)
            let obligation = Obligation(
                severity: raised.severity,
                isHeightened: raised.isHeightened,
                raisedAt: raised.at,
                publisher: raised.publisher,
                answersNeeded: raised.answersNeeded,
                others: raised.others,
                hasClimbed: false,
                state: state
            )
            set(obligation, for: key)
        case .climbed(let key, let climb):
            change(key) { $0.climb(to: climb) }
        case .reassigned(let key, let rung, let owner, let until, _):
            change(key) { $0.settle(.waiting(rung: rung, owner: owner, until: until)) }
        case .counted(let key, let answer):
            change(key) { obligation in
                obligation.partial.removeAll { $0.staff == answer.staff }
                obligation.partial.append(answer)
            }
        case .acting(let key, let acting):
            change(key) { obligation in
                obligation.settle(
                    .acting(rung: acting.rung, asked: acting.asked, by: acting.staff, until: acting.until)
                )
                obligation.partial = []
            }
        case .returned(let key, let climb): change(key) { $0.comeBack(by: climb) }
        case .acknowledged(let key, let staff, let answer, let instant):
            change(key) { obligation in
                obligation.settle(.acknowledged(by: staff, answer: answer, at: instant))
                obligation.partial = []
            }
        case .exhausted(let key, let owner, let instant):
            change(key) { $0.settle(.exhausted(owner: owner, since: instant)) }
        case .withdrawn(let key, let instant):
            change(key) { obligation in
                obligation.settle(.withdrawn(at: instant))
                obligation.partial = []
            }
        }
    }

    private mutating func change(_ key: ObligationKey, _ body: (inout Obligation) -> Void) {
        guard var obligation = obligations[key] else {
            preconditionFailure("a fact about an obligation that was never raised: \(key)")
        }
        body(&obligation)
        set(obligation, for: key)
    }

    /// Writes the obligation and everything derived from it.
    private mutating func set(_ obligation: Obligation, for key: ObligationKey) {
        if let before = obligations.updateValue(obligation, forKey: key) { tally.remove(before.state) }
        tally.add(obligation.state)
        queue.set(obligation.deadline, for: key)
        if case .exhausted = obligation.state { exhaustedKeys.insert(key) } else { exhaustedKeys.remove(key) }
        guard let caseID = key.caseID else { return }
        if obligation.owner != nil {
            openOfCase[caseID, default: []].insert(key.sequence)
        } else {
            openOfCase[caseID]?.remove(key.sequence)
            if openOfCase[caseID]?.isEmpty == true { openOfCase[caseID] = nil }
        }
    }

    mutating func commit(_ fact: Fact, then actions: [Action] = []) -> Decision<Fact, Action> {
        apply(fact)
        return Decision(facts: [fact], actions: actions)
    }

    /// The earliest deadline and its key.
    var earliest: (key: ObligationKey, deadline: Instant)? { queue.first.map { ($0.key, $0.deadline) } }
}

public import Vocabulary

/// What several concerns about a case mean together (`domain.md` 2.2).
///
///     ── observed ──▶ remembered ── a rule is complete ──▶ raised
///                     raised ── again in its silence ──▶ silenced, unless severity rises
///                     raised ── again after its silence ──▶ raised
///
/// Patterns advise people; none closes a case or decides a threshold. Rules are data; what they look back at is
/// remembered case by case and forgotten when no rule needs it, so that no case costs more because there are others.
public struct PatternBook: Sendable, Equatable {
    /// The rules in force.
    public let rules: PatternRules
    /// The calendar by which information grows stale.
    public let calendar: WorkingCalendar

    private var memories: [CaseID: PatternMemory] = [:]

    /// Creates an empty book.
    public init(rules: PatternRules, calendar: WorkingCalendar) {
        self.rules = rules
        self.calendar = calendar
    }

    /// What is remembered of a case.
    func memory(of caseID: CaseID) -> PatternMemory { memories[caseID] ?? PatternMemory() }

    // MARK: The only writer

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        let longest = rules.longest
        switch fact {
        case .observed(let caseID, let observation): change(caseID) { $0.observe(observation, longest) }
        case .raised(let caseID, let alert): change(caseID) { $0.raise(alert, longest) }
        case .silenced(let caseID, let alert): change(caseID) { $0.silence(alert) }
        case .windowDeclared(let caseID, let window): change(caseID) { $0.declare(window) }
        case .withdrawn(let caseID, let entry): change(caseID) { $0.withdraw(entry) }
        }
    }

    private mutating func change(_ caseID: CaseID, _ body: (inout PatternMemory) -> Void) {
        var memory = memories.removeValue(forKey: caseID) ?? PatternMemory()
        body(&memory)
        if !memory.isEmpty { memories[caseID] = memory }
    }

    mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }

    /// An entry was taken back: what it said is forgotten, and so is what it alone completed.
    public mutating func recalled(_ entry: LedgerSequence, of caseID: CaseID) -> Decision<Fact, Never> {
        memory(of: caseID).restsOn(entry) ? commit(.withdrawn(caseID, entry)) : .nothing
    }

    // MARK: Snapshots

    /// The fewest facts that rebuild this book, in order of cases: a snapshot in the ledger's own words.
    public var restated: [Fact] { memories.keys.sorted().flatMap { restated($0) } }

    /// The fewest facts that rebuild what is known of one case.
    public func restated(_ caseID: CaseID) -> [Fact] {
        let memory = memory(of: caseID)
        return memory.windows.map { .windowDeclared(caseID, $0) }
            + memory.observations.map { .observed(caseID, $0) }
            + memory.alerts.map { .raised(caseID, $0) }
            + memory.silenced.map { .silenced(caseID, $0) }
    }
}

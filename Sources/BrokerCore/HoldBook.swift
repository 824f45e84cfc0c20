public import Vocabulary

/// Changes of state that wait for a named person: what was said stands in the ledger, and does not come about yet.
///
///     ── said, with reasons against it ──▶ held ── overridden with a reason ──▶ gone
///                                          held ── what was missing came, or it was taken back ──▶ gone
///
/// A hold never stops a message: whoever must know of a risk is told as ever.
public struct HoldBook: Sendable, Equatable {
    /// A change that waits.
    public struct Hold: Hashable, Sendable {
        /// The entry that asked for it.
        public let entry: LedgerSequence
        /// The event of that entry, by which whoever overrides it names it.
        public let event: MessageID
        /// The case.
        public let caseID: CaseID
        /// What was asked, as its topic is called.
        public let change: String
        /// What speaks against it, in the rules' short words.
        public let reasons: [String]
        /// Since when it waits.
        public let since: Instant
        /// The legal basis that the change would bring; `nil` if it changes none.
        public let basis: BasisChange?
        /// The referral or challenge that it is about, by its id, if it names one.
        public let about: String?
        /// The roles that were asked beforehand.
        public internal(set) var polled: [Role]
    }

    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// A change waits.
        case held(Hold)
        /// Somebody let it come about all the same; their reason is in the entry that said so.
        case overridden(LedgerSequence, CaseID, by: StaffID, at: Instant)
        /// Somebody in that role answered what was asked: they were polled.
        case polled(LedgerSequence, CaseID, Role)
        /// What was missing came by that entry, or it took the change back.
        case ended(LedgerSequence, CaseID, by: LedgerSequence, at: Instant)
    }

    private var waiting: [CaseID: [Hold]] = [:]

    /// Creates an empty book.
    public init() {}

    /// What waits on a case, oldest first.
    public func holds(on caseID: CaseID) -> [Hold] { waiting[caseID] ?? [] }

    /// Everything that waits, oldest first.
    public var all: [Hold] {
        waiting.values.flatMap { $0 }.sorted { ($0.entry, $0.caseID) < ($1.entry, $1.caseID) }
    }

    /// A change is asked for that something speaks against.
    mutating func held(_ hold: Hold) -> Decision<Fact, Never> { commit(.held(hold)) }

    /// Somebody takes it on themselves; nothing if no such change waits.
    mutating func overridden(
        _ entry: LedgerSequence,
        _ caseID: CaseID,
        by staff: StaffID,
        at now: Instant
    ) -> Decision<Fact, Never> {
        guard holds(on: caseID).contains(where: { $0.entry == entry }) else { return .nothing }
        return commit(.overridden(entry, caseID, by: staff, at: now))
    }

    /// Somebody in these roles answered; nothing if no such change waits, or they had answered.
    mutating func polled(
        _ entry: LedgerSequence,
        _ caseID: CaseID,
        _ roles: [Role]
    ) -> Decision<Fact, Never> {
        guard let hold = holds(on: caseID).first(where: { $0.entry == entry }) else { return .nothing }
        var facts: [Fact] = []
        for role in roles where !hold.polled.contains(role) {
            let fact = Fact.polled(entry, caseID, role)
            apply(fact)
            facts.append(fact)
        }
        return Decision(facts: facts)
    }

    /// What was missing came, or the change was taken back; nothing if no such change waits.
    mutating func ended(
        _ entry: LedgerSequence,
        _ caseID: CaseID,
        by cause: LedgerSequence,
        at now: Instant
    ) -> Decision<Fact, Never> {
        guard holds(on: caseID).contains(where: { $0.entry == entry }) else { return .nothing }
        return commit(.ended(entry, caseID, by: cause, at: now))
    }

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .held(let hold): waiting[hold.caseID, default: []].append(hold)
        case .polled(let entry, let caseID, let role):
            guard let place = waiting[caseID]?.firstIndex(where: { $0.entry == entry }) else { return }
            waiting[caseID]?[place].polled.append(role)
        case .overridden(let entry, let caseID, by: _, at: _), .ended(let entry, let caseID, by: _, at: _):
            waiting[caseID]?.removeAll { $0.entry == entry }
            if waiting[caseID]?.isEmpty == true { waiting[caseID] = nil }
        }
    }

    /// The fewest facts that rebuild it.
    public var restated: [Fact] { all.map { .held($0) } }

    private mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}

public import Vocabulary

/// What agencies said will come (a test, a visit, a report); what does not come is a concern of its own.
///
///     ── registered ──▶ expected ── such a message about the case ──▶ gone
///                       expected ── due time ──▶ missed, and told
///
/// Facts carry every due time, so that restarts and jumps of the clock move none.
public struct ExpectationBook: Sendable, Equatable {
    /// Something that is to come.
    public struct Expectation: Hashable, Sendable {
        /// The entry that registered it.
        public let entry: LedgerSequence
        /// The id of that entry's event.
        public let id: MessageID
        /// The case that it is about.
        public let caseID: CaseID
        /// The topic that must come.
        public let what: String
        /// The role that must say it, if it matters.
        public let by: Role?
        /// Until when.
        public let due: Instant
        /// Roles that are told if it does not come, besides whoever leads.
        public let tells: [Role]

        /// Creates an expectation.
        public init(
            entry: LedgerSequence,
            id: MessageID,
            caseID: CaseID,
            what: String,
            by role: Role?,
            due: Instant,
            tells: [Role]
        ) {
            self.entry = entry
            self.id = id
            self.caseID = caseID
            self.what = what
            by = role
            self.due = due
            self.tells = tells
        }
    }

    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// Something is to come.
        case registered(Expectation)
        /// It came, by that entry.
        case met(LedgerSequence, of: CaseID, by: LedgerSequence)
        /// It did not come in time.
        case missed(LedgerSequence, of: CaseID, at: Instant)
        /// Its case was closed, or what registered it was taken back.
        case dropped(LedgerSequence, of: CaseID)
    }

    private var expected: [CaseID: [Expectation]] = [:]
    private var queue = DeadlineQueue<Place>()

    private struct Place: Hashable, Comparable, Sendable {
        let entry: LedgerSequence
        let caseID: CaseID

        static func < (lhs: Place, rhs: Place) -> Bool {
            lhs.entry == rhs.entry ? lhs.caseID < rhs.caseID : lhs.entry < rhs.entry
        }
    }

    /// Creates an empty book.
    public init() {}

    // MARK: Reading

    /// When ``timePassed(to:)`` must next be called, or `nil` if nothing is expected.
    public var deadline: Instant? { queue.first?.deadline }

    /// What is to come on a case, in the order registered.
    public func expected(on caseID: CaseID) -> [Expectation] { expected[caseID] ?? [] }

    // MARK: Inputs

    /// An agency says that something will come.
    public mutating func registered(_ expectation: Expectation) -> Decision<Fact, Never> {
        commit([.registered(expectation)])
    }

    /// A message about a case came: what waited for such a one is met, whatever it says.
    public mutating func heard(
        _ topic: String,
        by role: Role?,
        of caseID: CaseID,
        in entry: LedgerSequence
    ) -> Decision<Fact, Never> {
        let met = expected(on: caseID).filter { expectation in
            expectation.what == topic && expectation.entry != entry
                && (expectation.by == nil || expectation.by == role)
        }
        return commit(met.map { .met($0.entry, of: caseID, by: entry) })
    }

    /// The first that was due by now and did not come, once for ever; `nil` if none.
    public mutating func timePassed(to now: Instant) -> (
        missed: Expectation, decision: Decision<Fact, Never>
    )? {
        guard let first = queue.first, first.deadline <= now,
            let missed = expected(on: first.key.caseID).first(where: { $0.entry == first.key.entry })
        else { return nil }
        return (missed, commit([.missed(missed.entry, of: missed.caseID, at: missed.due)]))
    }

    /// The case was closed: nothing more is to come.
    public mutating func closed(_ caseID: CaseID) -> Decision<Fact, Never> {
        commit(expected(on: caseID).map { .dropped($0.entry, of: caseID) })
    }

    /// The entry that registered something was taken back.
    public mutating func recalled(_ entry: LedgerSequence, of caseID: CaseID) -> Decision<Fact, Never> {
        commit(expected(on: caseID).filter { $0.entry == entry }.map { .dropped($0.entry, of: caseID) })
    }

    // MARK: The only writer

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .registered(let expectation):
            expected[expectation.caseID, default: []].append(expectation)
            queue.set(expectation.due, for: Place(entry: expectation.entry, caseID: expectation.caseID))
        case .met(let entry, let caseID, by: _), .missed(let entry, let caseID, at: _),
            .dropped(let entry, let caseID):
            expected[caseID]?.removeAll { $0.entry == entry }
            if expected[caseID]?.isEmpty == true { expected[caseID] = nil }
            queue.set(nil, for: Place(entry: entry, caseID: caseID))
        }
    }

    /// The fewest facts that rebuild this book, case by case: a snapshot in the ledger's own words.
    public var restated: [Fact] {
        expected.keys.sorted().flatMap { expected(on: $0) }.map { .registered($0) }
    }

    private mutating func commit(_ facts: [Fact]) -> Decision<Fact, Never> {
        for fact in facts { apply(fact) }
        return Decision(facts: facts)
    }
}

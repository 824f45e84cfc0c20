public import Vocabulary

/// Professional challenges that are not settled: who disagrees with what, so that they hear of every stage.
///
///     ── somebody disagrees ──▶ open ── a whole written statement, or a manager's override ──▶ gone
///
/// Their clocks are the clock book's; an answer settles nothing.
public struct ChallengeBook: Sendable, Equatable {
    /// A challenge that is open.
    public struct Challenge: Hashable, Sendable {
        /// The entry that raised it.
        public let entry: LedgerSequence
        /// The id by which people name it.
        public let id: MessageID
        /// The id of what is challenged, or a word for what was not done.
        public let about: String?
        /// Who disagrees, if the message says.
        public let author: StaffID?
        /// The system that said so.
        public let publisher: UserID
    }

    /// What became true.
    public enum Fact: Hashable, Sendable {
        /// Somebody disagrees.
        case raised(Challenge)
        /// A statement was filed that is not whole, so a manager must say whether it stands.
        case proposed(LedgerSequence, by: LedgerSequence)
        /// It is settled in writing.
        case resolved(LedgerSequence, by: LedgerSequence, at: Instant)
    }

    private var open: [LedgerSequence: Challenge] = [:]
    private var entries: [MessageID: LedgerSequence] = [:]
    /// Statements that are not whole, and which challenge each was to settle.
    private var proposals: [LedgerSequence: LedgerSequence] = [:]

    /// Creates an empty book.
    public init() {}

    /// Every open challenge, oldest first.
    public var all: [Challenge] { open.values.sorted { $0.entry < $1.entry } }

    /// The open challenge that an entry raised, or `nil`.
    public subscript(entry: LedgerSequence) -> Challenge? { open[entry] }

    /// The open challenge of that id, or `nil`; ids are its publisher's, and the newest of one id is meant.
    public func challenge(_ id: MessageID) -> Challenge? { entries[id].flatMap { open[$0] } }

    /// The open challenge that an incomplete statement was to settle, or `nil`.
    public func challenge(proposedBy statement: LedgerSequence) -> Challenge? {
        proposals[statement].flatMap { open[$0] }
    }

    /// Whether that person disagrees with that already.
    public func isOpen(about: String, by author: StaffID) -> Bool {
        open.values.contains { $0.about == about && $0.author == author }
    }

    /// Somebody disagrees; nothing if that entry said so already.
    mutating func raised(_ challenge: Challenge) -> Decision<Fact, Never> {
        open[challenge.entry] == nil ? commit(.raised(challenge)) : .nothing
    }

    /// Somebody files a statement that is not whole; nothing if no such challenge is open.
    mutating func proposed(_ entry: LedgerSequence, by statement: LedgerSequence) -> Decision<Fact, Never> {
        open[entry] == nil ? .nothing : commit(.proposed(entry, by: statement))
    }

    /// It is settled; nothing if no such challenge is open.
    mutating func resolved(
        _ entry: LedgerSequence,
        by statement: LedgerSequence,
        at now: Instant
    ) -> Decision<Fact, Never> {
        open[entry] == nil ? .nothing : commit(.resolved(entry, by: statement, at: now))
    }

    /// Makes a fact true; replaying the ledger's facts through this rebuilds the book exactly.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .raised(let challenge):
            open[challenge.entry] = challenge
            entries[challenge.id] = challenge.entry
        case .proposed(let entry, let statement): proposals[statement] = entry
        case .resolved(let entry, by: _, at: _):
            guard let challenge = open.removeValue(forKey: entry) else { return }
            if entries[challenge.id] == entry { entries[challenge.id] = nil }
            proposals = proposals.filter { $0.value != entry }
        }
    }

    /// The fewest facts that rebuild it.
    public var restated: [Fact] {
        all.map { .raised($0) }
            + proposals.sorted { $0.key < $1.key }.map { .proposed($0.value, by: $0.key) }
    }

    private mutating func commit(_ fact: Fact) -> Decision<Fact, Never> {
        apply(fact)
        return Decision(facts: [fact])
    }
}

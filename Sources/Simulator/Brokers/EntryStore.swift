import BrokerCore
import Vocabulary

/// A ledger in memory with the promises of the real one: a turn is stored whole or not at all, and stays.
struct EntryStore: Sendable {
    /// Who published an entry, under which id.
    struct Identity: Hashable, Sendable {
        let user: UserID
        let id: MessageID
    }

    /// Facts of a turn, and how many entries the ledger had before and after it.
    private struct StoredTurn: Sendable {
        let facts: [UInt8]
        let entries: Range<Int>
    }

    private var turns: [StoredTurn] = []
    private(set) var entries: [Turn.Entry] = []
    private var known: [Identity: LedgerSequence] = [:]
    private var identities: Set<Identity> = []

    var head: LedgerSequence { LedgerSequence(Int64(entries.count)) }
    var turnCount: Int { turns.count }

    subscript(sequence: LedgerSequence) -> Turn.Entry? {
        let place = Int(sequence.number) - 1
        return entries.indices.contains(place) ? entries[place] : nil
    }

    /// Stores a turn; answers the id that a publisher already had here, if there is one.
    @discardableResult
    mutating func append(_ turn: Turn) -> MessageID? {
        let first = entries.count
        var doubled: MessageID?
        for entry in turn.entries {
            precondition(entry.sequence.number == head.number + 1, "sequences have no holes")
            entries.append(entry)
            identities.insert(Identity(user: entry.publisher, id: entry.id))
            guard entry.sha256 != nil else { continue }
            let identity = Identity(user: entry.publisher, id: entry.id)
            if known.updateValue(entry.sequence, forKey: identity) != nil { doubled = entry.id }
        }
        turns.append(StoredTurn(facts: turn.facts, entries: first..<entries.count))
        return doubled
    }

    /// Whether it has an entry of that name.
    func has(_ user: UserID, _ id: MessageID) -> Bool { identities.contains(Identity(user: user, id: id)) }

    /// The entry that a system published under an id.
    func entry(_ user: UserID, _ id: MessageID) -> Turn.Entry? {
        known[Identity(user: user, id: id)].flatMap { self[$0] }
    }

    /// What a backup of an earlier day held.
    func first(turns count: Int) -> EntryStore {
        var copy = EntryStore()
        for turn in turns.prefix(count) {
            var whole = Turn()
            whole.entries = Array(entries[turn.entries])
            whole.facts = turn.facts
            copy.append(whole)
        }
        return copy
    }

    /// Makes true again what some turns made true, in a machine that knows the turns before.
    func replay(_ places: Range<Int>, into machine: inout BrokerMachine) throws(FactFault) {
        for turn in turns[places] {
            try machine.replay(turnFacts: turn.facts)
            for entry in entries[turn.entries] {
                try machine.replay(entry.sequence, at: entry.accepted, id: entry.id, facts: entry.facts)
            }
        }
    }
}

import BrokerCore
import DequeModule
import JSON
import Ledger
import Vocabulary

/// The newest entries and those shown last, read, so that a delivery seldom asks the ledger and a fan-out never twice.
struct EntryCache {
    private static let limit = 4_096
    private static let byteLimit = 8 * 1_024 * 1_024

    /// The newest, one behind the other.
    private var newest: Deque<Turn.Entry> = []
    private var newestBytes = 0
    /// What was asked for and had to be read.
    private var older: [LedgerSequence: Turn.Entry] = [:]
    private var olderBytes = 0

    /// Takes over what a turn has just made durable; turns come in the order of the ledger.
    mutating func keep(_ turn: Turn) {
        for entry in turn.entries {
            newest.append(entry)
            newestBytes += entry.event.bytes.count
        }
        while newest.count > Self.limit || newestBytes > Self.byteLimit, let oldest = newest.popFirst() {
            newestBytes -= oldest.event.bytes.count
        }
    }

    /// The entry, from here or from the ledger; only durable entries can be asked for.
    mutating func entry(_ sequence: LedgerSequence, in ledger: any LedgerStore) throws -> Turn.Entry {
        // The ledger has no holes, so an entry's distance from the first is its place.
        if let first = newest.first?.sequence.number, sequence.number >= first,
            sequence.number - first < newest.count
        {
            return newest[Int(sequence.number - first)]
        }
        if let entry = older[sequence] { return entry }
        let entry = try Turn.Entry(ledger.entry(sequence))
        olderBytes += entry.event.bytes.count
        if older.count == Self.limit || olderBytes > Self.byteLimit {
            older = [:]
            olderBytes = entry.event.bytes.count
        }
        older[sequence] = entry
        return entry
    }
}

import DequeModule
import Ledger
import Vocabulary

/// The entries shown last, so that a fan-out reads each once; the ledger has the rest.
struct EntryCache {
    private static let limit = 1_024

    private var entries: [LedgerSequence: ShownEntry] = [:]
    private var order: Deque<LedgerSequence> = []

    /// The entry, from here or from the ledger; only durable entries can be asked for.
    mutating func entry(_ sequence: LedgerSequence, in ledger: any LedgerStore) throws -> ShownEntry {
        if let entry = entries[sequence] { return entry }
        let entry = try ShownEntry(ledger.entry(sequence))
        entries[sequence] = entry
        order.append(sequence)
        if order.count > Self.limit { entries[order.removeFirst()] = nil }
        return entry
    }
}

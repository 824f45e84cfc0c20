import BrokerCore
import DequeModule
import JSON
import Ledger
import Vocabulary

/// The newest entries and those shown last, read, so that a delivery seldom asks the ledger and a fan-out never twice.
struct EntryCache {
    private static let limit = 4_096
    private static let byteLimit = 8 * 1_024 * 1_024

    private var entries: [LedgerSequence: ShownEntry] = [:]
    private var order: Deque<LedgerSequence> = []
    private var bytes = 0

    /// Takes over what a turn has just made durable.
    mutating func keep(_ turn: Turn) {
        for entry in turn.entries {
            if let shown = ShownEntry(entry) { keep(shown) }
        }
    }

    /// The entry, from here or from the ledger; only durable entries can be asked for.
    mutating func entry(_ sequence: LedgerSequence, in ledger: any LedgerStore) throws -> ShownEntry {
        if let entry = entries[sequence] { return entry }
        let entry = try ShownEntry(ledger.entry(sequence))
        keep(entry)
        return entry
    }

    private mutating func keep(_ entry: ShownEntry) {
        guard entries.updateValue(entry, forKey: entry.sequence) == nil else { return }
        order.append(entry.sequence)
        bytes += entry.event.bytes.count
        while order.count > Self.limit || bytes > Self.byteLimit, let oldest = order.popFirst() {
            bytes -= entries.removeValue(forKey: oldest)?.event.bytes.count ?? 0
        }
    }
}

import BrokerCore
import JSON
import Ledger
import Routing
import Topics
import Vocabulary

/// An entry as it is shown: its event read once, and the decision that routed it.
struct ShownEntry: Sendable {
    let header: EntryHeader
    let topic: Topic
    let event: JSONDocument
    let routed: RoutedFact?

    /// Reads what the ledger stored.
    ///
    /// - Throws: what does not read, although it did when it was accepted.
    init(_ entry: StoredEntry) throws(ShownEntryFault) {
        header = entry.header
        guard let topic = Topic(entry.header.topic) else { throw ShownEntryFault(sequence: header.sequence) }
        self.topic = topic
        do {
            event = try JSONDocument(parsing: entry.body.bytes, safeIntegers: true)
            routed = try RoutedFact.find(in: entry.facts)
        } catch {
            throw ShownEntryFault(sequence: header.sequence)
        }
    }

    /// Where the event came from.
    var source: String? { event.root["source"]?.string }

    /// How much of the entry a system sees, or `nil` if nothing; every path that shows an entry asks here.
    func viewer(_ clearance: Clearance, _ definition: TopicDefinition) -> Viewer? {
        clearance.viewer(of: definition, from: header.publisher, routed)
    }
}

/// A stored entry that does not read: a fault of ours, or of a newer release.
struct ShownEntryFault: Error, Equatable {
    let sequence: LedgerSequence
}

import BrokerCore
import JSON
import Ledger
import Routing
import Topics
import Vocabulary

// An entry as it is shown: its event read once, and the decision that routed it.
extension Turn.Entry {
    /// Reads what the ledger stored.
    ///
    /// - Throws: what does not read, although it did when it was accepted.
    convenience init(_ entry: StoredEntry) throws(ShownEntryFault) {
        let header = entry.header
        guard let topic = Topic(header.topic) else { throw ShownEntryFault(sequence: header.sequence) }
        let event: JSONDocument
        let routed: RoutedFact?
        do {
            event = try JSONDocument(parsing: entry.body.bytes, safeIntegers: true)
            routed = try RoutedFact.find(in: entry.facts)
        } catch {
            throw ShownEntryFault(sequence: header.sequence)
        }
        self.init(
            sequence: header.sequence,
            accepted: header.at,
            publisher: header.publisher,
            id: header.id,
            topic: topic,
            event: event,
            sha256: header.sha256,
            facts: entry.facts,
            routed: routed
        )
    }

    /// Every topic under which it can be subscribed.
    func aliases(at authority: AuthorityCode) -> [Topic] {
        aliases ?? routed?.aliases(of: topic, at: authority) ?? [topic]
    }

    /// Where the event came from.
    var source: String? { event.root["source"]?.string }

    /// How much of the entry a system sees, or `nil` if nothing; every path that shows an entry asks here.
    func viewer(_ clearance: Clearance, _ definition: TopicDefinition) -> Viewer? {
        clearance.viewer(of: definition, from: publisher, routed, under: aliases)
    }
}

/// A stored entry that does not read: a fault of ours, or of a newer release.
struct ShownEntryFault: Error, Equatable {
    let sequence: LedgerSequence
}

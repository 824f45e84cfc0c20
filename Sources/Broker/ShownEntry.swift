import BrokerCore
import JSON
import Ledger
import Routing
import Topics
import Vocabulary

/// An entry as it is shown: its event read once, and the decision that routed it.
struct ShownEntry: Sendable {
    let sequence: LedgerSequence
    let id: MessageID
    let accepted: Instant
    let publisher: UserID
    let topic: Topic
    let event: JSONDocument
    let routed: RoutedFact?
    private let knownAliases: [Topic]?

    /// Reads what the ledger stored.
    ///
    /// - Throws: what does not read, although it did when it was accepted.
    init(_ entry: StoredEntry) throws(ShownEntryFault) {
        let header = entry.header
        (sequence, id, accepted, publisher) = (header.sequence, header.id, header.at, header.publisher)
        guard let topic = Topic(header.topic) else { throw ShownEntryFault(sequence: sequence) }
        self.topic = topic
        knownAliases = nil
        do {
            event = try JSONDocument(parsing: entry.body.bytes, safeIntegers: true)
            routed = try RoutedFact.find(in: entry.facts)
        } catch {
            throw ShownEntryFault(sequence: sequence)
        }
    }

    /// What a turn has just made durable, or `nil` if the turn does not have the event as it was read.
    init?(_ entry: Turn.Entry) {
        guard let event = entry.event, let topic = Topic(entry.topic) else { return nil }
        (sequence, id, accepted, publisher) = (entry.sequence, entry.id, entry.accepted, entry.publisher)
        self.topic = topic
        self.event = event
        routed = entry.routed
        knownAliases = entry.aliases
    }

    /// Every topic under which it can be subscribed.
    func aliases(at authority: AuthorityCode) -> [Topic] {
        knownAliases ?? routed?.aliases(of: topic, at: authority) ?? [topic]
    }

    /// Where the event came from.
    var source: String? { event.root["source"]?.string }

    /// How much of the entry a system sees, or `nil` if nothing; every path that shows an entry asks here.
    func viewer(_ clearance: Clearance, _ definition: TopicDefinition) -> Viewer? {
        clearance.viewer(of: definition, from: publisher, routed, under: knownAliases)
    }
}

/// A stored entry that does not read: a fault of ours, or of a newer release.
struct ShownEntryFault: Error, Equatable {
    let sequence: LedgerSequence
}

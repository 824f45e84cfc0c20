import JSON
import Routing
import Topics
import Vocabulary

/// An entry while it is decided: each fact is applied as it is noted, so later conclusions rest on earlier ones.
struct Draft {
    let sequence: LedgerSequence
    let accepted: Instant
    let publisher: UserID
    let id: MessageID
    let topic: Topic
    let body: [UInt8]
    /// The body as it was read, if it was.
    let event: JSONDocument?
    private(set) var facts: [UInt8] = []
    /// The routing decision among the facts.
    private(set) var routed: RoutedFact?
    /// Every topic under which it goes to subscribers, once they were looked for.
    var aliases: [Topic]?
    /// The cases that nobody holds from this entry on: an alarm each.
    private(set) var unheld: [CaseID] = []

    /// Stores facts that are already applied.
    mutating func store(_ facts: [BrokerFact]) {
        for fact in facts {
            self.facts += fact.line()
            if case .casebook(.unallocated(let id, since: _)) = fact { unheld.append(id) }
            if case .routed(let decided) = fact { routed = decided }
        }
    }

    var entry: Turn.Entry {
        Turn.Entry(
            sequence: sequence,
            accepted: accepted,
            publisher: publisher,
            id: id,
            topic: topic.text,
            body: body,
            facts: facts,
            event: event,
            routed: routed,
            aliases: aliases
        )
    }

    init(
        sequence: LedgerSequence,
        accepted: Instant,
        publisher: UserID,
        id: MessageID,
        topic: Topic,
        body: [UInt8],
        event: JSONDocument? = nil
    ) {
        self.sequence = sequence
        self.accepted = accepted
        self.publisher = publisher
        self.id = id
        self.topic = topic
        self.body = body
        self.event = event
    }
}

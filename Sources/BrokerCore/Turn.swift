import Concerns
public import JSON
public import Topics
public import Vocabulary

/// What one turn decided: what to make durable, in one write, and what to do once it is.
public struct Turn: Sendable, Equatable {
    /// Entries in the order of their sequences.
    public var entries: [Entry] = []
    /// Facts that belong to no entry (positions, windows), one JSON object a line.
    public var facts: [UInt8] = []
    /// What to do once entries and facts are durable, in order.
    public var actions: [Action] = []

    /// Creates an empty turn.
    public init() {}

    /// Whether anything has to be made durable before the actions.
    public var isDurable: Bool { !entries.isEmpty || !facts.isEmpty }

    /// One entry to append; one object from its decision until it is shown, however often it is handed on.
    public final class Entry: Sendable {
        /// Its place in the ledger.
        public let sequence: LedgerSequence
        /// When the broker accepted it.
        public let accepted: Instant
        /// `agency/system`, or `<authority>/broker`.
        public let publisher: UserID
        /// The id that the publisher chose.
        public let id: MessageID
        /// Its topic as published.
        public let topic: Topic
        /// SHA-256 of the event, or `nil` for what the broker itself says.
        public let sha256: Digest?
        /// What the broker concluded from it, one JSON object a line.
        public let facts: [UInt8]
        /// The body, read.
        public let event: JSONDocument
        /// The routing decision among the facts, if there is one.
        public let routed: RoutedFact?
        /// Every topic under which it goes to subscribers, or `nil` if nobody was looked for.
        public let aliases: [Topic]?

        /// The event as received.
        public var body: [UInt8] { event.bytes }

        /// SHA-256 of what a signature on it covers; the same however it is signed and spelt.
        public var unsigned: Digest { .ofBody(Concern.signedBytes(of: event)) }

        /// Creates an entry from what the ledger has of it.
        public init(
            sequence: LedgerSequence,
            accepted: Instant,
            publisher: UserID,
            id: MessageID,
            topic: Topic,
            event: JSONDocument,
            sha256: Digest?,
            facts: [UInt8],
            routed: RoutedFact?
        ) {
            self.sequence = sequence
            self.accepted = accepted
            self.publisher = publisher
            self.id = id
            self.topic = topic
            self.event = event
            self.sha256 = sha256
            self.facts = facts
            self.routed = routed
            aliases = nil
        }

        init(_ draft: Draft) {
            sequence = draft.sequence
            accepted = draft.accepted
            publisher = draft.publisher
            id = draft.id
            topic = draft.topic
            sha256 = draft.sha256
            facts = draft.facts
            event = draft.event
            routed = draft.routed
            aliases = draft.aliases
        }
    }

    /// Joins the decisions of a later reading of the sockets; everything is made durable together.
    public mutating func append(_ later: Turn) {
        entries += later.entries
        facts += later.facts
        actions += later.actions
    }
}

extension Turn.Entry: Equatable {
    /// Whether both say the same; what was read from body and facts follows from them.
    public static func == (lhs: Turn.Entry, rhs: Turn.Entry) -> Bool {
        lhs.sequence == rhs.sequence && lhs.accepted == rhs.accepted && lhs.publisher == rhs.publisher
            && lhs.id == rhs.id && lhs.topic == rhs.topic && lhs.body == rhs.body && lhs.facts == rhs.facts
    }
}

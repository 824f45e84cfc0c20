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

    /// One entry to append.
    public struct Entry: Sendable, Equatable {
        /// Its place in the ledger.
        public let sequence: LedgerSequence
        /// When the broker accepted it.
        public let accepted: Instant
        /// `agency/system`, or `<authority>/broker`.
        public let publisher: UserID
        /// The id that the publisher chose.
        public let id: MessageID
        /// Its topic as published.
        public let topic: String
        /// The event as received.
        public let body: [UInt8]
        /// What the broker concluded from it, one JSON object a line.
        public var facts: [UInt8]
        /// The body as it was read when it was admitted, or `nil` for what the broker itself says.
        public let event: JSONDocument?
        /// The routing decision among the facts, if there is one.
        public let routed: RoutedFact?
        /// Every topic under which it goes to subscribers, or `nil` if nobody was looked for.
        public let aliases: [Topic]?
    }

    /// Joins the decisions of a later reading of the sockets; everything is made durable together.
    public mutating func append(_ later: Turn) {
        entries += later.entries
        facts += later.facts
        actions += later.actions
    }
}

public import Vocabulary

/// Everything about an entry but its content: what a receipt shows and a leaf is made of.
public struct EntryHeader: Sendable, Equatable {
    /// Its place in the ledger.
    public let sequence: LedgerSequence
    /// When the broker accepted it.
    public let at: Instant
    /// Who said it, `agency/system`.
    public let publisher: UserID
    /// The id that the publisher chose.
    public let id: MessageID
    /// The topic it was published to.
    public let topic: String
    /// SHA-256 of the body as received.
    public let sha256: Digest
    /// SHA-256 of the facts.
    public let facts: Digest

    /// Creates a header; a topic that could not stand on a line of its own is a programmer's error.
    public init(
        sequence: LedgerSequence,
        at: Instant,
        publisher: UserID,
        id: MessageID,
        topic: String,
        sha256: Digest,
        facts: Digest
    ) {
        precondition(Self.allows(topic: topic), "topic is not 1 to 255 printable ASCII characters")
        self.sequence = sequence
        self.at = at
        self.publisher = publisher
        self.id = id
        self.topic = topic
        self.sha256 = sha256
        self.facts = facts
    }

    /// Whether `topic` can be a line of a leaf: 1 to 255 printable ASCII characters without spaces.
    public static func allows(topic: String) -> Bool {
        let bytes = topic.utf8
        return !bytes.isEmpty && bytes.count <= 255 && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
}

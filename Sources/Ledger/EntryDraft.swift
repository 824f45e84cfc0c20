public import Vocabulary

/// One entry as the core decided it, before it is durable.
public struct EntryDraft: Sendable, Equatable {
    /// Its place; MUST be the one after the last entry submitted.
    public let sequence: LedgerSequence
    /// When the core accepted it.
    public let at: Instant
    /// Who said it, `agency/system`.
    public let publisher: UserID
    /// The id that the publisher chose, unique for that publisher for ever.
    public let id: MessageID
    /// The topic it was published to: 1 to 255 printable ASCII characters without spaces.
    public let topic: String
    /// What was said.
    public let body: EntryBody
    /// What the core concluded from it, as the core encodes it; opaque here.
    public let facts: [UInt8]
    /// SHA-256 of a plain body, if whoever admitted it has made it; it MUST be right.
    public let sha256: Digest?

    /// Creates a draft; a topic that could not stand on a line of its own in a leaf is a programmer's error.
    public init(
        sequence: LedgerSequence,
        at: Instant,
        publisher: UserID,
        id: MessageID,
        topic: String,
        body: EntryBody,
        facts: [UInt8],
        sha256: Digest? = nil
    ) {
        precondition(EntryHeader.allows(topic: topic), "topic is not 1 to 255 printable ASCII characters")
        self.sequence = sequence
        self.at = at
        self.publisher = publisher
        self.id = id
        self.topic = topic
        self.body = body
        self.facts = facts
        self.sha256 = sha256
    }

    /// How many bytes the entry takes in its turn.
    public var storedByteCount: Int { EntryRecord.byteCount(of: self) }
}

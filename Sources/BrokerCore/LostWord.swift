public import Vocabulary

/// An entry about a transfer that the second place has and the ledger lost.
public struct LostWord: Sendable, Equatable {
    /// Who published it.
    public let publisher: UserID
    /// The publisher's id.
    public let id: MessageID
    /// Its topic.
    public let topic: String
    /// The event as received.
    public let body: [UInt8]

    /// Creates a word.
    public init(publisher: UserID, id: MessageID, topic: String, body: [UInt8]) {
        self.publisher = publisher
        self.id = id
        self.topic = topic
        self.body = body
    }
}

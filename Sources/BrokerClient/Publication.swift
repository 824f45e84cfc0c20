public import Topics
public import Vocabulary

/// What is to be published: an event, its topic, and the id that was chosen for it.
public struct Publication: Sendable, Equatable {
    /// Chosen before the first send and never changed; the event's own `id` is the same.
    public let id: MessageID
    /// Where it belongs.
    public let topic: Topic
    /// One CloudEvent, as JSON.
    public let body: [UInt8]

    /// Creates a publication.
    public init(id: MessageID, topic: Topic, body: [UInt8]) {
        self.id = id
        self.topic = topic
        self.body = body
    }
}

extension Publication: CustomStringConvertible, CustomReflectable {
    /// Id and topic, never content.
    public var description: String { "publication \(id) on \(topic)" }
    /// Id and topic, never content.
    public var customMirror: Mirror { Mirror(self, children: ["id": id.text, "topic": topic.text]) }
}

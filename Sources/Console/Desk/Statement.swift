public import JSON
public import Topics
public import Vocabulary

/// Something that a person says through the console.
public struct Statement: Sendable {
    /// Chosen when the form was shown, so that a button pressed twice says it once.
    public let id: MessageID
    /// Where it belongs.
    public let topic: Topic
    /// What is said.
    public let data: JSONValue

    /// Creates a statement.
    public init(id: MessageID, topic: Topic, data: JSONValue) {
        self.id = id
        self.topic = topic
        self.data = data
    }
}

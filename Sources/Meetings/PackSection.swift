public import Topics

/// A part of a meeting's data pack: what was said on these topics since the meeting before.
public struct PackSection: Hashable, Sendable {
    /// Its name, such as `tests`.
    public let name: String
    /// The topics that belong to it.
    public let topics: [TopicPattern]

    /// Creates a section.
    public init(name: String, topics: [TopicPattern]) {
        self.name = name
        self.topics = topics
    }

    /// Whether what was said on that topic belongs to it.
    public func includes(_ topic: Topic) -> Bool { topics.contains { $0.matches(topic) } }
}

/// Every topic that a partnership agreed on.
public struct Catalogue: Equatable, Sendable {
    /// The definitions, in ascending order of their topics.
    public let definitions: [TopicDefinition]
    private let places: [Topic: Int]

    /// Creates a catalogue, or `nil` if two definitions are of one topic.
    public init?(_ definitions: [TopicDefinition]) {
        self.definitions = definitions.sorted { $0.topic < $1.topic }
        var places: [Topic: Int] = [:]
        for (place, definition) in self.definitions.enumerated() {
            guard places.updateValue(place, forKey: definition.topic) == nil else { return nil }
        }
        self.places = places
    }

    /// The topics, ascending.
    public var topics: [Topic] { definitions.map(\.topic) }

    /// The definition of a topic; a case topic has that of what was published.
    public subscript(topic: Topic) -> TopicDefinition? {
        places[topic].map { definitions[$0] } ?? places[topic.published].map { definitions[$0] }
    }

    /// The definitions of the topics that a pattern stands for, in order.
    public func definitions(matching pattern: TopicPattern) -> [TopicDefinition] {
        definitions.filter { pattern.matches($0.topic) }
    }
}

import BrokerClient
import Concerns
import JSON
import Topics
import Vocabulary

/// An event that a message speaks of, before it has an id.
struct MessageEvent: Equatable {
    let topic: Topic
    let time: Instant
    let recorded: Instant?
    let data: JSONValue

    /// The event as it is published; its id always comes of the same place in the same message.
    func publication(source: EventSource, message: [String], place: Int) -> Publication {
        let cause = JSONValue.array(
            (["concordat-message", source.text, topic.text, String(place)] + message).map { .string($0) }
        )
        let id = MessageID(derivedFrom: .ofBody(cause.serialized()))
        let text = EventText(topic: topic, time: time, recorded: recorded, data: data)
        return Publication(id: id, topic: topic, body: text.bytes(id: id, source: source))
    }
}

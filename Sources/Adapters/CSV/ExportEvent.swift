import BrokerClient
import Concerns
import JSON
import Topics
import Vocabulary

/// An event that an export speaks of, before it has an id.
struct ExportEvent: Equatable {
    let topic: Topic
    /// The cells that make its rows one event.
    let key: [String]
    let time: Instant
    let recorded: Instant?
    let data: JSONValue

    /// What was said, without ids: equal for the same thing in tomorrow's export.
    var contentDigest: Digest { .ofBody(body(id: nil, source: nil, supersedes: nil)) }

    /// The name under which the box remembers what was last said about these rows.
    var noteName: String { "row-group/" + Digest.ofBody(keyBytes).hex }

    /// An id that always comes of the same rows of the same file, so that no restart says anything twice.
    func id(from source: EventSource, file: Digest) -> MessageID {
        MessageID(derivedFrom: .ofBody(Array("concordat-export\n\(source)\n\(file.hex)\n".utf8) + keyBytes))
    }

    /// The event as it is published.
    func publication(id: MessageID, source: EventSource, supersedes: MessageID?) -> Publication {
        Publication(id: id, topic: topic, body: body(id: id, source: source, supersedes: supersedes))
    }

    private var keyBytes: [UInt8] { JSONValue.array(([topic.text] + key).map { .string($0) }).serialized() }

    private func body(id: MessageID?, source: EventSource?, supersedes: MessageID?) -> [UInt8] {
        EventText(
            topic: topic,
            time: time,
            recorded: recorded,
            supersedes: supersedes,
            data: data
        ).bytes(id: id, source: source)
    }
}

import Concerns
import JSON
import Topics
import Vocabulary

/// The CloudEvent that an adapter makes of what it read, byte for byte the same whenever it reads the same.
struct EventText {
    let topic: Topic
    let time: Instant
    var recorded: Instant?
    var supersedes: MessageID?
    let data: JSONValue

    /// The event as it is published; without id and source it says only what was said.
    func bytes(id: MessageID?, source: EventSource?) -> [UInt8] {
        var writer = JSONWriter(capacity: 2_048)
        writer.beginObject()
        writer.member("specversion", "1.0")
        if let id { writer.member("id", id.text) }
        if let source { writer.member("source", source.text) }
        writer.member("type", topic.eventType)
        writer.member("subject", "")
        writer.member("time", LondonTime.rfc3339(time))
        if let recorded { writer.member("recordedtime", LondonTime.rfc3339(recorded)) }
        if let supersedes { writer.member("supersedes", supersedes.text) }
        writer.member("datacontenttype", "application/json")
        writer.member("data", value: data)
        writer.endObject()
        return writer.bytes
    }
}

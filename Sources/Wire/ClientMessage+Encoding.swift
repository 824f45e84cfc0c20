import JSON
import Topics
import Vocabulary

extension ClientMessage {
    /// The five frames.
    public var frames: [[UInt8]] {
        var writer = JSONWriter()
        writer.beginObject()
        var body: [UInt8] = []
        switch verb {
        case .hello(let agent):
            writer.member("v", [1] as [Int64])
            writer.member("agent", agent)
        case .publish(let publish):
            writer.member("id", publish.id.text)
            writer.member("topic", publish.topic.text)
            writer.member("sha256", publish.sha256.hex)
            body = publish.body
        case .subscribe(let subscribe): write(subscribe, to: &writer)
        case .ack(let sub, let numbers):
            writer.member("sub", sub.text)
            writer.member("n", numbers)
        case .nack(let sub, let number, let why, let afterMilliseconds):
            writer.member("sub", sub.text)
            writer.member("n", number)
            writer.member("why", why)
            writer.member("after_ms", afterMilliseconds)
        case .detach(let sub): writer.member("sub", sub.text)
        case .fetch(let fetch): write(fetch, to: &writer)
        case .ping, .bye: break
        }
        writer.endObject()
        return [WireLimit.magic, Array(verb.name.utf8), request, writer.bytes, body]
    }

    private func write(_ subscribe: Subscribe, to writer: inout JSONWriter) {
        writer.member("sub", subscribe.sub.text)
        writer.member("topics", subscribe.topics.map(\.text))
        writer.member("window", Int64(subscribe.window))
        switch subscribe.from {
        case .now: writer.member("from", "now")
        case .start: writer.member("from", "start")
        case .sequence(let sequence): writer.member("from", sequence.number)
        }
    }

    private func write(_ fetch: Fetch, to writer: inout JSONWriter) {
        writer.member("what", fetch.what.rawValue)
        if let person = fetch.person { writer.member("person", person.text) }
        if fetch.all { writer.member("state", "all") }
        if let caseID = fetch.caseID { writer.member("case", caseID.text) }
        if let agency = fetch.agency { writer.member("agency", agency.text) }
        if let knownOn = fetch.knownOn { writer.member("known-on", knownOn.milliseconds) }
        if let transfer = fetch.transfer { writer.member("transfer", transfer.text) }
        if let sequence = fetch.sequence { writer.member("seq", sequence.number) }
        if let id = fetch.id { writer.member("id", id.text) }
        if let from = fetch.from { writer.member("from", from) }
        if let to = fetch.to { writer.member("to", to) }
        if fetch.newestFirst { writer.member("order", "newest") }
        writer.member("limit", Int64(fetch.limit))
        if let after = fetch.after { writer.member("after", after) }
    }
}

public import JSON
import Topics
import Vocabulary

extension BrokerMessage {
    /// The five frames.
    public var frames: [[UInt8]] {
        var head = JSONWriter(capacity: 384)
        writeHead(to: &head)
        return [WireLimit.magic, Array(verb.name.utf8), request, head.bytes, body]
    }

    /// Frame 4.
    public var body: [UInt8] {
        switch verb {
        case .receipt(_, _, _, let receipt): receipt
        case .deliver(let deliver): deliver.body
        case .page(_, _, let rows): rows
        case .welcome, .subscribed, .acked, .nacked, .detached, .pong, .bye, .error: []
        }
    }

    /// Writes frame 3.
    public func writeHead(to writer: inout JSONWriter) {
        writer.beginObject()
        switch verb {
        case .welcome(let welcome): write(welcome, to: &writer)
        case .receipt(let id, let sequence, let again, _):
            writer.member("id", id.text)
            writer.member("seq", sequence.number)
            writer.member("again", again)
        case .subscribed(let sub, let position, let window):
            writer.member("sub", sub.text)
            write(position, to: &writer)
            writer.member("window", Int64(window))
        case .deliver(let deliver): write(deliver, to: &writer)
        case .acked(let sub, let numbers, let position):
            writer.member("sub", sub.text)
            writer.member("n", numbers)
            write(position, to: &writer)
        case .nacked(let sub, let number):
            writer.member("sub", sub.text)
            writer.member("n", number)
        case .detached(let sub): writer.member("sub", sub.text)
        case .page(let what, let next, _):
            writer.member("what", what.rawValue)
            writer.key("next")
            if let next { writer.string(next) } else { writer.null() }
        case .pong(let standings): write(standings, to: &writer)
        case .bye: break
        case .error(let refusal): write(refusal, to: &writer)
        }
        writer.endObject()
    }

    private func write(_ position: Position, to writer: inout JSONWriter) {
        writer.member("acked", position.acked)
        writer.member("head", position.head)
    }

    private func write(_ welcome: Welcome, to writer: inout JSONWriter) {
        writer.member("v", 1 as Int64)
        writer.member("session", welcome.session)
        writer.member("broker", welcome.broker.text)
        writer.member("boot", welcome.boot)
        writer.member("user", welcome.user.text)
        writer.member("now", welcome.now.milliseconds)
        writer.member("max_body", welcome.maxBody)
        writer.member("pub_window", welcome.publishWindow)
        writer.member("max_window", welcome.maxWindow)
        writer.member("ping_ms", welcome.pingMilliseconds)
        writer.member("dead_ms", welcome.deadMilliseconds)
        writer.key("keys")
        writer.beginArray()
        for key in welcome.keys {
            writer.beginObject()
            writer.member("kid", key.kid)
            writer.member("alg", "Ed25519")
            writer.member("pub", key.pub)
            writer.endObject()
        }
        writer.endArray()
        writer.member("story", welcome.story)
        writer.member("second_place", welcome.secondPlace)
    }

    private func write(_ deliver: Deliver, to writer: inout JSONWriter) {
        writer.member("sub", deliver.sub.text)
        writer.member("n", deliver.number)
        writer.member("seq", deliver.sequence.number)
        writer.member("id", deliver.id.text)
        writer.member("topic", deliver.topic.text)
        writer.member("cases", deliver.cases.map(\.text))
        writer.member("at", deliver.accepted.milliseconds)
        writer.member("by", deliver.publisher.text)
        writer.member("why", deliver.why)
        writer.key("due")
        if let due = deliver.due { writer.integer(due.milliseconds) } else { writer.null() }
        writer.member("again", deliver.again)
        if deliver.withheld { writer.member("withheld", true) }
    }

    private func write(_ standings: [SubscriptionName: Standing], to writer: inout JSONWriter) {
        writer.key("subs")
        writer.beginObject()
        for (name, standing) in standings.sorted(by: { $0.key < $1.key }) {
            writer.key(text: name.text)
            writer.beginObject()
            writer.member("acked", standing.position.acked)
            writer.member("sent", standing.sent)
            writer.member("head", standing.position.head)
            writer.endObject()
        }
        writer.endObject()
    }

    private func write(_ refusal: WireRefusal, to writer: inout JSONWriter) {
        writer.member("code", Int64(refusal.code.rawValue))
        writer.member("name", refusal.code.name)
        writer.member("text", refusal.text)
        writer.member("verb", refusal.verb)
        writer.member("retry", refusal.code.retry.rawValue)
        writer.member("after_ms", refusal.afterMilliseconds)
        if let field = refusal.field { writer.member("field", field) }
        switch refusal.detail {
        case .none: break
        case .versions(let versions): writer.member("versions", versions)
        case .movedTo(let authority): writer.member("to", authority)
        }
    }
}

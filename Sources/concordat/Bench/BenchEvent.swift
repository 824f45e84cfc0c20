import BrokerClient
import Concerns
import JSON
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// Events of 600 bytes, each with an id of its own, made before anything is measured.
enum BenchEvent {
    static let size = 600

    /// What they are about.
    enum Content {
        /// Something that only informs: nobody is concerned, nobody need answer.
        case notice
        /// One child after another of those: its lead professional is told and must answer by a deadline.
        case concern(BenchCase)

        /// The topic.
        var topic: String {
            switch self {
            case .notice: "bench.notice"
            case .concern: "bench.concern"
            }
        }
    }

    /// So many PUBLISHes, whole; the tag of each is its place.
    static func publications(_ count: Int, of content: Content = .notice) throws -> [MessageFrames] {
        let topic = try topic(content.topic)
        let prefix = String(MessageID.random().text.prefix(24))
        return try (0..<count).map { place in
            let digits = String(place, radix: 16)
            let text = prefix + String(repeating: "0", count: 12 - digits.count) + digits
            guard let id = MessageID(text) else { throw CommandFailure.refused("\(text): no id") }
            return publication(id, topic, body(id, content, place: place), place: place)
        }
    }

    static func topic(_ name: String) throws -> Topic {
        guard let topic = Topic(name) else { throw CommandFailure.refused("\(name): no topic") }
        return topic
    }

    static func publication(_ id: MessageID, _ topic: Topic, _ body: [UInt8], place: Int) -> MessageFrames {
        let publish = ClientMessage.Publish(id: id, topic: topic, sha256: .ofBody(body), body: body)
        return MessageFrames(ClientMessage(request: tag(of: place), verb: .publish(publish)).frames)
    }

    /// The tag of a place, most significant byte first.
    private static func tag(of place: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: place >> $0) }
    }

    /// The place that a tag names.
    static func place(of tag: ArraySlice<UInt8>) -> Int { tag.reduce(0) { $0 << 8 | Int($1) } }

    private static func body(_ id: MessageID, _ content: Content, place: Int) -> [UInt8] {
        let data =
            switch content {
            case .notice: #""reference":"20BE-118903-16","grade":"medium","count":3"#
            case .concern(let cases):
                #""people":[{"role":"child",\#(cases.identifiers(of: place))}],"grade":"medium""#
            }
        let head = Self.head(id, content.topic) + data + #","text":""#
        let tail = #""}}"#
        let filling = size - head.utf8.count - tail.utf8.count
        return Array(head.utf8) + Array(repeating: UInt8(ascii: "x"), count: max(0, filling))
            + Array(tail.utf8)
    }

    /// An event up to its payload's first member.
    static func head(_ id: MessageID, _ topic: String) -> String {
        #"{"specversion":"1.0","id":"\#(id.text)","source":"urn:concordat:\#(BenchBroker.authority):bench:publisher","#
            + #""type":"\#(topic).v1","subject":"","time":"2026-10-05T09:00:00Z","#
            + #""datacontenttype":"application/json","data":{"#
    }
}

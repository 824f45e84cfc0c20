import BrokerClient
import Concerns
import JSON
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// Events of 600 bytes, each with an id of its own, made before anything is measured.
///
/// Their topic informs: whom a concern is routed to costs as much as there are people, and is another figure.
enum BenchEvent {
    static let size = 600

    /// So many PUBLISHes, whole; the tag of each is its place.
    static func publications(_ count: Int) throws -> [MessageFrames] {
        guard let topic = Topic("bench.notice") else {
            throw CommandFailure.refused("bench.notice: no topic")
        }
        let prefix = String(MessageID.random().text.prefix(24))
        return try (0..<count).map { place in
            let digits = String(place, radix: 16)
            let text = prefix + String(repeating: "0", count: 12 - digits.count) + digits
            guard let id = MessageID(text) else { throw CommandFailure.refused("\(text): no id") }
            let body = body(id)
            let publish = ClientMessage.Publish(id: id, topic: topic, sha256: .ofBody(body), body: body)
            return MessageFrames(ClientMessage(request: tag(of: place), verb: .publish(publish)).frames)
        }
    }

    /// The tag of a place, most significant byte first.
    private static func tag(of place: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: place >> $0) }
    }

    /// The place that a tag names.
    static func place(of tag: ArraySlice<UInt8>) -> Int { tag.reduce(0) { $0 << 8 | Int($1) } }

    private static func body(_ id: MessageID) -> [UInt8] {
        let head = """
            {"specversion":"1.0","id":"\(id.text)","source":"urn:concordat:E08000025:bench:publisher",\
            "type":"bench.notice.v1","subject":"","time":"2026-10-05T09:00:00Z",\
            "datacontenttype":"application/json","data":{"reference":"20BE-118903-16","grade":"medium",\
            "count":3,"text":"
            """
        let tail = #""}}"#
        let filling = size - head.utf8.count - tail.utf8.count
        return Array(head.utf8) + Array(repeating: UInt8(ascii: "x"), count: max(0, filling))
            + Array(tail.utf8)
    }

    static let topicFile = """
        topic: bench.notice
        title: Notice of a bench
        owner: Bench
        purpose: Measure what a broker carries.
        lawful-basis: {art6: public-task}
        publishers: [PPU]
        severity:
          default: S4
        acknowledge: none
        retention: child-protection
        sees: {PPU: full, DUTY: full}
        payload:
          type: object
          required: [reference, grade, count, text]
          additionalProperties: false
          properties:
            reference: {type: string, maxLength: 64, audience: summary}
            grade: {enum: [standard, medium, high], audience: alert}
            count: {type: integer, minimum: 1, maximum: 100, audience: summary}
            text: {type: string, maxLength: 4000, audience: full}
        example:
          specversion: "1.0"
          id: 7b0bbd61-0a0d-4a44-9c1b-3a3c5d0f1f01
          source: urn:concordat:E08000025:bench:publisher
          type: bench.notice.v1
          subject: ""
          time: 2026-10-05T09:00:00Z
          datacontenttype: application/json
          data: {reference: "20BE-118903-16", grade: medium, count: 3, text: Nothing happened.}

        """
}

import Concerns
import Testing
import Topics
import Vocabulary
import Wire

@Suite struct PublishedConcernTests {
    private func publish(_ body: String, digestOf other: String? = nil) throws -> ClientMessage.Publish {
        ClientMessage.Publish(
            id: try #require(MessageID("m1")),
            topic: try #require(Topic("police.arrest")),
            sha256: Digest.ofBody(Array((other ?? body).utf8)),
            body: Array(body.utf8)
        )
    }

    private func event(id: String = "m1", type: String = "police.arrest.v1", data: String = "{}") -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"urn:concordat:E1:b:c","type":"\#(type)","time":"2016-01-01T00:00:00Z","data":\#(data)}"#
    }

    @Test func `a body that is what its head says is a concern`() throws {
        #expect(try publish(event()).concern().topic.text == "police.arrest")
    }

    @Test func `another digest is 400, another id or topic 422, and each is named`() throws {
        #expect(
            throws: WireRefusal(
                .badFrame,
                "sha256: was that of another body; must be the SHA-256 of frame 4",
                verb: "PUBLISH",
                field: "/sha256"
            )
        ) { try publish(event(), digestOf: "").concern() }
        #expect(
            throws: WireRefusal(
                .schema,
                "/id: was another; must be the `id` of the head",
                verb: "PUBLISH",
                field: "/id"
            )
        ) { try publish(event(id: "m2")).concern() }
        #expect(
            throws: WireRefusal(
                .schema,
                "/type: was that of another topic; must be `police.arrest.v1`",
                verb: "PUBLISH",
                field: "/type"
            )
        ) { try publish(event(type: "police.missing.v1")).concern() }
        #expect(
            throws: WireRefusal(
                .schema,
                "/data: was an array; must be an object",
                verb: "PUBLISH",
                field: "/data"
            )
        ) { try publish(event(data: "[]")).concern() }
        #expect(
            throws: WireRefusal(
                .badFrame,
                "body: the event must be strict JSON; the document ends too early at byte 0",
                verb: "PUBLISH"
            )
        ) { try publish("").concern() }
    }
}

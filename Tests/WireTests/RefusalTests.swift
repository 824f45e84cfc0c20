import Testing
import Wire

private let sixtyFive = [String](repeating: #"">""#, count: 65).joined(separator: ",")
private let hash = String(repeating: "0a", count: 32)

@Suite struct RefusalTests {
    private func decode(
        magic: String = "CC1",
        verb: String = "PING",
        request: [UInt8] = [1],
        head: String = "{}",
        body: [UInt8] = []
    ) -> Inbound {
        ClientMessage.decode([Array(magic.utf8), Array(verb.utf8), request, Array(head.utf8), body])
    }

    @Test func `what is not the protocol is dropped without an answer`() {
        let frame = Array("CC1".utf8)
        for count in [0, 1, 4, 6] {
            #expect(ClientMessage.decode([[UInt8]](repeating: frame, count: count)) == .dropped)
        }
        for magic in ["", "CC", "XC1", "CC11", "cc1"] { #expect(decode(magic: magic) == .dropped) }
    }

    @Test func `another version is told which are spoken`() {
        let refusal = WireRefusal(.version, "frame 0: this broker speaks CC1", detail: .versions(["CC1"]))
        #expect(decode(magic: "CC2") == .refused(refusal, request: [1]))
        #expect(
            decode(verb: "HELLO", head: #"{"v":[2,3]}"#)
                == .refused(
                    WireRefusal(
                        .version,
                        "v: this broker speaks version 1",
                        verb: "HELLO",
                        field: "/v",
                        detail: .versions(["CC1"])
                    ),
                    request: [1]
                )
        )
    }

    @Test(arguments: [
        ("ping", "", "frame 1: a verb must be 2 to 12 letters A to Z"),
        ("P", "", "frame 1: a verb must be 2 to 12 letters A to Z"),
        ("ABCDEFGHIJKLM", "", "frame 1: a verb must be 2 to 12 letters A to Z"),
        ("WELCOME", "WELCOME", "frame 1: no such verb"),
    ])
    func `an unknown verb is 400`(name: String, verb: String, text: String) {
        #expect(decode(verb: name) == .refused(WireRefusal(.badFrame, text, verb: verb), request: [1]))
    }

    @Test func `a tag of more than 32 bytes is 400 and not repeated`() {
        let tag = [UInt8](repeating: 7, count: 33)
        let refusal = WireRefusal(.badFrame, "frame 2: was 33 bytes; must be at most 32", verb: "PING")
        #expect(decode(request: tag) == .refused(refusal, request: []))
        #expect(decode(request: Array(tag.dropLast())) != .refused(refusal, request: []))
    }

    @Test func `a body of more than 262144 bytes is 413`() {
        let refusal = WireRefusal(.tooLarge, "body: was 262145 bytes; must be at most 262144", verb: "PING")
        #expect(decode(body: Array(repeating: 0, count: 262_145)) == .refused(refusal, request: [1]))
        guard case .message = decode(body: Array(repeating: 0, count: 262_144)) else {
            Issue.record("the largest body")
            return
        }
    }

    @Test(arguments: [
        ("", "head: must be one strict JSON object; the document ends too early at byte 0"),
        ("[]", "head: was an array of 0 elements; must be an object"),
        ("1", "head: was 1; must be an object"),
        (#"{"a":1,"a":1}"#, "head: must be one strict JSON object; a duplicate member at byte 7"),
        (#"{"a":NaN}"#, "head: must be one strict JSON object; an unexpected byte at byte 5"),
        (#"{"a":1e999}"#, "head: must be one strict JSON object; a number out of range at byte 5"),
        (
            #"{"a":9007199254740992}"#,
            "head: must be one strict JSON object; an integer of 2^53 or more at byte 5"
        ),
        (
            #"{"a":[[[[[[[[]]]]]]]]}"#,
            "head: must be one strict JSON object; nesting deeper than allowed at byte 12"
        ),
        ("{}x", "head: must be one strict JSON object; something after the document at byte 2"),
        ("{" + String(repeating: " ", count: 8191) + "}", "head: was 8193 bytes; must be at most 8192"),
    ])
    func `a head that is no strict object is 400`(head: String, text: String) {
        #expect(decode(head: head) == .refused(WireRefusal(.badFrame, text, verb: "PING"), request: [1]))
    }

    @Test(arguments: [
        ("HELLO", "{}", "v", "missing", "a list of integers"),
        ("HELLO", #"{"v":1}"#, "v", "1", "a list of integers"),
        ("HELLO", #"{"v":[1],"agent":true}"#, "agent", "true", "text of at most 512 bytes"),
        ("PUBLISH", "{}", "id", "missing", "1 to 128 printable ASCII characters without spaces"),
        (
            "PUBLISH", #"{"id":"a b"}"#, "id", "a string of 3 characters",
            "1 to 128 printable ASCII characters without spaces"
        ),
        ("PUBLISH", #"{"id":"m"}"#, "topic", "missing", "a topic, area.event"),
        (
            "PUBLISH", #"{"id":"m","topic":"Police"}"#, "topic", "a string of 6 characters",
            "a topic, area.event"
        ),
        (
            "PUBLISH", #"{"id":"m","topic":"case.E1.C-1.a.b"}"#, "topic", "a string of 15 characters",
            "a topic, area.event"
        ),
        ("PUBLISH", #"{"id":"m","topic":"a.b"}"#, "sha256", "missing", "64 lower-case hexadecimal digits"),
        (
            "PUBLISH", #"{"id":"m","topic":"a.b","sha256":"0A"}"#, "sha256", "a string of 2 characters",
            "64 lower-case hexadecimal digits"
        ),
        ("SUBSCRIBE", #"{"sub":"s"}"#, "topics", "missing", "1 to 64 topics or patterns"),
        (
            "SUBSCRIBE", #"{"sub":"s","topics":[]}"#, "topics", "an array of 0 elements",
            "1 to 64 topics or patterns"
        ),
        (
            "SUBSCRIBE", #"{"sub":"s","topics":[\#(sixtyFive)]}"#, "topics", "an array of 65 elements",
            "1 to 64 topics or patterns"
        ),
        (
            "SUBSCRIBE", #"{"sub":"s","topics":["a.>.b"]}"#, "topics", "an array of 1 elements",
            "1 to 64 topics or patterns"
        ),
        (
            "SUBSCRIBE", #"{"topics":[">"]}"#, "sub", "missing",
            "1 to 128 printable ASCII characters without spaces"
        ),
        (
            "SUBSCRIBE", #"{"sub":"s","topics":[">"],"window":513}"#, "window", "513",
            "an integer from 0 to 512"
        ),
        ("SUBSCRIBE", #"{"sub":"s","topics":[">"],"window":-1}"#, "window", "-1", "an integer from 0 to 512"),
        (
            "SUBSCRIBE", #"{"sub":"s","topics":[">"],"window":1.5}"#, "window", "a number",
            "an integer from 0 to 512"
        ),
        (
            "SUBSCRIBE", #"{"sub":"s","topics":[">"],"from":"end"}"#, "from", "a string of 3 characters",
            #""now", "start" or a sequence"#
        ),
        ("SUBSCRIBE", #"{"sub":"s","topics":[">"],"from":0}"#, "from", "0", #""now", "start" or a sequence"#),
        ("ACK", #"{"sub":"s"}"#, "n", "missing", "a list of numbers that were delivered"),
        ("ACK", #"{"sub":"s","n":1}"#, "n", "1", "a list of numbers that were delivered"),
        (
            "ACK", #"{"sub":"s","n":[-1]}"#, "n", "an array of 1 elements",
            "a list of numbers that were delivered"
        ),
        (
            "ACK", #"{"sub":"s","n":[0]}"#, "n", "an array of 1 elements",
            "a list of numbers that were delivered"
        ),
        (
            "ACK", #"{"sub":"s","n":[1,2.0]}"#, "n", "an array of 2 elements",
            "a list of numbers that were delivered"
        ),
        ("NACK", #"{"sub":"s"}"#, "n", "missing", "an integer from 1 to 9007199254740991"),
        ("NACK", #"{"sub":"s","n":0}"#, "n", "0", "an integer from 1 to 9007199254740991"),
        (
            "NACK", #"{"sub":"s","n":1,"why":[]}"#, "why", "an array of 0 elements",
            "text of at most 512 bytes"
        ),
        ("NACK", #"{"sub":"s","n":1,"after_ms":-5}"#, "after_ms", "-5", "milliseconds from 0 to 86400000"),
        ("DETACH", #"{"sub":{}}"#, "sub", "an object", "1 to 128 printable ASCII characters without spaces"),
        (
            "FETCH", #"{"what":"all"}"#, "what", "a string of 3 characters",
            "one of inbox, caseload, case, chronology, pack, duty, transfer, explain, instants, lateness, receipt, proof, checkpoint, status"
        ),
        ("FETCH", #"{"what":"inbox","limit":501}"#, "limit", "501", "an integer from 1 to 500"),
        ("FETCH", #"{"what":"inbox","limit":0}"#, "limit", "0", "an integer from 1 to 500"),
        ("FETCH", #"{"what":"inbox","state":"x"}"#, "state", "a string of 1 characters", #""open" or "all""#),
        ("FETCH", #"{"what":"caseload"}"#, "person", "missing", "present to read `caseload`"),
        ("FETCH", #"{"what":"chronology"}"#, "case", "missing", "present to read `chronology`"),
        ("FETCH", #"{"what":"case"}"#, "case", "missing", "present to read `case`"),
        ("FETCH", #"{"what":"explain"}"#, "seq", "missing", "present to read `explain`"),
        ("FETCH", #"{"what":"receipt"}"#, "id", "missing", "present to read `receipt`"),
        ("FETCH", #"{"what":"proof","from":1}"#, "to", "missing", "present to read `proof`"),
        ("FETCH", #"{"what":"inbox","after":7}"#, "after", "7", "the next of the page before"),
        (
            "FETCH", #"{"what":"inbox","known-on":"May"}"#, "known-on", "a string of 3 characters",
            "milliseconds, or an RFC 3339 date-time"
        ),
    ])
    func `a missing or wrong member is 400 and named`(
        verb: String,
        head: String,
        name: String,
        was: String,
        mustBe: String
    ) {
        let text = "\(name): was \(was); must be \(mustBe)"
        let refusal = WireRefusal(.badFrame, text, verb: verb, field: "/" + name)
        #expect(decode(verb: verb, head: head) == .refused(refusal, request: [1]))
    }

    @Test func `the catalogue of refusals is the table of the protocol`() {
        let table = WireCode.allCases.map { "\($0.rawValue) \($0.name) \($0.retry.rawValue)" }
        #expect(
            table == [
                "400 BAD_FRAME no", "401 NO_SESSION hello", "403 FORBIDDEN no", "404 NO_SUCH no",
                "409 ID_REUSED no",
                "410 REPLACED no", "413 TOO_LARGE no", "421 RECONNECT hello", "422 SCHEMA no",
                "429 SLOW_DOWN later",
                "451 MOVED no", "503 NOT_DURABLE later", "505 VERSION no",
            ]
        )
    }
}

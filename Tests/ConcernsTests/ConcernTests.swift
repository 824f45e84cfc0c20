import Concerns
import JSON
import Testing
import Topics
import Vocabulary

/// An event with every attribute of `wire.md`, one a line so that a test can replace one.
private let lines: [(name: String, value: String)] = [
    ("specversion", #""1.0""#),
    ("id", #""6b1e2f5c-0c6b-4a53-9d2e-0f2b6a1d7c11""#),
    ("source", #""urn:concordat:E08000025:wmp:niche""#),
    ("type", #""police.domestic-incident.v1""#),
    ("subject", #""P-17""#),
    ("time", #""2016-12-23T23:40:00Z""#),
    ("datacontenttype", #""application/json""#),
    ("dataschema", #""urn:concordat:schema:police.domestic-incident""#),
    ("recordedtime", #""2016-12-24T01:10:00.250+01:00""#),
    ("lawfulbasis", #""children-act-2004-s11""#),
    ("sharingpurpose", #""safeguarding""#),
    ("correlationid", #""corr-1""#),
    ("causationid", #""caus-1""#),
    ("supersedes", #""old-1""#),
    ("signature", "\"" + Base64.encode(Array(repeating: 7, count: 64)) + "\""),
    ("concernlevel", #""S1""#),
    ("acknowledgeby", #""2016-12-28T10:00:00Z""#),
    ("responsibleepoch", "3"),
    ("data", #"{"dash-grade":"high"}"#),
]

/// The event with some attributes replaced, and with those of value `nil` left out.
private func event(_ changes: [String: String?] = [:], adding more: String = "") -> [UInt8] {
    let members = lines.compactMap { line -> String? in
        guard let change = changes[line.name] else { return "\"\(line.name)\":\(line.value)" }
        return change.map { "\"\(line.name)\":\($0)" }
    }
    return Array("{\(members.joined(separator: ","))\(more)}".utf8)
}

@Suite struct ConcernTests {
    @Test func `every attribute has its type`() throws {
        let concern = try Concern(parsing: event())
        #expect(concern.id.text == "6b1e2f5c-0c6b-4a53-9d2e-0f2b6a1d7c11")
        #expect(concern.source.authority.text == "E08000025")
        #expect(concern.source.agency.text == "wmp")
        #expect(concern.source.system == "niche")
        #expect(concern.source.user?.text == "wmp/niche")
        #expect(concern.topic.text == "police.domestic-incident")
        #expect(concern.subject == "P-17")
        #expect(concern.time.rfc3339 == "2016-12-23T23:40:00Z")
        #expect(concern.dataSchema == "urn:concordat:schema:police.domestic-incident")
        #expect(concern.recordedTime?.rfc3339 == "2016-12-24T00:10:00.250Z")
        #expect(concern.lawfulBasis == "children-act-2004-s11")
        #expect(concern.sharingPurpose == "safeguarding")
        #expect(concern.correlationID?.text == "corr-1")
        #expect(concern.causationID?.text == "caus-1")
        #expect(concern.supersedes?.text == "old-1")
        #expect(concern.signature == Array(repeating: 7, count: 64))
        #expect(concern.caseAttributes?.concernLevel == .s1)
        #expect(concern.caseAttributes?.acknowledgeBy?.rfc3339 == "2016-12-28T10:00:00Z")
        #expect(concern.caseAttributes?.responsibleEpoch == 3)
        #expect(concern.data["dash-grade"]?.string == "high")
        #expect(concern.bytes == event())
    }

    @Test func `only what CloudEvents and a broker cannot do without must be there`() throws {
        let bare = try Concern(
            parsing: Array(
                #"{"specversion":"1.0","id":"a","source":"urn:concordat:E1:b:c","type":"a.b.v1","time":"2016-01-01T00:00:00Z","data":{}}"#
                    .utf8
            )
        )
        #expect(bare.subject == nil)
        #expect(bare.signature == nil)
        #expect(bare.caseAttributes == nil)
        #expect(try Concern(parsing: event(["subject": "\"\""])).subject == nil)
    }

    @Test(
        arguments: [
            ("specversion", nil, "missing", "`1.0`"),
            ("specversion", #""0.3""#, "a string of 3 characters", "`1.0`"),
            ("specversion", "1.0", "a number", "`1.0`"),
            ("id", nil, "missing", "1 to 128 printable ASCII characters without spaces"),
            (
                "id", #""a b""#, "a string of 3 characters",
                "1 to 128 printable ASCII characters without spaces"
            ),
            (
                "source", #""urn:concordat:E08000025:wmp""#, "a string of 27 characters",
                "urn:concordat:<authority>:<agency>:<system>"
            ),
            (
                "source", #""urn:concordat:E08000025:wmp:""#, "a string of 28 characters",
                "urn:concordat:<authority>:<agency>:<system>"
            ),
            ("type", #""police.domestic-incident""#, "a string of 24 characters", "a topic and `.v1`"),
            ("type", #""case.E1.C-1.a.b.v1""#, "a string of 18 characters", "a topic and `.v1`"),
            (
                "subject", #""9990516286""#, "a string of 10 characters",
                "a handle that the broker issued, or empty; never an NHS number"
            ),
            ("time", nil, "missing", "an RFC 3339 date-time with its offset"),
            ("time", #""2016-12-23""#, "a string of 10 characters", "an RFC 3339 date-time with its offset"),
            ("datacontenttype", #""text/plain""#, "a string of 10 characters", "`application/json`"),
            ("recordedtime", "null", "null", "an RFC 3339 date-time with its offset"),
            ("lawfulbasis", #""""#, "a string of 0 characters", "text"),
            ("supersedes", "[]", "an array", "1 to 128 printable ASCII characters without spaces"),
            ("signature", #""AAAA""#, "a string of 4 characters", "base64 of 64 bytes"),
            ("concernlevel", #""S9""#, "a string of 2 characters", "S1 to S4"),
            ("concernlevel", nil, "missing", "S1 to S4"),
            ("responsibleepoch", "-1", "an integer", "an integer of at least 0"),
            ("data", nil, "missing", "an object"),
            ("data", "[]", "an array", "an object"),
        ] as [(String, String?, String, String)]
    )
    func `a wrong attribute is named, with what it was and what it must be`(
        name: String,
        value: String?,
        was: String,
        mustBe: String
    ) {
        let fault = PayloadFault(pointer: JSONPointer([name]), was: was, mustBe: mustBe)
        #expect(throws: ConcernFault.attribute(fault)) { try Concern(parsing: event([name: value])) }
    }

    @Test func `other attributes are taken as far as CloudEvents allows them`() throws {
        _ = try Concern(parsing: event(adding: #","traceparent":"00-1","sampled":true,"n2":7"#))
        let nested = PayloadFault(
            pointer: JSONPointer(["extra"]),
            was: "an object",
            mustBe: "a string, an integer or a boolean"
        )
        #expect(throws: ConcernFault.attribute(nested)) {
            try Concern(parsing: event(adding: #","extra":{}"#))
        }
        let name = PayloadFault(
            pointer: .root,
            was: "an attribute with another name",
            mustBe: "attributes named with 1 to 64 of a-z and 0-9"
        )
        #expect(throws: ConcernFault.attribute(name)) { try Concern(parsing: event(adding: #","Extra":1"#)) }
    }

    @Test func `what is not strict JSON is refused with its place`() {
        #expect(throws: ConcernFault.notJSON(JSONError(offset: 0, reason: .unexpectedEnd))) {
            try Concern(parsing: [])
        }
        #expect(throws: ConcernFault.notJSON(JSONError(offset: 5, reason: .unsafeInteger))) {
            try Concern(parsing: Array(#"{"n":9007199254740992}"#.utf8))
        }
        #expect(
            ConcernFault.notJSON(JSONError(offset: 9, reason: .tooDeep)).description
                == "the event must be strict JSON; nesting deeper than allowed at byte 9"
        )
    }

    @Test func `an event must be the one that its head announced`() throws {
        let concern = try Concern(parsing: event())
        let topic = try #require(Topic("police.domestic-incident"))
        let other = try #require(Topic("police.arrest"))
        let id = try #require(MessageID("6b1e2f5c-0c6b-4a53-9d2e-0f2b6a1d7c11"))
        #expect(concern.mismatch(topic: topic, id: id) == nil)
        #expect(
            concern.mismatch(topic: other, id: id)?.description
                == "/type: was that of another topic; must be `police.arrest.v1`"
        )
        #expect(
            concern.mismatch(topic: topic, id: try #require(MessageID("x")))?.description
                == "/id: was another; must be the `id` of the head"
        )
    }

    @Test func `a concern prints identifiers and nothing else`() throws {
        let concern = try Concern(parsing: event())
        let printed = "concern 6b1e2f5c-0c6b-4a53-9d2e-0f2b6a1d7c11 on police.domestic-incident"
        #expect("\(concern)" == printed)
        var dumped = ""
        dump(concern, to: &dumped)
        #expect(!dumped.contains("high") && !dumped.contains("P-17"))
    }

    @Test func `no change of any byte does more than refuse`() {
        let whole = event()
        var refused = 0
        for place in whole.indices {
            for byte: UInt8 in [0, 0x20, 0x22, 0x2c, 0x30, 0x5c, 0x7b, 0x7d, 0x80, 0xff, whole[place] ^ 1] {
                var damaged = whole
                damaged[place] = byte
                do { _ = try Concern(parsing: damaged) } catch { refused += 1 }
            }
            #expect(throws: ConcernFault.self) { try Concern(parsing: Array(whole[..<place])) }
        }
        #expect(refused > whole.count)
    }
}

import JSON
import Testing
import Topics
import Vocabulary

@Suite struct PayloadFaultTests {
    static let definitions = """
        {"person": {"type": "object", "required": ["identifiers"], "additionalProperties": false, "identifies": "person",
          "properties": {
            "role": {"enum": ["victim", "child"]},
            "identifiers": {"type": "array", "minItems": 1, "items": {"type": "object",
              "required": ["scheme", "value"], "additionalProperties": false,
              "properties": {"scheme": {"type": "string"}, "value": {"type": "string"}}}},
            "born": {"type": "string", "format": "date"}}}}
        """

    static let schema = """
        {"type": "object", "required": ["people", "grade"], "additionalProperties": false, "properties": {
          "people": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"$ref": "#/$defs/person"}},
          "grade": {"enum": ["standard", "high", 3]},
          "summary": {"type": "string", "minLength": 2, "maxLength": 10},
          "rooms": {"type": "integer", "minimum": 0, "maximum": 20},
          "score": {"type": "number", "maximum": 1.5},
          "seen": {"type": "boolean"},
          "when": {"type": "string", "format": "date-time"},
          "force": {"const": "WMP"},
          "case": {"type": "string", "identifies": "case"}}}
        """

    private func fault(_ data: String) throws -> String? {
        let schema = try PayloadSchema(
            try value(Self.schema),
            definitions: try SchemaDefinitions(try value(Self.definitions))
        )
        return schema.fault(in: try JSONDocument(parsing: Array(data.utf8)).root)?.description
    }

    private static let person = #"{"identifiers":[{"scheme":"nhs","value":"9990516286"}]}"#

    @Test(arguments: [
        #"{"people":[\#(person)],"grade":"high"}"#,
        #"{"grade":3,"people":[\#(person),\#(person)],"summary":"éé","rooms":0,"score":1.5,"seen":false}"#,
        #"{"people":[\#(person)],"grade":"high","when":"2017-01-04T20:10:00+01:00","force":"WMP","case":"C-1"}"#,
    ])
    func `what fits has no fault`(data: String) throws {
        #expect(try fault(data) == nil)
    }

    @Test(arguments: [
        ("[]", "/data: was an array of 0 elements; must be an object"),
        (#"{"people":[\#(person)]}"#, "/data/grade: was absent; must be there"),
        (
            #"{"people":[],"grade":"high"}"#,
            "/data/people: was an array of 0 elements; must be an array of 1 to 2 elements"
        ),
        (
            #"{"people":{},"grade":"high"}"#,
            "/data/people: was an object of 0 members; must be an array of 1 to 2 elements"
        ),
        (#"{"people":[{}],"grade":"high"}"#, "/data/people/0/identifiers: was absent; must be there"),
        (
            #"{"people":[\#(person)],"grade":"Kim Secret"}"#,
            #"/data/grade: was a string of 10 characters; must be one of "standard", "high", 3"#
        ),
        (
            #"{"people":[\#(person)],"grade":3.0}"#,
            #"/data/grade: was a number; must be one of "standard", "high", 3"#
        ),
        (
            #"{"people":[\#(person)],"grade":3,"Kim Secret":1}"#,
            "/data: was an object whose member number 3 is unknown; must be an object with no other members than "
                + "people, grade, summary, rooms, score, seen, when, force, case"
        ),
        (
            #"{"people":[\#(person)],"grade":3,"summary":"Kim Secret lives here"}"#,
            "/data/summary: was a string of 21 characters; must be a string of 2 to 10 characters"
        ),
        (
            #"{"people":[\#(person)],"grade":3,"summary":null}"#,
            "/data/summary: was null; must be a string"
        ),
        (
            #"{"people":[\#(person)],"grade":3,"rooms":21}"#,
            "/data/rooms: was an integer; must be an integer from 0 to 20"
        ),
        (
            #"{"people":[\#(person)],"grade":3,"rooms":2.5}"#,
            "/data/rooms: was a number; must be an integer from 0 to 20"
        ),
        (
            #"{"people":[\#(person)],"grade":3,"score":2}"#,
            "/data/score: was an integer; must be a number of at most 1.5"
        ),
        (
            #"{"people":[\#(person)],"grade":3,"seen":"true"}"#,
            "/data/seen: was a string of 4 characters; must be true or false"
        ),
        (
            #"{"people":[\#(person)],"grade":3,"when":"2017-01-04"}"#,
            "/data/when: was a string of 10 characters; must be an RFC 3339 date-time with its offset"
        ),
        (
            #"{"people":[\#(person)],"grade":3,"force":"TVP"}"#,
            #"/data/force: was a string of 3 characters; must be "WMP""#
        ),
        (
            #"{"people":[\#(person)],"grade":3,"case":"C.1"}"#,
            "/data/case: was a string of 3 characters; must be 1 to 128 printable ASCII characters without spaces, "
                + "`.`, `*` and `>`"
        ),
        (
            #"{"people":[\#(person),{"identifiers":[{"scheme":"wmp","value":"1"},{"scheme":"nhs","value":"9990516287"}]}],"grade":3}"#,
            "/data/people/1/identifiers/1/value: was a string of 10 characters; must be an NHS number of ten digits "
                + "with a right check digit"
        ),
        (
            #"{"people":[{"identifiers":[{"scheme":"wmp","value":"Kim Secret"}]}],"grade":3}"#,
            "/data/people/0/identifiers/0/value: was a string of 10 characters; must be 1 to 128 printable ASCII "
                + "characters without spaces"
        ),
        (
            #"{"people":[{"identifiers":[{"scheme":"nhs","value":"9990516286"}],"born":"2017-02-29"}],"grade":3}"#,
            "/data/people/0/born: was a string of 10 characters; must be a date as YYYY-MM-DD"
        ),
    ])
    func `a fault says where, what kind of thing and what it must be, and never the content`(
        data: String,
        expected: String
    ) throws {
        let fault = try fault(data)
        #expect(fault == expected)
        #expect(fault?.contains("Secret") == false)
    }

    @Test func `two spellings of one letter are different members`() throws {
        let schema = try PayloadSchema(
            .object([
                JSONMember("type", "object"), JSONMember("required", ["caf\u{e9}", "cafe\u{301}"]),
                JSONMember("additionalProperties", false),
                JSONMember(
                    "properties",
                    .object([
                        JSONMember("caf\u{e9}", ["type": "integer"]),
                        JSONMember("cafe\u{301}", ["enum": ["\u{e9}"]]),
                    ])
                ),
            ])
        )
        func fault(_ data: String) throws -> String? {
            schema.fault(in: try JSONDocument(parsing: Array(data.utf8)).root)?.pointer.text
        }
        #expect(try fault("{\"caf\u{e9}\":1,\"cafe\u{301}\":\"\u{e9}\"}") == nil)
        #expect(try fault("{\"caf\u{e9}\":1}").map { Array($0.utf8) } == Array("/data/cafe\u{301}".utf8))
        #expect(
            try fault("{\"caf\u{e9}\":1,\"cafe\u{301}\":\"e\u{301}\"}") != nil,
            "A value, too, agrees by bytes."
        )
        #expect(try fault(#"{"caf\u00e9":1,"cafe\u0301":"\u00e9"}"#) == nil, "Escapes are no other spelling.")
    }

    @Test func `the people, the case and the household of a payload are found`() throws {
        let schema = try PayloadSchema(
            try value(
                #"""
                {"type": "object", "properties": {
                  "note": {"type": "string"},
                  "people": {"type": "array", "items": {"$ref": "#/$defs/person"}},
                  "mother": {"$ref": "#/$defs/person"},
                  "case": {"type": "string", "identifies": "case"},
                  "home": {"type": "object", "properties": {"household": {"type": "string", "identifies": "household"}}}}}
                """#
            ),
            definitions: try SchemaDefinitions(try value(Self.definitions))
        )
        let data = try JSONDocument(
            parsing: Array(
                #"""
                {"mother":{"identifiers":[{"scheme":"wmp","value":"N/77"}]},
                 "people":[{"role":"child","born":"2016-11-14","identifiers":[{"scheme":"nhs","value":"9990516286"},
                 {"scheme":"nhs","value":"9990516287"}]}],"case":"C-1042","home":{"household":"H-7"}}
                """#.utf8
            )
        ).root
        let references = schema.references(in: data)
        let people = references.people
        #expect(people.map(\.pointer.text) == ["/data/people/0", "/data/mother"])
        #expect(people.map(\.role) == ["child", nil])
        #expect(people.map { $0.born?.iso8601 } == ["2016-11-14", nil])
        #expect(
            people.map { $0.identifiers.map { "\($0.scheme)=\($0.value)" } } == [
                ["nhs=9990516286"], ["wmp=N/77"],
            ]
        )
        #expect(people.first?.identifiers.first?.nhsNumber?.digits == "9990516286")
        #expect(references.caseID?.text == "C-1042")
        #expect(references.household?.text == "H-7")
    }
}

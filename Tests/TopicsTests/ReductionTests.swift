import JSON
import Testing
import Topics
import Vocabulary

@Suite struct ReductionTests {
    static func definition() throws -> TopicDefinition {
        let schema = try PayloadSchema(
            try value(
                #"""
                {"type": "object", "required": ["people"], "additionalProperties": false, "properties": {
                  "people": {"type": "array", "audience": "summary", "items": {"type": "object", "properties": {
                    "role": {"type": "string"},
                    "name": {"type": "string", "audience": "full"},
                    "dose": {"type": "string", "audience": ["GP", "KWM"]}}}},
                  "grade": {"type": "string", "audience": "alert"},
                  "story": {"type": "string"},
                  "officer": {"type": "string", "audience": "never"}}}
                """#
            )
        )
        return TopicDefinition(
            topic: try topic("police.domestic-incident"),
            title: "Police-attended domestic incident",
            owner: "Police public protection",
            purpose: "Tell everybody responsible for a child in the household.",
            lawfulBasis: LawfulBasis(article6: "public-task", article9: "safeguarding"),
            publishers: [.role(try role("PPU")), .authority],
            severity: SeverityRules(
                usual: .s3,
                rules: [
                    SeverityRules.Rule(field: JSONPointer(["grade"]), values: ["high", "top"], level: .s1),
                    SeverityRules.Rule(field: JSONPointer(["story"]), values: ["quiet"], level: .s4),
                ]
            ),
            acknowledgement: .standard,
            retention: "child-protection",
            sees: [
                Sight(role: try role("TM"), detail: .summary), Sight(role: try role("LP"), detail: .full),
                Sight(role: try role("CC"), detail: .alert), Sight(role: try role("GP"), detail: .summary),
                Sight(role: try role("KWM"), detail: .alert),
            ],
            schema: schema,
            example: try JSONDocument(parsing: Array(event.utf8))
        )
    }

    static let event = #"""
        {"specversion":"1.0", "id":"1", "signature":"c2ln", "type":"police.domestic-incident.v1", "subject":"P-7",
         "data": {"people":[ {"role":"child","name":"Kim","dose":"5ml"}, {"role":"victim"} ],
          "grade":"high","story":"caf\u00e9","officer":"PC 7"}, "vendornote":"Kim"}
        """#

    private static let head =
        #"{"specversion":"1.0","id":"1","type":"police.domestic-incident.v1","subject":"P-7","data":"#

    @Test(arguments: [
        ("CC", Self.head + #"{"grade":"high"}}"#),
        ("KWM", Self.head + #"{"grade":"high"}}"#),
        ("TM", Self.head + #"{"people":[{"role":"child"},{"role":"victim"}],"grade":"high"}}"#),
        ("GP", Self.head + #"{"people":[{"role":"child","dose":"5ml"},{"role":"victim"}],"grade":"high"}}"#),
        (
            "LP",
            Self.head
                + #"{"people":[{"role":"child","name":"Kim"},{"role":"victim"}],"grade":"high","story":"caf\u00e9"},"#
                + #""vendornote":"Kim"}"#
        ),
        (
            "LP GP",
            Self.head
                + #"{"people":[{"role":"child","name":"Kim","dose":"5ml"},{"role":"victim"}],"grade":"high","#
                + #""story":"caf\u00e9"},"vendornote":"Kim"}"#
        ),
        (
            "publisher",
            Self.head
                + #"{"people":[{"role":"child","name":"Kim","dose":"5ml"}, {"role":"victim"}],"grade":"high","#
                + #""story":"caf\u00e9"},"vendornote":"Kim"}"#
        ),
    ])
    func `each audience is shown exactly these bytes`(who: String, expected: String) throws {
        let definition = try Self.definition()
        let viewer = try viewer(who, definition)
        let shown = definition.reduction(of: definition.example, for: viewer)
        #expect(String(decoding: shown.bytes, as: UTF8.self) == expected.replacing("}, {", with: "},{"))
        #expect(shown.isReduced)
    }

    private func viewer(_ who: String, _ definition: TopicDefinition) throws -> Viewer {
        guard who != "publisher" else { return .publisher }
        return try #require(
            definition.viewer(roles: try who.split(separator: " ").map { try role(String($0)) })
        )
    }

    @Test func `where nothing is hidden the bytes are the publisher's own, signature and all`() throws {
        let definition = try Self.definition()
        let text =
            #"{ "id":"1", "data": {"people":[{"role" : "child"}],"grade":"high"}, "signature":"c2ln" } "#
            + "\n"
        let event = try JSONDocument(parsing: Array(text.utf8))
        for who in ["TM", "LP", "publisher"] {
            let shown = definition.reduction(of: event, for: try viewer(who, definition))
            #expect(shown == Reduction(bytes: Array(text.utf8), isReduced: false))
        }
        let alert = definition.reduction(of: event, for: try viewer("CC", definition))
        #expect(String(decoding: alert.bytes, as: UTF8.self) == #"{"id":"1","data":{"grade":"high"}}"#)
    }

    @Test func `on a case topic the broker's attributes replace whatever was there`() throws {
        let definition = try Self.definition()
        let text =
            #"{"id":"1","concernlevel":"S4","signature":"c2ln","data":{"grade":"x"},"acknowledgeby":"never"}"#
        let event = try JSONDocument(parsing: Array(text.utf8))
        let by = try #require(Instant(rfc3339: "2017-01-05T17:00:00Z"))
        let attributes = CaseAttributes(concernLevel: .s1, acknowledgeBy: by, responsibleEpoch: 4)
        let shown = definition.reduction(of: event, for: try viewer("LP", definition), adding: attributes)
        #expect(
            String(decoding: shown.bytes, as: UTF8.self)
                == #"{"id":"1","data":{"grade":"x"},"concernlevel":"S1","acknowledgeby":"2017-01-05T17:00:00Z","#
                + #""responsibleepoch":4}"#
        )
        #expect(!shown.isReduced)
        let bare = definition.reduction(
            of: event,
            for: try viewer("CC", definition),
            adding: CaseAttributes(concernLevel: .s3)
        )
        #expect(
            String(decoding: bare.bytes, as: UTF8.self)
                == #"{"id":"1","data":{"grade":"x"},"concernlevel":"S3"}"#
        )
    }

    @Test func `what is no such container as the schema says is not shown in parts`() throws {
        let definition = try Self.definition()
        let data = try JSONDocument(parsing: Array(#"{"people":{"role":"Kim"},"grade":"x"}"#.utf8)).root
        let shown = definition.reduction(ofData: data, for: try viewer("TM", definition))
        #expect(String(decoding: shown.bytes, as: UTF8.self) == #"{"people":null,"grade":"x"}"#)
    }

    @Test func `severity is that of the first rule that applies`() throws {
        let definition = try Self.definition()
        func severity(_ data: String) throws -> Severity {
            definition.severity(of: try JSONDocument(parsing: Array(data.utf8)).root)
        }
        #expect(try severity(#"{"grade":"high","story":"quiet"}"#) == .s1)
        #expect(try severity(#"{"grade":"low","story":"quiet"}"#) == .s4)
        #expect(try severity(#"{"grade":"low"}"#) == .s3)
    }

    @Test func `a system sees the most that its roles and routing give it`() throws {
        let definition = try Self.definition()
        #expect(definition.detail(for: [try role("CC"), try role("TM")]) == .summary)
        #expect(definition.detail(for: [try role("HV")]) == nil)
        #expect(definition.viewer(roles: [try role("HV")]) == nil)
        #expect(definition.viewer(roles: [try role("CC")], atLeast: .full)?.detail == .full)
        #expect(definition.viewer(roles: [try role("HV")], atLeast: .alert)?.detail == .alert)
        #expect(definition.mayPublish(roles: [try role("PPU")]))
        #expect(definition.mayPublish(roles: [try role("TM")]) == false)
    }

    /// What somebody without roles sees, in this detail, of data under a schema.
    private func shown(_ data: String, _ schema: PayloadSchema, _ detail: Detail) throws -> String {
        let base = try Self.definition()
        let definition = TopicDefinition(
            topic: base.topic,
            title: base.title,
            owner: base.owner,
            purpose: base.purpose,
            lawfulBasis: base.lawfulBasis,
            publishers: base.publishers,
            severity: base.severity,
            acknowledgement: base.acknowledgement,
            retention: base.retention,
            sees: base.sees,
            schema: schema,
            example: base.example
        )
        let node = try JSONDocument(parsing: Array(data.utf8)).root
        let bytes = definition.reduction(ofData: node, for: Viewer(detail: detail, roles: [])).bytes
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a member that the schema does not name is shown as what it stands in`() throws {
        let schema = try PayloadSchema(
            try value(
                #"{"type":"object","properties":{"a":{"type":"object","audience":"summary","properties":{}}}}"#
            )
        )
        let data = #"{"a":{"x":1},"note":"Kim"}"#
        #expect(try shown(data, schema, .alert) == "{}")
        #expect(try shown(data, schema, .summary) == #"{"a":{"x":1}}"#)
        #expect(try shown(data, schema, .full) == data)
    }

    @Test func `where a definition is used decides who sees it`() throws {
        let schema = try PayloadSchema(
            try value(
                ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/who","audience":"full"},"b":{"$ref":"#/$defs/who"}}}"##
            ),
            definitions: try SchemaDefinitions(["who": ["type": "string", "audience": "alert"]])
        )
        #expect(try shown(#"{"a":"Kim","b":"Kim"}"#, schema, .summary) == #"{"b":"Kim"}"#)
    }

    @Test func `two spellings of one letter have each their own audience`() throws {
        let schema = try PayloadSchema(
            .object([
                JSONMember("type", "object"),
                JSONMember(
                    "properties",
                    .object([
                        JSONMember("\u{e9}", ["type": "string", "audience": "alert"]),
                        JSONMember("e\u{301}", ["type": "string", "audience": "never"]),
                    ])
                ),
            ])
        )
        let shown = try shown("{\"\u{e9}\":\"1\",\"e\u{301}\":\"2\"}", schema, .full)
        #expect(Array(shown.utf8) == Array("{\"\u{e9}\":\"1\"}".utf8))
    }
}

import JSON
import Testing
import Topics

@Suite struct SchemaFaultTests {
    @Test(arguments: [
        ("[]", ["|a list of 0|a schema, which is a mapping"]),
        ("{}", ["|without type|with type, enum, const or $ref"]),
        (#"{"type":"string"}"#, ["|a schema of something else|of type object"]),
        (
            #"{"type":["object","null"]}"#,
            ["/type|a list of 2|one of object, array, string, integer, number, boolean"]
        ),
        (
            #"{"type":"object","minItems":1}"#,
            [
                "/minItems|`minItems`|one of type, properties, required, additionalProperties, identifies, audience, "
                    + "title, description"
            ]
        ),
        (#"{"type":"object","required":["a"]}"#, ["/required/0|`a`|one of the properties"]),
        (
            #"{"type":"object","additionalProperties":{"type":"string"}}"#,
            [
                "/additionalProperties|a mapping of 1|true or false"
            ]
        ),
        (
            member(#"{"type":"string","pattern":"^a"}"#),
            [
                "/properties/a/pattern|`pattern`|one of type, enum, const, minLength, maxLength, format, identifies, "
                    + "audience, title, description"
            ]
        ),
        (
            member(#"{"type":"string","format":"email"}"#),
            [
                "/properties/a/format|`email`|one of date, date-time, nhs-number, uuid, authority, digest, identifier"
            ]
        ),
        (
            member(#"{"type":"string","minLength":5,"maxLength":4}"#),
            [
                "/properties/a/maxLength|4|at least minLength, 5"
            ]
        ),
        (member(#"{"type":"string","minLength":-1}"#), ["/properties/a/minLength|-1|0 or more"]),
        (member(#"{"type":"string","minLength":1.5}"#), ["/properties/a/minLength|1.5|an integer"]),
        (
            member(#"{"type":"integer","minimum":2,"maximum":1}"#),
            ["/properties/a/maximum|1|at least minimum, 2"]
        ),
        (member(#"{"type":"array"}"#), ["/properties/a|an array without items|one with items"]),
        (member(#"{"enum":[]}"#), ["/properties/a/enum|a list of 0|a list of at least one scalar"]),
        (
            member(#"{"enum":["x","x"]}"#),
            [
                "/properties/a/enum/0|`x`, more than once|there once",
                "/properties/a/enum/1|`x`, more than once|there once",
            ]
        ),
        (member(#"{"type":"integer","enum":[1,"x"]}"#), ["/properties/a/enum/1|`x`|of type integer"]),
        (member(#"{"const":{}}"#), ["/properties/a/const|a mapping of 0|a scalar"]),
        (
            member(##"{"$ref":"#/$defs/nobody"}"##),
            ["/properties/a/$ref|`nobody`|a definition (there are: person)"]
        ),
        (
            member(#"{"$ref":"other.json"}"#),
            [
                "/properties/a/$ref|`other.json`|#/$defs/ and the name of a definition"
            ]
        ),
        (
            member(##"{"$ref":"#/$defs/person","type":"object"}"##),
            [
                "/properties/a/type|`type`|one of $ref, audience, title, description"
            ]
        ),
        (
            member(#"{"type":"string","audience":"everybody"}"#),
            [
                "/properties/a/audience|`everybody`|alert, summary, full, never or a list of roles"
            ]
        ),
        (
            member(#"{"type":"string","audience":["HV","XX","HV"]}"#),
            [
                "/properties/a/audience/1|`XX`|a role, named once",
                "/properties/a/audience/2|`HV`|a role, named once",
            ]
        ),
        (
            member(
                #"{"type":"object","audience":"summary","properties":{"b":{"type":"string","audience":"alert"}}}"#
            ),
            [
                "/properties/a/properties/b/audience|`alert`|`summary` or narrower, because its container is not shown to more"
            ]
        ),
        (
            member(#"{"type":"integer","identifies":"case"}"#),
            [
                "/properties/a/identifies|`identifies`|one of type, enum, const, minimum, maximum, audience, title, description",
                "/properties/a/identifies|`case`|at a string",
            ]
        ),
        (
            member(#"{"type":"object","identifies":"person"}"#),
            [
                "/properties/a/identifies|`person`|at an object with an array `identifiers`"
            ]
        ),
        (member(#"{"type":"string","title":7}"#), ["/properties/a/title|7|text"]),
        (
            #"{"type":"object","properties":{"a":{"type":"strin"},"b":{"type":"number","maximum":"x"}}}"#,
            [
                "/properties/a/type|`strin`|one of object, array, string, integer, number, boolean",
                "/properties/b/maximum|`x`|a number",
            ]
        ),
    ])
    func `whatever the subset does not hold is refused at its place`(schema: String, expected: [String])
        throws
    {
        let definitions = try SchemaDefinitions(["person": ["type": "object"]])
        let error = #expect(throws: SchemaFaults.self) {
            try PayloadSchema(try value(schema), definitions: definitions)
        }
        #expect(error?.faults.map { "\($0.pointer.text)|\($0.was)|\($0.mustBe)" } == expected)
    }

    private static func member(_ schema: String) -> String {
        #"{"type":"object","properties":{"a":\#(schema)}}"#
    }

    @Test func `definitions that contain one another are refused`() throws {
        let error = #expect(throws: SchemaFaults.self) {
            try SchemaDefinitions([
                "a": ["type": "object", "properties": ["b": ["$ref": "#/$defs/b"]]],
                "b": ["type": "array", "items": ["$ref": "#/$defs/a"]],
            ])
        }
        #expect(
            error?.faults.map { "\($0.pointer.text)|\($0.was)|\($0.mustBe)" } == [
                "/b/items/$ref|`a`|a definition that does not contain this one",
                "/a/properties/b/$ref|`b`|a definition that does not contain this one",
            ]
        )
    }

    @Test func `a payload nests no deeper than an event may`() throws {
        var schema: JSONValue = ["type": "boolean"]
        for _ in 0..<6 { schema = ["type": "array", "items": schema] }
        let fits = schema
        #expect(throws: Never.self) { try PayloadSchema(["type": "object", "properties": ["a": fits]]) }
        #expect(throws: SchemaFaults.self) {
            try PayloadSchema(["type": "object", "properties": ["a": ["type": "array", "items": fits]]])
        }
        let definitions = try SchemaDefinitions(["deep": fits])
        let error = #expect(throws: SchemaFaults.self) {
            try PayloadSchema(
                [
                    "type": "object",
                    "properties": ["a": ["type": "array", "items": ["$ref": "#/$defs/deep"]]],
                ],
                definitions: definitions
            )
        }
        #expect(error?.faults.map(\.pointer.text) == ["/properties/a/items/$ref"])
    }

    @Test func `a schema knows the definitions it uses, also through others`() throws {
        let definitions = try SchemaDefinitions([
            "name": ["type": "string"],
            "person": ["type": "object", "properties": ["name": ["$ref": "#/$defs/name"]]],
            "unused": ["type": "string"],
        ])
        let schema = try PayloadSchema(
            ["type": "object", "properties": ["who": ["$ref": "#/$defs/person"]]],
            definitions: definitions
        )
        #expect(schema.definitionsUsed == ["name", "person"])
    }
}

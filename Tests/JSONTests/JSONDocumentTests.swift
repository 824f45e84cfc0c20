import JSON
import Testing

@Suite struct JSONDocumentTests {
    @Test(arguments: [
        ("null", JSONValue.null),
        ("true", .bool(true)),
        ("false", .bool(false)),
        ("0", .integer(0)),
        ("-1", .integer(-1)),
        ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
        ("-0", .number(0)),
        ("1.0", .number(1)),
        ("1e2", .number(100)),
        ("1E-2", .number(0.01)),
        ("1e-999", .number(0)),
        ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
        (#""""#, .string("")),
        (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{c}\n\r\tz")),
        (#""\u00e9é\uD83D\uDE00\u0000""#, .string("éé😀\u{0}")),
        ("[]", .array([])),
        ("{}", .object([])),
        (" \t\r\n[ 1 , [ ] ] \n", .array([.integer(1), .array([])])),
        (
            #"{"b":1,"a":{"":[]}}"#,
            .object([.init("b", 1), .init("a", .object([.init("", .array([]))]))])
        ),
    ])
    func `what is well formed has its value`(text: String, value: JSONValue) throws {
        #expect(try JSONDocument(parsing: Array(text.utf8)).root.value == value)
    }

    @Test(arguments: [
        ("", 0, JSONError.Reason.unexpectedEnd),
        (" ", 1, .unexpectedEnd),
        ("tru", 3, .unexpectedEnd),
        ("trve", 2, .unexpectedByte),
        ("NaN", 0, .unexpectedByte),
        ("Infinity", 0, .unexpectedByte),
        ("-Infinity", 1, .malformedNumber),
        ("\u{feff}{}", 0, .unexpectedByte),
        ("{} {}", 3, .trailingContent),
        ("1 1", 2, .trailingContent),
        ("01", 1, .malformedNumber),
        ("-", 1, .unexpectedEnd),
        ("-01", 2, .malformedNumber),
        ("1.", 2, .unexpectedEnd),
        ("1.x", 2, .malformedNumber),
        ("1ex", 2, .malformedNumber),
        ("1e+]", 3, .malformedNumber),
        ("+1", 0, .unexpectedByte),
        (".5", 0, .unexpectedByte),
        ("1e999", 0, .numberOutOfRange),
        ("[-1e999]", 1, .numberOutOfRange),
        ("[1,]", 3, .unexpectedByte),
        ("[1 2]", 3, .unexpectedByte),
        ("[", 1, .unexpectedEnd),
        ("[1", 2, .unexpectedEnd),
        ("{", 1, .unexpectedEnd),
        ("{,}", 1, .unexpectedByte),
        (#"{"a"}"#, 4, .unexpectedByte),
        (#"{"a":}"#, 5, .unexpectedByte),
        (#"{"a":1,}"#, 7, .unexpectedByte),
        (#"{a:1}"#, 1, .unexpectedByte),
        (#"{"a":1,"a":2}"#, 7, .duplicateMember),
        (#"{"a":1,"b":0,"\u0061":2}"#, 13, .duplicateMember),
        (#""abc"#, 4, .unexpectedEnd),
        ("\"a\u{1f}\"", 2, .controlCharacter),
        (#""\x""#, 2, .malformedEscape),
        (#""\u12g4""#, 5, .malformedEscape),
        (#""\ud800""#, 1, .loneSurrogate),
        (#""\udc00""#, 1, .loneSurrogate),
        (#""\ud800\ud800""#, 1, .loneSurrogate),
        ("// a\n1", 0, .unexpectedByte),
        ("'a'", 0, .unexpectedByte),
    ])
    func `what is malformed is refused with its place and reason`(
        text: String,
        offset: Int,
        reason: JSONError.Reason
    ) {
        #expect(throws: JSONError(offset: offset, reason: reason)) {
            try JSONDocument(parsing: Array(text.utf8))
        }
    }

    @Test(
        arguments: [
            [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80],
            [0xf0, 0x8f, 0xbf, 0xbf],
            [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff], [0xe2, 0x82], [0xe2, 0x28, 0xa1],
        ] as [[UInt8]]
    )
    func `a string that is not UTF-8 is refused`(content: [UInt8]) {
        #expect(throws: JSONError(offset: 1, reason: .malformedUTF8)) {
            try JSONDocument(parsing: [0x22] + content + [0x22])
        }
    }

    @Test func `the limit counts nested containers, the outermost being the first`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONDocument(parsing: nested(8))
        #expect(throws: JSONError(offset: 8, reason: .tooDeep)) { try JSONDocument(parsing: nested(9)) }
        _ = try JSONDocument(parsing: nested(64), depth: 64)
        #expect(throws: JSONError(offset: 64, reason: .tooDeep)) {
            try JSONDocument(parsing: nested(100_000), depth: 64)
        }
        #expect(throws: JSONError(offset: 7, reason: .tooDeep)) {
            try JSONDocument(parsing: Array(#"[{"a": {}}]"#.utf8), depth: 2)
        }
    }

    @Test(arguments: ["9007199254740991", "-9007199254740991", "1e20", "-0", "9007199254740992.0"])
    func `safe integers are those below two to the 53rd`(text: String) throws {
        _ = try JSONDocument(parsing: Array(text.utf8), safeIntegers: true)
    }

    @Test(arguments: ["9007199254740992", "-9007199254740992", "99999999999999999999"])
    func `an unsafe integer is refused where only safe ones are taken`(text: String) throws {
        _ = try JSONDocument(parsing: Array(text.utf8))
        #expect(throws: JSONError(offset: 0, reason: .unsafeInteger)) {
            try JSONDocument(parsing: Array(text.utf8), safeIntegers: true)
        }
    }

    @Test func `a duplicate is found among thousands of names, and the first one named`() throws {
        let names = (0..<5000).map { #""k\#($0)":0"# }
        func document(_ names: [String]) -> [UInt8] { Array(("{" + names.joined(separator: ",") + "}").utf8) }
        #expect(try JSONDocument(parsing: document(names)).root.count == 5000)
        let twice = names + [#""k\u0034999":0"#, #""k17":0"#]
        let offset = document(names).count
        #expect(throws: JSONError(offset: offset, reason: .duplicateMember)) {
            try JSONDocument(parsing: document(twice))
        }
    }

    @Test func `an error says what and where, and repeats nothing`() {
        #expect(
            JSONError(offset: 12, reason: .duplicateMember).description == "a duplicate member at byte 12"
        )
    }
}

import Concerns
import JSON
import Testing

@Suite struct CanonicalTextTests {
    @Test(arguments: [
        // RFC 8785, 3.2.2: literals, strings and numbers.
        (
            #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#,
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        ),
        // RFC 8785, 3.2.3: members by UTF-16 code units, so that a smiling face comes before U+FB33.
        (
            #"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        ),
        (#" { "b" : { "y" : 1 , "x" : [ ] } , "a" : -0 } "#, #"{"a":0,"b":{"x":[],"y":1}}"#),
        ("[1.0,100,1e2,-0.0,9007199254740993]", "[1,100,100,0,9007199254740992]"),
    ])
    func `every spelling has one canonical text`(text: String, canonical: String) throws {
        let node = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(String(decoding: CanonicalText.bytes(of: node), as: UTF8.self) == canonical)
    }

    @Test func `a member is left out of the outermost object only`() throws {
        let node = try JSONDocument(parsing: Array(#"{"signature":1,"a":{"signature":2}}"#.utf8)).root
        #expect(
            CanonicalText.bytes(of: node, without: "signature") == Array(#"{"a":{"signature":2}}"#.utf8)
        )
    }
}

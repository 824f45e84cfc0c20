import JSON
import Testing

@Suite struct JSONNodeTests {
    private let root: JSONNode

    init() throws {
        root = try JSONDocument(
            parsing: Array(
                #"{"a/b":[1,{"m~n":"x"}],"\u00e9":"é","n":-0.5,"t":true,"z":null,"i": 42 ,"":[]}"#.utf8
            )
        ).root
    }

    @Test func `members are found by their bytes, escaped or not`() {
        #expect(root["é"]?.string == "é")
        #expect(root["e\u{301}"] == nil)
        #expect(root["n"]?.number == -0.5)
        #expect(root["n"]?.integer == nil)
        #expect(root["i"]?.integer == 42)
        #expect(root["i"]?.number == 42)
        #expect(root["t"]?.bool == true)
        #expect(root["z"]?.isNull == true)
        #expect(root["missing"] == nil)
        #expect(root["a/b"]?["m~n"] == nil)
    }

    @Test func `members and elements come in order`() {
        #expect(root.members.map(\.key) == ["a/b", "é", "n", "t", "z", "i", ""])
        #expect(root["a/b"]?.elements.map(\.kind) == [.integer, .object])
        #expect(root.count == 7)
        #expect(root[""]?.count == 0)
        #expect(root["n"]?.elements.map(\.kind) == [])
        #expect(root["a/b"]?.members.map(\.key) == [])
    }

    @Test func `raw is the text as written`() throws {
        #expect(root["i"].map { String(decoding: $0.raw, as: UTF8.self) } == "42")
        #expect(root["é"].map { String(decoding: $0.raw, as: UTF8.self) } == "\"é\"")
        #expect(
            root["a/b"].map { String(decoding: $0.raw, as: UTF8.self) } == #"[1,{"m~n":"x"}]"#
        )
        #expect(root["a/b"]?.offset == 7)
    }

    @Test func `a string is compared without decoding`() throws {
        let node = try JSONDocument(parsing: Array(#"["\u0061b","ab","abc"]"#.utf8)).root
        #expect(node.elements.map { $0.isString("ab") } == [true, true, false])
        #expect(!root.isString("ab"))
    }

    @Test(arguments: [
        ("", "object"), ("/a~1b/1/m~0n", "x"), ("/é", "é"), ("/a~1b/2", nil), ("/a~1b/01", nil),
        ("/a~1b/-1", nil),
        ("/a~1b/+1", nil), ("/i/0", nil), ("/", "array"), ("/a~1b/", nil),
    ])
    func `a pointer leads to its value or nowhere`(text: String, expected: String?) throws {
        let node = root[try #require(JSONPointer(parsing: text))]
        #expect(node.map { $0.string ?? "\($0.kind)" } == expected)
    }

    @Test func `a pointer is written with its escapes, and read back`() {
        let pointer = JSONPointer.root.appending("people").appending(0).appending("a/b~c")
        #expect(pointer.text == "/people/0/a~1b~0c")
        #expect(JSONPointer(parsing: "/people/0/a~1b~0c") == pointer)
        #expect(JSONPointer(parsing: "people") == nil)
        #expect(JSONPointer(parsing: "/~2") == nil)
        #expect(JSONPointer(parsing: "/~") == nil)
        #expect(JSONPointer.root.text.isEmpty)
    }
}

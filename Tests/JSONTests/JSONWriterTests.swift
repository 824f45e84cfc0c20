import JSON
import Testing

@Suite struct JSONWriterTests {
    @Test func `a value is written compactly in its order`() {
        let value: JSONValue = ["b": [1, -2, nil, true, false, 1.5], "a": ["": "x"], "e": [], "o": [:]]
        #expect(
            String(decoding: value.serialized(), as: UTF8.self)
                == #"{"b":[1,-2,null,true,false,1.5],"a":{"":"x"},"e":[],"o":{}}"#
        )
    }

    @Test func `the writer streams the same text`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("s", "x")
        writer.member("i", 7)
        writer.key("list")
        writer.beginArray()
        writer.raw(Array(#"{"k":1}"#.utf8))
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.number(0.5)
        writer.bool(true)
        writer.endArray()
        writer.member("v", value: [1])
        writer.endObject()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"s":"x","i":7,"list":[{"k":1},null,{},0.5,true],"v":[1]}"#
        )
    }

    @Test func `only what must be escaped is`() {
        let value: JSONValue = "\u{20ac}$\u{f}\u{a}A'\u{42}\u{22}\u{5c}\\\"/\u{8}\u{9}\u{c}\u{d}\u{0}\u{7f}"
        #expect(
            String(decoding: value.serialized(), as: UTF8.self)
                == #""€$\u000f\nA'B\"\\\\\"/\b\t\f\r\u0000"# + "\u{7f}\""
        )
    }

    // RFC 8785, appendix B; NaN and Infinity are refused there as here.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"), (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"), (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"), (0x4059_0000_0000_0000, "100"),
            (0x3ff8_0000_0000_0000, "1.5"),
        ] as [(UInt64, String)]
    )
    func `a number has the shortest text that gives it back`(bits: UInt64, text: String) throws {
        let number = Double(bitPattern: bits)
        let written = JSONValue.number(number).serialized()
        #expect(try JSONDocument(parsing: written).root.number == number)
        #expect(String(decoding: written, as: UTF8.self) == text)
    }

    @Test(arguments: [Int64.min, -10, -1, 0, 9, 10, 99, 100, 1_234_567_890, .max])
    func `an integer has its digits`(integer: Int64) {
        #expect(String(decoding: JSONValue.integer(integer).serialized(), as: UTF8.self) == "\(integer)")
    }

    @Test func `strings that Swift holds equal are told apart by their bytes`() {
        #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
        #expect(JSONMember("\u{e9}", 1) != JSONMember("e\u{301}", 1))
        #expect(JSONValue.object([.init("\u{e9}", 1)])["e\u{301}"] == nil)
        #expect(JSONValue.integer(1) != .number(1))
    }
}

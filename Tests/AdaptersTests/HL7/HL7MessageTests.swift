import Testing
import Vocabulary

@testable import Adapters

@Suite struct HL7MessageTests {
    private func message(_ text: String, _ charset: HL7Charset = .latin1) throws -> HL7Message {
        try HL7Message(parsing: Array(text.utf8), charset: charset)
    }

    private func values(_ path: String, _ text: String) throws -> [String] {
        HL7Record(try message(text, .utf8)).values(at: path)
    }

    private let header = HL7Samples.header("ADT^A08", "1", charset: "UNICODE UTF-8")

    @Test(
        arguments: [
            ("PID-5", ["Hart|ley^&~\\"]), ("PID-5.2", ["T"]), ("PID-5.2.2", ["Anne"]), ("PID-5.3", []),
            ("PID-3", ["1", "2"]), ("PID-3[4=B].1", ["2"]), ("PID-3[4=A/B].4", ["A", "B"]), ("PID-9", []),
            ("PID-8", []), ("ZZZ-1", ["own"]), ("MSH-1", ["|"]), ("MSH-2", ["^~\\&"]), ("MSH-9.2", ["A08"]),
        ]
    )
    func `a path finds components, parts of them and repetitions, without escapes`(
        path: String,
        expected: [String]
    ) throws {
        let text =
            header + "\r"
            + #"PID|1||1^^^A~2^^^B||Hart\F\ley\S\\T\\R\\E\^T&Anne|||""|"# + "\rZZZ|own\r"
        #expect(try values(path, text) == expected)
    }

    @Test(
        arguments: [
            (#"a\.br\b"#, "a\nb"), (#"a\X41 42\b"#, "ab"), (#"a\X4142\b"#, "aABb"), (#"\H\bold\N\"#, "bold"),
            (#"cut\"#, #"cut\"#), (#"a\XC3\b"#, "a\u{fffd}b"), (#"a\Zown\b"#, "ab"), (#"\E\F\E\"#, #"\F\"#),
        ]
    )
    func `an escape sequence is what it stands for, and none loses what stands beside it`(
        written: String,
        meant: String
    ) throws {
        #expect(try values("NTE-3", header + "\rNTE|1||\(written)") == [meant])
    }

    @Test func `other delimiters are taken from the header`() throws {
        let text = "MSH*:;!+*PAS*CH***20161203**ADT:A08*1*P*2.3\rPID*1**1:::A;2:::B**Hart!S!ley:T+Anne"
        #expect(try values("PID-5", text) == ["Hart:ley"])
        #expect(try values("PID-5.2.2", text) == ["Anne"])
        #expect(try values("PID-3[4=B].1", text) == ["2"])
    }

    @Test func `letters are read as the header says, else as the configuration does`() throws {
        let bytes = Array((HL7Samples.header("ADT^A08", "1") + "\rPID|1||1||Zo").utf8) + [0xeb, 0x0d]
        let latin = try HL7Message(parsing: bytes, charset: .latin1)
        #expect(HL7Record(latin).values(at: "PID-5") == ["Zoë"])
        #expect(throws: HL7Fault.self) { try HL7Message(parsing: bytes, charset: .utf8) }
        #expect(try values("PID-5", header + "\rPID|1||1||Zoë") == ["Zoë"])
        let said =
            Array((HL7Samples.header("ADT^A08", "1", charset: "8859/1") + "\rPID|1||1||Zo").utf8) + [0xeb]
        #expect(HL7Record(try HL7Message(parsing: said, charset: .utf8)).values(at: "PID-5") == ["Zoë"])
    }

    @Test(
        arguments: [
            ("", HL7Fault.Code.segmentSequence), ("PID|1", .segmentSequence),
            ("MSH|^^\\&|a|b", .dataType), ("MSHabcd|a|b|c", .dataType),
            (HL7Samples.header("ADT^A08", "1") + "\rpid|1", .segmentSequence),
            (HL7Samples.header("ADT^A08", "1") + "\rMSH|^~\\&|x", .segmentSequence),
            (HL7Samples.header("ADT^A08", "1", charset: "UTF-32"), .notInTable),
            (HL7Samples.header("ADT^A08", "1") + "\rPID|\u{0}", .dataType),
        ]
    )
    func `what is no message is told with its kind`(text: String, code: HL7Fault.Code) throws {
        let fault = #expect(throws: HL7Fault.self) { try message(text) }
        #expect(fault?.code == code)
    }

    @Test(
        arguments: [
            ("20160511", "2016-05-11T00:00:00+01:00"), ("201605111730", "2016-05-11T17:30:00+01:00"),
            ("20161203224801.25", "2016-12-03T22:48:01Z"), ("201605111730+0000", "2016-05-11T18:30:00+01:00"),
        ]
    )
    func `a time is on London's clocks unless it says its offset`(written: String, meant: String) throws {
        #expect(HL7Record.moment(written).map { LondonTime.rfc3339($0.instant) } == meant)
    }

    @Test(arguments: ["2016", "20160231", "201605112460", "2016-05-11", "2016051117", ""])
    func `what is no day is no time`(written: String) { #expect(HL7Record.moment(written) == nil) }

    @Test func `a stream gives the same messages however it was cut`() {
        let first = MLLPFramer.framed(Array("one".utf8))
        let stream = first + [0x0d, 0x0a] + MLLPFramer.framed(Array("two".utf8)) + MLLPFramer.framed([])
        for size in 1...stream.count {
            var framer = MLLPFramer(longest: 100)
            var pieces: [MLLPFramer.Piece] = []
            for start in stride(from: 0, to: stream.count, by: size) {
                pieces += framer.receive(stream[start..<min(start + size, stream.count)])
            }
            #expect(pieces == [.message(Array("one".utf8)), .message(Array("two".utf8)), .message([])])
        }
    }

    @Test func `what is too long, cut short or noise is told, and the next message is whole`() {
        var framer = MLLPFramer(longest: 4)
        let whole = MLLPFramer.framed(Array("ok".utf8))
        #expect(
            framer.receive(MLLPFramer.framed(Array("12345678".utf8)) + whole)
                == [.tooLong(beginning: Array("12345".utf8)), .message(Array("ok".utf8))]
        )
        #expect(framer.receive([0x0b, 0x31] + whole) == [.broken, .message(Array("ok".utf8))])
        #expect(framer.receive(Array("GET / HTTP".utf8) + whole) == [.noise, .message(Array("ok".utf8))])
        #expect(framer.receive([0x0b, 0x31, 0x1c, 0x32] + whole) == [.broken, .message(Array("ok".utf8))])
    }
}

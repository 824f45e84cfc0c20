import JSON
import Testing
import Topics
import Vocabulary

@testable import Adapters

@Suite struct ExportMapperTests {
    private func text(_ event: ExportEvent?) throws -> String {
        String(decoding: try #require(event).data.serialized(), as: UTF8.self)
    }

    @Test func `rows of one incident are one event with all its people`() throws {
        let events = try Samples.mapped(
            "I-1,03/12/2016 22:48,M,Y,\"Shouting,\r\na \"\"bang\"\"\",V,999 283 9457,,08/02/1992",
            "I-2,04/07/2016,h,n,,C,,N-7,",
            "I-1,03/12/2016 22:48,,,,C,9990516286,N-9,14/11/2016"
        )
        #expect(events.map(\.key) == [["I-1"], ["I-2"]])
        #expect(
            try text(events.first) == """
                {"dash-grade":"medium","child-seen":true,"summary":"Shouting,\\r\\na \\"bang\\"","people":[\
                {"role":"victim","identifiers":[{"scheme":"nhs","value":"9992839457"}],"born":"1992-02-08"},\
                {"role":"child","identifiers":[{"scheme":"nhs","value":"9990516286"},\
                {"scheme":"wmp","value":"N-9"}],"born":"2016-11-14"}]}
                """
        )
        #expect(
            try text(events.last) == """
                {"dash-grade":"high","child-seen":false,"people":[{"role":"child",\
                "identifiers":[{"scheme":"wmp","value":"N-7"}]}]}
                """
        )
        #expect(
            events.map { LondonTime.rfc3339($0.time) } == [
                "2016-12-03T22:48:00Z", "2016-07-04T00:00:00+01:00",
            ]
        )
    }

    @Test func `every bad cell is listed with row, column, value and what was expected`() throws {
        let faults = try Samples.faults(
            "I-1,31/02/2016,X,Y,,V,9992839457,,",
            "",
            "I-2,03/12/2016,M,perhaps,,,9990516287,,14.11.2016"
        )
        #expect(
            faults.map { $0.line(in: .table) } == [
                "row 2, column \"Attended\": was \"31/02/2016\"; must be a date as dd/mm/yyyy hh:mm or dd/mm/yyyy",
                "row 2, column \"DASH\": was \"X\"; must be one of H, M",
                "row 4, column \"Seen\": was \"perhaps\"; must be yes or no",
                "row 4, column \"Role\": was empty; must be one of V, C",
                "row 4, column \"NHS\": was \"9990516287\"; must be an NHS number whose check digit is right",
                "row 4, column \"DOB\": was \"14.11.2016\"; must be a date as dd/mm/yyyy hh:mm or dd/mm/yyyy",
            ]
        )
    }

    @Test func `rows of one event that disagree are a fault`() throws {
        let faults = try Samples.faults(
            "I-1,03/12/2016,M,,,V,,N-1,",
            "I-1,03/12/2016,H,,,C,,N-2,"
        )
        #expect(
            faults.map { $0.line(in: .table) } == [
                "row 3, column \"DASH\": was \"H\"; must be as in row 2, which is of the same Incident"
            ]
        )
    }

    @Test func `a row without its reference and an event without a time are faults`() throws {
        let faults = try Samples.faults(",03/12/2016,M,,,V,,N-1,")
        #expect(faults == [RowFault(row: 2, column: "Incident", was: "empty", mustBe: "a reference")])
        let undated = try Samples.faults("I-1,,M,,,V,,N-1,")
        #expect(undated.map(\.column) == ["Attended"])
    }

    @Test func `a row that no rule wants is a fault`() throws {
        var mapping = try Samples.mapping()
        mapping.events[0].only = RowFilter(column: "Role", values: ["V", "C"])
        let mapper = ExportMapper(mapping: mapping, agency: try #require(AgencyID("wmp")), catalogue: nil)
        let bytes = Array((Samples.header + "\nI-1,03/12/2016,M,,,Q,,N-1,\n").utf8)
        let faults = #expect(throws: ExportFaults.self) { try mapper.events(of: bytes) }
        #expect(faults?.faults == [RowFault(row: 2, column: "Role", was: "\"Q\"", mustBe: "one of V, C")])
    }

    @Test func `windows-1252 and marked utf-8 read the same`() throws {
        let line = "I-1,03/12/2016,M,,Zoë said “no”,V,,N-1,"
        let marked = [0xef, 0xbb, 0xbf] + Array((Samples.header + "\n" + line).utf8)
        var old = Array((Samples.header + "\nI-1,03/12/2016,M,,Zo").utf8)
        old += [0xeb] + Array(" said ".utf8) + [0x93] + Array("no".utf8) + [0x94] + Array(",V,,N-1,".utf8)
        #expect(try Samples.mapped(marked) == Samples.mapped(old))
        #expect(try text(Samples.mapped(old).first).contains("Zoë said “no”"))
    }

    @Test(
        arguments: [
            (
                Samples.header + "\nI-1,03/12/2016,M,,\"cut off",
                "row 2: was cut off inside quotes; must be a whole file"
            ),
            (
                Samples.header + "\nI-1,03/12/2016,M,,\"a\" b,V,,,",
                "row 2: was a quotation mark inside a cell; must be a cell in quotes, with quotation marks doubled"
            ),
            (
                Samples.header + "\nI-1,03/12/2016,M,,one, two,V,,N-1,01/02/1990",
                "row 2: was \"01/02/1990\" after the last column; must be empty: is a comma not in quotes?"
            ),
            (
                "Incident,Attended,Attended\n",
                "row 1, column \"Attended\": was there twice; must be a name of its own"
            ),
            ("", "the file: was empty; must be an export"),
            ("a\u{0}b", "the file: was UTF-16 or binary; must be UTF-8 or Windows-1252 text"),
        ]
    )
    func `a file that cannot be trusted is refused whole`(text: String, line: String) throws {
        let faults = #expect(throws: ExportFaults.self) { try Samples.mapped(Array(text.utf8)) }
        #expect(faults?.faults.map { $0.line(in: .table) } == [line])
    }

    @Test func `empty trailing columns are nothing, and a short row has empty cells`() throws {
        let bytes = Array(
            (Samples.header + ",,\nI-1,03/12/2016,M,,,C,,N-1,,,\nI-2,03/12/2016,M,,,C,,N-2\n,,,,,,\n").utf8
        )
        #expect(try Samples.mapped(bytes).map(\.key) == [["I-1"], ["I-2"]])
    }

    @Test func `the same rows have the same id in the same file and another in another`() throws {
        let line = "I-1,03/12/2016,M,,,V,,N-1,"
        let event = try #require(try Samples.mapped(line).first)
        let source = try Samples.source()
        let file = try #require(Digest(hex: String(repeating: "ab", count: 32)))
        let other = try #require(Digest(hex: String(repeating: "cd", count: 32)))
        #expect(event.id(from: source, file: file) == event.id(from: source, file: file))
        #expect(event.id(from: source, file: file) != event.id(from: source, file: other))
        #expect(StringFormat.uuid.admits(event.id(from: source, file: file).text))
    }
}

@Suite struct DatePatternTests {
    @Test(
        arguments: [
            ("dd/mm/yyyy hh:mm", "3/12/2016 22:48", "2016-12-03", 82_080),
            ("dd/mm/yyyy hh:mm:ss", "03/12/2016 22:48:07", "2016-12-03", 82_087),
            ("yyyy-mm-dd", "2016-02-29", "2016-02-29", nil),
            ("dd-mon-yyyy", "3-DEC-2016", "2016-12-03", nil),
            ("dd.mm.yyyy", "03.12.2016", "2016-12-03", nil),
        ] as [(String, String, String, Int?)]
    )
    func `a date is read as it is written`(pattern: String, text: String, date: String, second: Int?) throws {
        let pattern = try #require(DatePattern(pattern))
        let found = try #require(pattern.read(text))
        #expect(found.date.iso8601 == date)
        #expect(found.second == second)
    }

    @Test(
        arguments: [
            ("dd/mm/yyyy", "29/02/2017"), ("dd/mm/yyyy", "03/12/16"), ("dd/mm/yyyy", "03/12/2016 22:48"),
            ("dd/mm/yyyy hh:mm", "03/12/2016 24:00"), ("dd-mon-yyyy", "03-Okt-2016"),
            ("yyyy-mm-dd", "2016-13-01"),
        ]
    )
    func `what is no such date is not read`(pattern: String, text: String) throws {
        let pattern = try #require(DatePattern(pattern))
        #expect(pattern.read(text) == nil)
    }

    @Test(arguments: ["dd/mm/yy", "dd/mm", "mm/yyyy hh", "dd/mm/yyyy hh", "yyyy yyyy dd mm"])
    func `a pattern that leaves the day open is none`(text: String) {
        #expect(DatePattern(text) == nil)
    }
}

import JSON
import Testing
import Vocabulary

@testable import concordat

@Suite struct ShownRowsTests {
    @Test func `rows are shown in columns, and nothing as a dash`() throws {
        let rows = try [
            #"{"due":1795549446055,"seq":12,"cases":["C-1","C-2"],"why":"lead-professional"}"#,
            #"{"due":null,"seq":5,"cases":[],"why":"x"}"#,
        ].map { try JSONDocument(parsing: Array($0.utf8)).root }
        let table = ShownRows.table(
            rows,
            [.instant("due"), .member("seq"), .member("cases", as: "case"), .member("why"), .member("rung")]
        )
        #expect(
            table == """
                due                     seq  case      why                rung
                Tue 24 Nov 2026, 19:44  12   C-1, C-2  lead-professional  -
                -                       5    -         x                  -
                """
        )
    }

    @Test func `times are London's, in summer and in winter`() throws {
        let summer = try #require(Instant(rfc3339: "2026-07-01T23:30:00Z"))
        #expect(ShownTime.text(summer) == "Thu 2 Jul 2026, 00:30")
        let winter = try #require(Instant(rfc3339: "2026-01-04T09:05:00Z"))
        #expect(ShownTime.text(winter) == "Sun 4 Jan 2026, 09:05")
    }

    @Test func `JSON is laid out one member a line`() {
        let value: JSONValue = ["a": 1, "b": ["x", [:]], "c": []]
        #expect(
            IndentedJSON.text(of: value) == """
                {
                  "a": 1,
                  "b": [
                    "x",
                    {}
                  ],
                  "c": []
                }
                """
        )
    }
}

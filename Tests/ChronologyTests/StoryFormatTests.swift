import JSON
import Testing
import Vocabulary

@testable import Chronology

@Suite struct StoryFormatTests {
    private let rows: [StoryRow]

    init() throws {
        let folder = try ViewFolder()
        let story = try StoryFixture()
        let view = try folder.open()
        try view.index(story.turns)
        var rows = try view.page(StoryQuery(.caseFile(story.caseID))).rows
        rows[0].data = ["dash-grade": "high", "summary": "=HYPERLINK(\"x\"), she\nsaid\u{1b}[31m"]
        self.rows = rows
    }

    @Test func `text for reading, in London time and harmless to a terminal`() {
        #expect(
            StoryFormat.text.render(rows) == """
                2016-11-14 22:00  police.domestic-incident  S1  from wmp/niche  #2
                    recorded 2016-11-15 08:00, accepted 2016-11-15 12:00
                    dash-grade: high
                    summary: =HYPERLINK("x"), she said [31m
                    told bhm-csc/nadia.bloom as ASW (lead), due 2016-11-15 13:00, delivered 2016-11-15 13:00, \
                acknowledged 2016-11-16 09:00 (strategy-discussion)

                2016-11-15 10:00  home.visit-completed  S3  from bhm-hv/notes  #1
                    told bhm-csc/nadia.bloom as ASW (lead), due 2016-11-15 12:00, not acknowledged

                2016-11-20 09:00  transfer.offered  from bhm-csc/casework  #3
                    transfer TR-1: offered

                """
        )
    }

    @Test func `one JSON object a line, which reads back`() throws {
        let lines = StoryFormat.json.render(rows).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(
            lines[2] == """
                {"seq":3,"id":"m-3","time":1479632400000,"recorded":null,"accepted":1479632400000,\
                "from":"bhm-csc/casework","topic":"transfer.offered","severity":null,"cases":["C-1042"],\
                "data":null,"told":[],"milestones":[{"transfer":"TR-1","step":"offered"}]}
                """
        )
        for (line, row) in zip(lines, rows) {
            var shown = row
            shown.entry.people = []
            for place in shown.told.indices { shown.told[place].caseID = nil }
            #expect(try StoryRow(json: JSONDocument(parsing: Array(line.utf8)).root) == shown)
        }
    }

    @Test func `CSV for a spreadsheet, which runs nothing`() throws {
        var row = rows[0]
        row.told[0].why = "=1+1"
        row.told[0].decision = "@SUM(A1)"
        #expect(
            StoryFormat.csv.render([row, rows[2]])
                == [
                    "seq,time,recorded,accepted,from,topic,severity,cases,data,told-agency,told-who,told-role,"
                        + "told-why,told-at,due,delivered,opened,acknowledged,decision,recalled,superseded-by,supersedes",
                    "2,2016-11-14T22:00:00Z,2016-11-15T08:00:00Z,2016-11-15T12:00:00Z,wmp/niche,"
                        + "police.domestic-incident,S1,C-1042 C-2000,"
                        + #""{""dash-grade"":""high"",""summary"":""=HYPERLINK(\""x\""), she\nsaid\u001b[31m""}","#
                        + "bhm-csc,bhm-csc/nadia.bloom,ASW,'=1+1,2016-11-15T12:00:00Z,"
                        + "2016-11-15T13:00:00Z,2016-11-15T13:00:00Z,,2016-11-16T09:00:00Z,"
                        + "'@SUM(A1),,,",
                    "3,2016-11-20T09:00:00Z,,2016-11-20T09:00:00Z,bhm-csc/casework,transfer.offered,,"
                        + "C-1042,,,,,,,,,,,,,,", "",
                ].joined(separator: "\r\n")
        )
    }

    @Test(arguments: ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1"])
    func `no cell begins like a formula`(why: String) throws {
        var row = rows[0]
        row.told[0].why = why
        let csv = StoryFormat.csv.render([row])
        #expect(csv.contains("'" + why))
        #expect(!csv.contains("," + why))
        #expect(!csv.contains(",\"" + why))
    }

    @Test func `a position reads back, and nothing else does`() {
        let position = StoryPosition(time: Instant(milliseconds: -5), sequence: LedgerSequence(7))
        #expect(position.text == "-5.7")
        #expect(StoryPosition("-5.7") == position)
        for text in ["", "5", "5.", ".7", "5.7.9", "a.b", "5.7 "] { #expect(StoryPosition(text) == nil) }
    }
}

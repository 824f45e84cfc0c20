import BrokerClient
import Foundation
import JSON
import Logging
import Synchronization
import Testing
import Topics
import Vocabulary

@testable import Adapters

@Suite(.timeLimit(.minutes(5))) struct OutwardTests {
    private struct Reader: WaitingReader {
        let rows: @Sendable () -> [String]
        var caseText = "{}"

        func items(of staff: StaffID, all: Bool) async throws -> [WaitingItem] {
            try rows().compactMap { WaitingItem(try JSONDocument(parsing: Array($0.utf8)).root) }
        }

        func caseRow(_ id: CaseID) async throws -> JSONNode? {
            try JSONDocument(parsing: Array(caseText.utf8)).root
        }
    }

    private let due = #""due":1480939200000"#

    @Test func `a calendar has what is due and the meetings that are to come, and says of nobody`()
        async throws
    {
        let reader = Reader(
            rows: {
                [
                    #"{"seq":7,"cases":["C-1"],"due":1480939200000,"state":"waiting","rung":0}"#,
                    #"{"seq":8,"cases":["C-1"],"due":null,"state":"acknowledged","rung":0}"#,
                ]
            },
            caseText: """
                {"meetings":[{"meeting":3,"state":"convened","type":"ICPC","title":"Initial conference, \\"chair\\"; room 2",
                "on":"2016-12-13","reports-due":"2016-12-08"},{"meeting":2,"state":"held","title":"Core group"}],
                "clocks":[{"clock":"T11","title":"First core group","started-by":3,"due":1481300000000}]}
                """
        )
        let staff = try #require(StaffID("bhm-csc/nadia"))
        let now = Instant(milliseconds: 1_480_766_400_000)
        let text = try await CalendarFeed(reader: reader).calendar(of: staff, at: now).text
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"))
        #expect(
            text.contains(
                "UID:answer-7-C-1@concordat\r\nDTSTAMP:20161203T120000Z\r\nDTSTART:20161205T120000Z\r\n"
            )
        )
        #expect(
            text.contains(
                "DTSTART;VALUE=DATE:20161213\r\nDTEND;VALUE=DATE:20161214\r\nSUMMARY:Initial conference\\, \"chair\"\\; room 2\r\n"
            )
        )
        #expect(text.contains("SUMMARY:Report due for: Initial conference"))
        #expect(text.contains("SUMMARY:Due: First core group\r\n"))
        #expect(text.components(separatedBy: "BEGIN:VEVENT").count == 5)
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    }

    @Test func `long lines are folded between letters`() {
        let entry = CalendarText.Entry(
            id: "x",
            time: .moment(Instant(milliseconds: 0)),
            summary: String(repeating: "é", count: 80)
        )
        let text = CalendarText(entries: [entry], at: Instant(milliseconds: 0)).text
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        #expect(text.replacing("\r\n ", with: "").contains("SUMMARY:" + String(repeating: "é", count: 80)))
    }

    @Test func `a mail is short, plain, and cannot be ended or redirected by what stands in it`() throws {
        let notice = WaitingNotice(
            staff: try #require(StaffID("bhm-csc/nadia")),
            items: try [#"{"seq":7,"cases":["C-1"],\#(due),"state":"waiting","rung":0}"#].map {
                try #require(WaitingItem(try JSONDocument(parsing: Array($0.utf8)).root))
            },
            at: Instant(milliseconds: 1_480_766_400_000)
        )
        #expect(
            notice.lines(console: nil).prefix(2) == [
                "One thing is waiting for you in Concordat.",
                "Please answer by 12:00 on Monday 5 December 2016.",
            ]
        )
        let mail = MailMessage(
            from: "a@b.example",
            to: "c@d.example",
            id: notice.id,
            subject: "s",
            lines: [".", "..x"],
            at: notice.at
        )
        #expect(
            mail.text.hasPrefix("Date: Sat, 03 Dec 2016 12:00:00 +0000\r\nFrom: Concordat <a@b.example>\r\n")
        )
        #expect(mail.text.hasSuffix("\r\n\r\n..\r\n...x\r\n.\r\n"))
        for bad in ["a", "a@b\r\nRCPT TO:<x@y>", "a@b>", "<a@b>", "a b@c", "a@", "@b"] {
            #expect(!OutwardConfiguration.isMailAddress(bad))
        }
    }

    @Test func `whoever cannot be reached is tried again later and later, and that is listed`() async throws {
        let waits = Mutex([#"{"seq":7,"cases":["C-1"],"due":1480939200000,"state":"waiting","rung":0}"#])
        let now = Mutex(Instant(milliseconds: 1_480_766_400_000))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let staff = try #require(StaffID("bhm-csc/nadia"))
        let sink = RecordingSink()
        let journal = AdapterJournal(name: "x") { Instant(milliseconds: 0) }
        // Somebody who answers: the HTTP adapter itself, which knows no such path.
        try await HTTPVisit.run(try HTTPSamples.configuration(), sink, journal) { visit in
            let configuration = OutwardConfiguration(
                source: try HTTPSamples.source(),
                topics: [],
                people: [
                    .init(
                        staff: staff,
                        hooks: [
                            .init(
                                url: "http://127.0.0.1:\(visit.port)/none",
                                secret: Array("0123456789abcdef".utf8)
                            )
                        ]
                    )
                ]
            )
            let own = AdapterJournal(name: "y", list: folder + ".jsonl") { now.withLock { $0 } }
            let box = try ClientBox(at: folder)
            func round() -> OutwardRound {
                OutwardRound(
                    configuration,
                    reader: Reader(rows: { waits.withLock { $0 } }),
                    box: box,
                    journal: own,
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
                )
            }
            let first = round()
            #expect(await first.run() == .seconds(1))
            // Not before its time.
            #expect(await first.run() == .seconds(1) && own.now.refused == 1)
            now.withLock { $0 = $0.advanced(byMilliseconds: 1_000) }
            #expect(await first.run() == .seconds(2) && own.now.refused == 2)
            try await first.shutdown()
            let list = try String(contentsOfFile: folder + ".jsonl", encoding: .utf8)
            #expect(
                list.contains(
                    #""message":"bhm-csc/nadia hook-0","code":"unreachable","reason":"answered 404""#
                )
            )
        }
    }
}

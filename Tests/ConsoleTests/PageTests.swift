import Foundation
import JSON
import Testing
import Topics
import Vocabulary

@testable import Console

/// What pages say, and what is said through them.
@Suite struct PageTests {
    @Test func `a page of a story with ten thousand entries reads fifty of them`() async throws {
        let total = 10_000
        let desk = FakeDesk { question throws(DeskRefusal) in
            guard case .story(_, let stretch) = question.subject else {
                return sheet(
                    #"{"case":"C-1","status":"open","lead":"bhm-csc/nadia.bloom","team":[],"to-answer":[]}"#
                )
            }
            // As the broker does it: from where the page before ended, as many as were asked for.
            let first = question.after.flatMap { Int($0) } ?? 0
            let rows = (first..<min(first + question.limit, total)).map { place in
                let number = stretch.newestFirst ? total - place : place + 1
                return ConsoleRows.entry(number, "Words of entry \(number)", at: Int64(number) * 3_600_000)
            }
            let next = first + rows.count < total ? "\(first + rows.count)" : nil
            return Sheet(rows: rows.flatMap { sheet($0).rows }, next: next)
        }
        try await TestConsole.run(desk) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            _ = try await browser.get("/cases/C-1/chronology")
            let page = try await browser.get("/cases/C-1/chronology")
            let pages = desk.asked.filter { asked in
                if case .story = asked.question.subject { true } else { false }
            }
            #expect(!pages.isEmpty && pages.allSatisfy { $0.question.limit <= 50 })
            #expect(page.text.components(separatedBy: "<li id=\"e").count == 51)
            #expect(page.text.contains("id=\"e10000\"") && page.text.contains("id=\"e9951\""))
            #expect(page.text.contains("Older"))
            // Every entry is on exactly one page.
            let next = try #require(
                page.text.components(separatedBy: "rel=\"next\"").first?.components(separatedBy: "href=\"")
                    .last
            )
            let second = try await browser.get(String(next.prefix { $0 != "\"" }))
            #expect(second.text.contains("id=\"e9950\"") && !second.text.contains("id=\"e9951\""))
        }
    }

    @Test func `a case with ten thousand clocks shows those that are due first, and how many more there are`()
        async throws
    {
        let clocks = (1...10_000).map { number in
            // The last named is the first due.
            #"{"clock":"T01","title":"clock \#(number) of many","due":\#(1_480_940_000_000 - number * 60_000)}"#
        }
        let row =
            #"{"case":"C-1","status":"open","lead":"bhm-csc/nadia.bloom","team":[],"to-answer":[],"clocks":["#
            + clocks.joined(separator: ",") + "]}"
        let desk = FakeDesk { question throws(DeskRefusal) in
            guard case .caseFile = question.subject else { return Sheet(rows: [], next: nil) }
            return sheet(row)
        }
        try await TestConsole.run(desk) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/cases/C-1").text
            #expect(page.components(separatedBy: " of many").count == 21)
            #expect(page.contains("Clock 10000 of many") && page.contains("Clock 9981 of many"))
            #expect(page.contains("And 9980 more, due no sooner."))
        }
    }

    @Test func `in doubt a case says first whom to ring, here and there`() async throws {
        let named = HeardEntry(
            sequence: LedgerSequence(12),
            topic: try #require(Topic("transfer.acknowledged")),
            accepted: Instant(milliseconds: 1_480_930_000_000),
            cases: [],
            data: try JSONDocument(
                parsing: Array(
                    #"{"person":{"name":"Colin Speight","role":"TM","contact":"x"},"phone":"0121 496 0260"}"#
                        .utf8
                )
            ).root
        )
        let desk = FakeDesk(heard: [named]) { question throws(DeskRefusal) in
            guard case .caseFile = question.subject else { return Sheet(rows: [], next: nil) }
            return sheet(
                #"{"in-doubt":{"with":["E08000029"],"duty":"bhm-csc/helen.marsh","named-in":[12]},"case":"C-1","#
                    + #""status":"open","lead":"bhm-csc/nadia.bloom","team":[],"to-answer":[]}"#
            )
        }
        try await TestConsole.run(desk) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/cases/C-1").text
            let doubt = try #require(page.range(of: "Who holds this case may be out of date"))
            let status = try #require(page.range(of: "<dt>Status</dt>"))
            #expect(doubt.lowerBound < status.lowerBound)
            #expect(page.contains("There: Colin Speight, 0121 496 0260"))
            #expect(page.contains("Here: Helen Marsh"))
        }
    }

    @Test func `an answer is said once, under the name of who is signed in`() async throws {
        try await TestConsole.run(ConsoleRows.desk()) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/concerns/7")
            let fields =
                browser.fields(of: page) + [
                    ("decision", "not-mine"), ("reason", "It is Helen's"), ("to", TestConsole.helen),
                ]
            #expect(try await browser.post("/concerns/7", fields).status == 303)
            #expect(try await browser.post("/concerns/7", fields).status == 303)
            let said = console.desk.said
            // The same id: the broker takes it once.
            #expect(said.count == 2 && said[0].id == said[1].id)
            #expect(said[0].topic.text == "acknowledgement.made")
            #expect(
                said[0].data == [
                    "concern": "m-7", "person": .string(TestConsole.nadia), "decision": "not-mine",
                    "to": .string(TestConsole.helen), "case": "C-1", "reason": "It is Helen's",
                ]
            )
        }
    }

    @Test(arguments: [
        ("/duty/allocate/C-1", [("staff", "bhm-csc/nadia.bloom")], "allocation.made"),
        ("/duty/holds/C-1/3", [("reason", "The test was a false one.")], "hold.overridden"),
        (
            "/duty/matches/7",
            [("other", "P-1"), ("decision", "different"), ("reason", "Two birthdays, seen both.")],
            "person.declared-different"
        ),
        (
            "/duty/matches/7",
            [("other", "P-1"), ("decision", "linked"), ("reason", "The aunt says she is her.")],
            "person.linked"
        ),
        ("/transfers/T-1/accepted", [("conference", "2017-01-19")], "transfer.accepted"),
        ("/transfers/T-1/declined", [("reason", "No plan came with it.")], "transfer.declined"),
        ("/transfers/T-1/queried", [("question", "Who sees her on Monday?")], "transfer.queried"),
    ])
    func `what a manager decides is said on its topic, and fits it`(
        path: String,
        fields: [(String, String)],
        topic: String
    ) async throws {
        try await TestConsole.run(ConsoleRows.desk()) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.helen)
            let page = try await browser.get(path)
            #expect(page.status == 200)
            let empty = try await browser.post(path, browser.fields(of: page))
            #expect(empty.status == 422)
            #expect(empty.text.contains("There is a problem"))
            let answer = try await browser.post(path, browser.fields(of: page) + fields)
            #expect(answer.status == 303)
            let said = try #require(console.desk.said.first)
            #expect(console.desk.said.count == 1 && said.topic.text == topic)
            let settings = try TestConsole.settings(port: 1)
            let definition = try #require(settings.catalogue[said.topic])
            // Its offer is a digest that this row has not.
            guard !topic.hasPrefix("transfer") else { return }
            let fault = definition.fault(in: try JSONDocument(parsing: said.data.serialized()).root)
            #expect(fault == nil)
        }
    }

    @Test func `news reach an open page, and no content is in them`() async throws {
        try await TestConsole.run(ConsoleRows.desk()) { console in
            let browser = TestBrowser(console)
            let stranger = try await browser.get("/news")
            #expect(stranger.status == 303)
            let (place, news) = console.board.join()
            let item = NewsBoard.News(sequence: LedgerSequence(12), cases: [])
            console.board.post(item)
            for await heard in news {
                #expect(heard == item)
                break
            }
            console.board.leave(place)
        }
    }
}

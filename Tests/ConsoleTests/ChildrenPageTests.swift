import Foundation
import JSON
import Testing
import Topics
import Vocabulary

@testable import Console

/// The page of somebody's cases: from the broker's register, whatever was heard.
@Suite struct ChildrenPageTests {
    /// That a case was opened, as the box has it.
    private func opened(_ id: String, _ name: String, _ sequence: Int64) throws -> HeardEntry {
        let data =
            #"{"case":"\#(id)","children":[{"role":"child","name":"\#(name)","identifiers":[{"scheme":"nhs","value":"1"}]}]}"#
        return HeardEntry(
            sequence: LedgerSequence(sequence),
            topic: try #require(Topic("casefile.opened")),
            accepted: Instant(milliseconds: 1_480_930_000_000),
            cases: [],
            data: try JSONDocument(parsing: Array(data.utf8)).root
        )
    }

    @Test func `the cases are the broker's, in its order, page after page, with the names that were heard`()
        async throws
    {
        // Nothing is heard of C-2, and what is heard of C-9 makes it nobody's case.
        let heard = [try opened("C-9", "Ida Moss", 8), try opened("C-1", "Esme Hartley", 7)]
        let desk = FakeDesk(heard: heard) { question throws(DeskRefusal) in
            guard case .caseload = question.subject else { return Sheet(rows: [], next: nil) }
            if question.after == "here" {
                return sheet(
                    #"{"case":"C-2","roles":[{"role":"HV","from":1480500000000,"for":"bhm-hv/linda.croft"}],"#
                        + #""legal-basis":null,"children":["P-2"],"due":null,"to-answer":0,"answer-due":null}"#
                )
            }
            return sheet(
                #"{"case":"C-1","roles":[{"role":"ASW","from":1480500000000}],"legal-basis":"CP","children":["P-1"],"#
                    + #""due":1480928400000,"to-answer":2,"answer-due":1480928400000,"clock":"T13","#
                    + #""clock-title":"review conference","clock-due":1481000000000}"#,
                next: "here"
            )
        }
        try await TestConsole.run(desk) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/children").text
            let first = try #require(page.range(of: "Esme Hartley"))
            let second = try #require(page.range(of: #"<a href="/cases/C-2">C-2</a>"#))
            #expect(first.lowerBound < second.lowerBound)
            #expect(page.contains("C-1, Child protection plan"))
            #expect(page.contains("2 concerns to answer, by 5 December 2016, 9am"))
            #expect(page.contains(#"<strong class="left late">1 hour late</strong>"#))
            #expect(page.contains("Review conference, by 6 December 2016"))
            #expect(page.contains("standing in for Linda Croft, since 30 November 2016"))
            #expect(!page.contains("Ida Moss"))
            let read = console.desk.asked.filter { $0.question.subject == .caseload }
            #expect(read.map(\.person?.text) == [TestConsole.nadia, TestConsole.nadia])
            #expect(read.map(\.question.after) == [nil, "here"])
        }
    }

    @Test func `whoever works on nothing is told so`() async throws {
        try await TestConsole.run { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            #expect(try await browser.get("/children").text.contains("You are not named on a case"))
        }
    }
}

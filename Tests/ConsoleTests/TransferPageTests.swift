import JSON
import Testing
import Topics
import Vocabulary

@testable import Console

/// What is said with the buttons of a transfer, and what is asked for first.
@Suite struct TransferPageTests {
    private static let digest = String(repeating: "ab", count: 32)

    /// A transfer as it stands here, and the case behind it.
    private func desk(here: String, from: String, to: String, missing: String) -> FakeDesk {
        FakeDesk { question throws(DeskRefusal) in
            switch question.subject {
            case .transfers:
                sheet(
                    """
                    {"transfer":"T-1","lineage":"L-1","from":"\(from)","to":"\(to)","epoch":1,"here":"\(here)",\
                    "there":"accepted","holders":["\(from)"],"cases":["C-1"],"offer":"\(Self.digest)",\
                    "acceptance":"\(Self.digest)","through":218,"coming":[{"source":"urn:concordat:E08000025:wmp:niche",\
                    "id":"m-5"}],"milestones":[],"missing":["\(missing)"],"in-doubt":false}
                    """
                )
            case .caseFile:
                sheet(
                    """
                    {"case":"C-1","status":"open","lead":"bhm-csc/nadia.bloom","team":[],\
                    "to-answer":[{"seq":7,"id":"m-7","topic":"police.domestic-incident","severity":"S2","owner":"bhm-csc/nadia.bloom",\
                    "since":1480924800000,"due":1480940000000}],\
                    "clocks":[{"clock":"T13","title":"review conference","started-by":3,"since":1481587200000,\
                    "due":1497312000000,"breached":false}],\
                    "expected":[{"registered-by":9,"what":"home.visit-completed","from-role":"HV",\
                    "due":1481000000000,"if-missed":[]}],\
                    "meetings":[{"meeting":11,"state":"convened","type":"RCPC","title":"Review conference",\
                    "convened":1480924800000,"on":"2017-01-19"},\
                    {"meeting":4,"state":"held","type":"ICPC","title":"Conference"}]}
                    """
                )
            default: Sheet(rows: [], next: nil)
            }
        }
    }

    @Test
    func `what is open goes along with a release as the broker lists it, clocks with their original start`()
        async throws
    {
        let desk = desk(
            here: "accepted-seen",
            from: "E08000025",
            to: "E08000029",
            missing: "transfer.released"
        )
        try await TestConsole.run(desk) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.helen)
            let page = try await browser.get("/transfers/T-1/released")
            #expect(page.status == 200)
            #expect(page.text.contains("What is open and goes along: 4"))
            #expect(
                page.text.contains("Police: domestic incident, for Nadia Bloom to answer, by 5 December 2016")
            )
            #expect(page.text.contains("Meeting: Review conference, on 19 January 2017"))
            #expect(try await browser.post("/transfers/T-1/released", browser.fields(of: page)).status == 303)
            let said = try #require(console.desk.said.first)
            #expect(
                said.data["inventory"] == [
                    [
                        "kind": "concern", "ref": "m-7", "topic": "police.domestic-incident",
                        "started": "2016-12-05T08:00:00Z",
                        "due": "2016-12-05T12:13:20Z", "owner": "Nadia Bloom",
                    ],
                    [
                        "kind": "clock", "ref": "T13", "started": "2016-12-13T00:00:00Z",
                        "due": "2017-06-13T01:00:00+01:00", "note": "review conference",
                    ],
                    [
                        "kind": "expected", "ref": "9", "topic": "home.visit-completed",
                        "due": "2016-12-06T04:53:20Z", "owner": "HV",
                    ],
                    [
                        "kind": "meeting", "ref": "11", "started": "2016-12-05T08:00:00Z",
                        "due": "2017-01-19",
                        "note": "Review conference",
                    ],
                ]
            )
            let definition = try #require(try TestConsole.settings(port: 1).catalogue[said.topic])
            let data = try JSONDocument(parsing: said.data.serialized())
            #expect(definition.fault(in: data.root) == nil)
        }
    }

    @Test(arguments: [
        ("acknowledged", "notified", TestConsole.helen, false),
        ("released", "accepted-seen", TestConsole.nadia, true),
    ])
    func `whoever is named to the other side and has no number in the register is asked for one first`(
        act: String,
        here: String,
        person: String,
        isOffering: Bool
    ) async throws {
        let (own, other) = ("E08000025", "E08000029")
        let desk = desk(
            here: here,
            from: isOffering ? own : other,
            to: isOffering ? other : own,
            missing: "transfer." + act
        )
        let directory = try TestConsole.directory(phones: [:])
        try await TestConsole.run(desk, directory: directory) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: person)
            let path = "/transfers/T-1/" + act
            let page = try await browser.get(path)
            #expect(page.text.contains("Your telephone number, which the staff register does not have"))
            for phone in [[], [("phone", "at my desk")]] {
                let answer = try await browser.post(path, browser.fields(of: page) + phone)
                #expect(answer.status == 422)
                #expect(answer.text.contains("The staff register has no telephone number for you: give one"))
            }
            #expect(console.desk.said.isEmpty)
            let fields = browser.fields(of: page) + [("phone", "0121 496 0199")]
            #expect(try await browser.post(path, fields).status == 303)
            let said = try #require(console.desk.said.first)
            #expect(said.data["person"]?["contact"] == "0121 496 0199")
            if act == "acknowledged" { #expect(said.data["phone"] == "0121 496 0199") }
            let definition = try #require(try TestConsole.settings(port: 1).catalogue[said.topic])
            let data = try JSONDocument(parsing: said.data.serialized())
            #expect(definition.fault(in: data.root) == nil)
        }
    }
}

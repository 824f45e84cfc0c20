import JSON
import Testing
import Topics
import Vocabulary

@testable import Console

/// Temporary stays: what is shown of them, and which buttons whom.
@Suite struct StayPageTests {
    private static let (own, other) = ("E08000025", "E08000029")
    private static let digest = String(repeating: "ab", count: 32)
    private static let children: JSONValue = [
        [
            "case": "C-1", "identifiers": [["scheme": "nhs", "value": "9990516286"]], "name": "Esme Hartley",
            "born": "2016-11-14",
        ]
    ]

    /// How a transfer stands here.
    private struct Standing {
        var here: String
        var isOffering = true
        var isStay = true
        var until = "2017-01-06"
        var nextEpoch: Int? = 3
        var milestones = #"{"what":"offered","at":1480930000000,"seq":3}"#

        var row: String {
            let (from, to) =
                isOffering
                ? (StayPageTests.own, StayPageTests.other) : (StayPageTests.other, StayPageTests.own)
            return """
                {"transfer":"T-1","lineage":"L-1","from":"\(from)","to":"\(to)","epoch":2,\
                "next-epoch":\(nextEpoch.map { "\($0)" } ?? "null"),"here":"\(here)","there":"received",\
                "holders":["\(from)"],"cases":["C-1"],"offer":"\(StayPageTests.digest)",\
                "kind":\(isStay ? #""temporary-stay""# : "null"),"until":\(isStay ? "\"\(until)\"" : "null"),\
                "acceptance":null,"through":0,"coming":[],"milestones":[\(milestones)],"missing":[],"in-doubt":false}
                """
        }
    }

    /// A word of the transfer as the ledger has it.
    private static func word(_ topic: String, by authority: String, _ data: JSONValue) -> String {
        let event: JSONValue = ["id": "m-1", "data": data]
        return
            #"{"seq":3,"by":"\#(authority)","topic":"\#(topic)","event":"\#(Base64.encode(event.serialized()))"}"#
    }

    private func desk(_ standing: Standing) -> FakeDesk {
        FakeDesk { question throws(DeskRefusal) in
            switch question.subject {
            case .transfers: sheet(standing.row)
            case .transferWords:
                sheet(
                    Self.word("transfer.move-notified", by: Self.own, ["members": Self.children]),
                    Self.word("transfer.acknowledged", by: Self.other, ["phone": "1"])
                )
            case .caseFile:
                sheet(
                    #"{"case":"C-1","status":"open","lead":"bhm-csc/nadia.bloom","team":[],"to-answer":[],"#
                        + #""clocks":[{"clock":"T68a","title":"decide","started-by":3,"since":1481587200000,"#
                        + #""due":1497312000000,"breached":false}]}"#
                )
            default: Sheet(rows: [], next: nil)
            }
        }
    }

    /// Fills a form in and sends it.
    private func said(
        _ act: String,
        _ fields: [(String, String)],
        _ standing: Standing,
        as person: String = TestConsole.helen
    ) async throws -> Statement {
        var said: Statement?
        try await TestConsole.run(desk(standing)) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: person)
            let page = try await browser.get("/transfers/T-1/" + act)
            #expect(page.status == 200)
            let answer = try await browser.post("/transfers/T-1/" + act, browser.fields(of: page) + fields)
            #expect(answer.status == 303, "\(answer.text)")
            let statement = try #require(console.desk.said.first)
            let definition = try #require(try TestConsole.settings(port: 1).catalogue[statement.topic])
            let data = try JSONDocument(parsing: statement.data.serialized())
            #expect(definition.fault(in: data.root) == nil)
            said = statement
        }
        return try #require(said)
    }

    @Test(arguments: ["acknowledged", "declined"])
    func `a stay is offered with its last day, the number named for it, the children and what is open`(
        here: String
    ) async throws {
        let fields = [("until", "2017-02-03"), ("reason", "With their aunt."), ("plan", "Weekly visits.")]
        let said = try await said(
            "stay-offered",
            fields,
            Standing(here: here, isStay: false),
            as: TestConsole.nadia
        )
        #expect(said.topic.text == "transfer.offered")
        #expect(said.data["epoch"] == 3 && said.data["kind"] == "temporary-stay")
        #expect(said.data["until"] == "2017-02-03" && said.data["reason"] == "With their aunt.")
        #expect(said.data["plan"] == ["summary": "Weekly visits."])
        #expect(said.data["members"] == Self.children && said.data["pack"] == [])
        guard case .array(let inventory)? = said.data["inventory"] else {
            Issue.record("an offer without an inventory")
            return
        }
        #expect(inventory.map { $0["ref"] } == ["T68a"])
        #expect(said.data["offer"] == nil && said.data["continues"] == nil)
    }

    @Test(arguments: ["", "2016-12-05", "2016-11-30", "soon"])
    func `a stay's last day is one after today, or the form comes back`(until: String) async throws {
        let desk = desk(Standing(here: "acknowledged", isStay: false))
        try await TestConsole.run(desk) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.helen)
            let page = try await browser.get("/transfers/T-1/stay-offered")
            let fields = [("until", until), ("reason", "With their aunt."), ("plan", "Weekly visits.")]
            let answer = try await browser.post(
                "/transfers/T-1/stay-offered",
                browser.fields(of: page) + fields
            )
            #expect(answer.status == 422)
            #expect(answer.text.contains("Last day of the stay: give a day"))
            #expect(answer.text.contains("Weekly visits."))
            #expect(console.desk.said.isEmpty)
        }
    }

    @Test func `a stay that lasts becomes a permanent offer that continues it, on a basis that is chosen`()
        async throws
    {
        let fields = [("kind", "cp"), ("reason", "They have a home there."), ("plan", "Weekly visits.")]
        let said = try await said("stay-continued", fields, Standing(here: "offered"))
        #expect(said.topic.text == "transfer.offered")
        #expect(said.data["continues"] == .string(Self.digest) && said.data["epoch"] == 3)
        #expect(said.data["kind"] == "cp" && said.data["until"] == nil)
        #expect(said.data["members"] == Self.children)
    }

    @Test func `each side ends a stay in its own words, by name`() async throws {
        let ended = try await said("stay-ended", [], Standing(here: "offered"))
        #expect(ended.topic.text == "transfer.stay-ended")
        #expect(ended.data["outcome"] == "returned" && ended.data["epoch"] == 2)
        #expect(ended.data["person"]?["name"] == "Helen Marsh")
        let received = Standing(here: "interim", isOffering: false)
        let declined = try await said("stay-declined", [("reason", "They went home.")], received)
        #expect(declined.topic.text == "transfer.declined")
        #expect(
            declined.data["reason"] == "They went home." && declined.data["offer"] == .string(Self.digest)
        )
    }

    @Test func `whoever receives an offer may hold for the meantime, with what it does`() async throws {
        let received = Standing(here: "received", isOffering: false)
        let said = try await said("interim", [("plan", "Visits go on.")], received)
        #expect(said.topic.text == "transfer.interim")
        #expect(said.data["plan"] == ["summary": "Visits go on."])
        #expect(said.data["person"]?["name"] == "Helen Marsh")
    }

    @Test(
        arguments: [
            // The offerer's lead, with the number of the next offer named and without it.
            ("acknowledged", true, false, 3, TestConsole.nadia, ["stay-offered"]),
            ("acknowledged", true, false, nil, TestConsole.nadia, []),
            ("offered", true, true, 3, TestConsole.nadia, ["answered", "stay-continued", "stay-ended"]),
            ("offered", true, true, nil, TestConsole.nadia, ["answered", "stay-ended"]),
            (
                "offered", true, true, 3, TestConsole.helen,
                ["answered", "cancel-requested", "stay-continued", "stay-ended"]
            ),
            ("offered", true, false, 3, TestConsole.nadia, ["answered"]),
            // Nobody accepts a stay; a manager holds meanwhile and ends it.
            ("received", false, true, nil, TestConsole.helen, ["declined", "interim", "queried"]),
            (
                "received", false, false, nil, TestConsole.helen,
                ["accepted", "declined", "interim", "queried"]
            ),
            ("interim", false, true, nil, TestConsole.helen, ["queried", "stay-declined"]),
            ("interim", false, true, nil, TestConsole.nadia, ["queried"]),
        ] as [(String, Bool, Bool, Int?, String, [String])]
    )
    func `a transfer's page has the buttons that this person may press and the address of no other`(
        here: String,
        isOffering: Bool,
        isStay: Bool,
        nextEpoch: Int?,
        person: String,
        acts: [String]
    ) async throws {
        let standing = Standing(here: here, isOffering: isOffering, isStay: isStay, nextEpoch: nextEpoch)
        try await TestConsole.run(desk(standing)) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: person)
            let page = try await browser.get("/transfers/T-1").text
            let shown = page.matches(of: /href="\/transfers\/T-1\/([a-z-]+)"/).map { String($0.1) }
            #expect(shown.sorted() == acts)
            for act in TransferAct.allCases {
                let status = try await browser.get("/transfers/T-1/" + act.rawValue).status
                #expect(status == (acts.contains(act.rawValue) ? 200 : 403), "\(act)")
            }
        }
    }

    @Test func `what was asked to end is not asked again, and a stay offered anew may be`() async throws {
        let offered = #"{"what":"offered","at":1480930000000,"seq":3}"#
        let ended = #"{"what":"stay-ended","at":1480930500000,"seq":4}"#
        for (milestones, isShown) in [
            ("\(offered),\(ended)", false), ("\(offered),\(ended),\(offered)", true),
        ] {
            var standing = Standing(here: "offered")
            standing.milestones = milestones
            try await TestConsole.run(desk(standing)) { console in
                let browser = TestBrowser(console)
                try await browser.signIn(as: TestConsole.nadia)
                let page = try await browser.get("/transfers/T-1").text
                #expect(page.contains("/transfers/T-1/stay-ended") == isShown, "\(milestones)")
            }
        }
    }

    @Test(arguments: [
        ("offered", "2017-01-06", "A temporary stay until 6 January 2017", "Decide by then whether"),
        ("offered", "2016-12-05", "14 hours left", "Decide by then whether"),
        ("interim", "2016-12-04", "late", "Nothing has ended by itself: decide now whether"),
    ])
    func `an open stay says until when, and that somebody must decide`(
        here: String,
        until: String,
        when: String,
        what: String
    ) async throws {
        var standing = Standing(here: here, isOffering: here == "offered")
        standing.until = until
        try await TestConsole.run(desk(standing)) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.helen)
            let page = try await browser.get("/transfers/T-1").text
            #expect(page.contains(when) && page.contains(what))
            #expect(try await browser.get("/transfers").text.contains("<dt>Temporary stay</dt>"))
        }
    }

    @Test func `a stay that is over is not shown as one`() async throws {
        try await TestConsole.run(desk(Standing(here: "declined"))) { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.helen)
            let page = try await browser.get("/transfers/T-1").text
            #expect(!page.contains("A temporary stay until"))
            #expect(page.contains("holds alone, the stay is over") && !page.contains("has declined"))
        }
    }
}

import Foundation
import JSON
import Testing
import Topics
import Vocabulary

@testable import Console

extension SecurityTable {
    // MARK: V7: sessions

    static let sessions = [
        SecurityItem("7.2.1", 1, "a session that was never begun opens nothing") { console in
            let browser = TestBrowser(console)
            browser.cookies["__Host-concordat-E08000025"] = Secret.make()
            let answer = try await browser.get("/inbox")
            #expect(answer.status == 303)
            #expect(answer.location == "/sign-in?to=%2Finbox")
            #expect(console.desk.asked.isEmpty)
        },
        SecurityItem("7.2.3", 1, "a session's secret is 256 random bits, and never the same") { _ in
            let secrets = (0..<1_000).map { _ in Secret.make() }
            #expect(Set(secrets).count == 1_000)
            #expect(secrets.allSatisfy { $0.count == 43 })
        },
        SecurityItem("7.2.4", 1, "signing in gives a new session and ends the old, whoever planted it") {
            console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let first = try #require(browser.cookies["__Host-concordat-E08000025"])
            try await browser.signIn(as: TestConsole.helen)
            #expect(browser.cookies["__Host-concordat-E08000025"] != first)
            let thief = TestBrowser(console)
            thief.cookies["__Host-concordat-E08000025"] = first
            #expect(try await thief.get("/inbox").status == 303)
            let victim = TestBrowser(console)
            victim.cookies["__Host-concordat-E08000025"] = "planted"
            try await victim.signIn(as: TestConsole.nadia)
            #expect(victim.cookies["__Host-concordat-E08000025"] != "planted")
        },
        SecurityItem(
            "7.3.1",
            2,
            "a session ends when nothing was asked for a while, and pages that look again do not count"
        ) {
            console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            console.clock.move(byMilliseconds: 14 * 60_000)
            #expect(try await browser.get("/inbox", ["concordat-live": "1"]).status == 200)
            console.clock.move(byMilliseconds: 2 * 60_000)
            #expect(try await browser.get("/inbox").status == 303)
        },
        SecurityItem("7.3.2", 2, "a session ends after a long day, however busy") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            for _ in 0..<59 {
                console.clock.move(byMilliseconds: 10 * 60_000)
                #expect(try await browser.get("/sessions").status == 200)
            }
            console.clock.move(byMilliseconds: 10 * 60_000)
            #expect(try await browser.get("/sessions").status == 303)
        },
        SecurityItem("7.4.1", 1, "signing out ends the session here, not only in the browser") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let secret = try #require(browser.cookies["__Host-concordat-E08000025"])
            let page = try await browser.get("/inbox")
            #expect(try await browser.post("/sign-out", browser.fields(of: page)).status == 200)
            #expect(browser.cookies["__Host-concordat-E08000025"] == nil)
            browser.cookies["__Host-concordat-E08000025"] = secret
            #expect(try await browser.get("/inbox").status == 303)
        },
        SecurityItem("7.4.4", 2, "every page has a way to sign out") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.helen)
            for page in [
                "/inbox", "/children", "/duty", "/transfers", "/meetings", "/governance", "/sessions",
            ] {
                #expect(try await browser.get(page).text.contains("action=\"/sign-out\""), "\(page)")
            }
        },
        SecurityItem(
            "7.4.5",
            2,
            "whoever is answerable for information can end anybody's sessions, and nobody else can"
        ) {
            console in
            let (nadia, helen) = (TestBrowser(console), TestBrowser(console))
            try await nadia.signIn(as: TestConsole.nadia)
            try await helen.signIn(as: TestConsole.helen)
            let own = try await nadia.get("/sessions")
            #expect(!own.text.contains("Helen Marsh"))
            let attempt = try await nadia.post(
                "/sessions",
                nadia.fields(of: own) + [("person", TestConsole.helen)]
            )
            #expect(attempt.status == 403)
            let page = try await helen.get("/sessions")
            #expect(page.text.contains("Nadia Bloom"))
            _ = try await helen.post("/sessions", helen.fields(of: page) + [("person", TestConsole.nadia)])
            #expect(try await nadia.get("/inbox").status == 303)
        },
        SecurityItem("7.5.2", 2, "somebody sees where they are signed in, and ends it from elsewhere") {
            console in
            let (one, two) = (TestBrowser(console), TestBrowser(console))
            try await one.signIn(as: TestConsole.nadia)
            try await two.signIn(as: TestConsole.nadia)
            let page = try await two.get("/sessions")
            #expect(page.text.contains("Sign out everywhere else"))
            _ = try await two.post("/sessions", two.fields(of: page))
            #expect(try await one.get("/inbox").status == 303)
            #expect(try await two.get("/inbox").status == 200)
        },
        SecurityItem("7.6.2", 2, "no session begins without a button pressed") { console in
            let answer = try await TestBrowser(console).get("/sign-in")
            #expect(answer.status == 200)
            #expect(answer["set-cookie"].isEmpty)
        },
    ]

    // MARK: V8: who may do what

    static let authorisation = [
        SecurityItem("8.2.1", 1, "a part of the console is closed to whoever is not of its roles") {
            console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.linda)
            for page in [
                "/duty", "/duty/allocate/C-1", "/transfers", "/transfers/T-1", "/meetings", "/governance",
                "/governance/proofs",
            ] {
                #expect(try await browser.get(page).status == 403, "\(page)")
            }
            let own = try await browser.get("/inbox")
            let fields = browser.fields(of: own) + [("staff", TestConsole.nadia)]
            #expect(try await browser.post("/duty/allocate/C-1", fields).status == 403)
            #expect(console.desk.said.isEmpty)
        },
        SecurityItem(
            "8.2.2",
            1,
            "a case that is not somebody's own opens with a reason only, and the reason is said first"
        ) {
            console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.gareth)
            for page in [
                "/cases/C-1", "/cases/C-1/chronology", "/cases/C-1/timeline", "/cases/C-1/chronology.csv",
            ] {
                let answer = try await browser.get(page)
                #expect(answer.location.hasPrefix("/cases/C-1/reason?to="), "\(page)")
            }
            // The console looked by itself who is on the team; nobody is said to have read it.
            #expect(console.desk.asked.allSatisfy { $0.person == nil })
            let page = try await browser.get("/cases/C-1/reason")
            #expect(
                try await browser.post("/cases/C-1/reason", browser.fields(of: page) + [("reason", "short")])
                    .status == 422
            )
            let reason = [("reason", "She was brought in at night.")]
            #expect(
                try await browser.post("/cases/C-1/reason", browser.fields(of: page) + reason).location
                    == "/cases/C-1"
            )
            #expect(console.desk.said.map(\.topic.text) == ["access.break-glass"])
            #expect(console.desk.said[0].data["person"] == .string(TestConsole.gareth))
            #expect(try await browser.get("/cases/C-1").status == 200)
        },
        SecurityItem("8.3.1", 1, "every read names who reads, and the inbox is always one's own") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            _ = try await browser.get("/inbox?person=bhm-csc/helen.marsh")
            _ = try await browser.get("/cases/C-1/chronology")
            let readers = Set(console.desk.asked.compactMap(\.person?.text))
            #expect(readers == [TestConsole.nadia])
        },
        SecurityItem("8.3.2", 3, "whoever leaves the register is out at the next request") { _ in
            // The register is what a console is started with; a session of somebody it does not have opens nothing.
            let now = ConsoleApplication.wallClock
            let store = SessionStore(ConsoleSettings.Patience(), now: now)
            let nadia = try #require(StaffID(TestConsole.nadia))
            let secret = await store.begin(
                for: ProvenIdentity(staff: nadia, subject: nadia.text, session: nil),
                ending: nil
            )
            for (directory, isIn) in [
                (try TestConsole.directory(), true),
                (try TestConsole.directory(without: TestConsole.nadia), false),
            ] {
                let desk = FakeDesk { _ throws(DeskRefusal) in sheet() }
                let parts = try await TestConsole.parts(directory, desk, store)
                #expect(await (parts.visitor(secret, isAsking: true) != nil) == isIn)
            }
        },
    ]

    // MARK: V6, V9, V10: signing in through a provider

    static let federation = [
        SecurityItem("6.3.1", 1, "too many failed attempts from one place are taken no more, for a while") {
            console in
            let browser = TestBrowser(console)
            for _ in 0..<5 { #expect(try await browser.get("/signed-in?code=x&state=guessed").status == 403) }
            let late = try await browser.get("/signed-in?code=x&state=guessed")
            #expect(late.status == 429)
            #expect(Int(late["retry-after"]) ?? 0 > 0)
            #expect(try await browser.post("/sign-in", []).status == 429)
            console.clock.move(byMilliseconds: 15 * 60_000)
            #expect(try await browser.post("/sign-in", []).status == 303)
        },
        SecurityItem("10.1.2", 2, "what comes back counts for the browser that began, once") { console in
            let victim = TestBrowser(console)
            let back = try await victim.wayBack(as: TestConsole.nadia)
            #expect(try await TestBrowser(console).get(back).status == 403)
            let thief = TestBrowser(console)
            _ = try await thief.wayBack(as: TestConsole.helen)
            #expect(try await thief.get(back).status == 403)
            #expect(try await victim.get(back).status == 200)
            #expect(try await victim.get(back).status == 403)
        },
        SecurityItem("10.2.1", 2, "state, nonce and a proof of possession go along, each new") { console in
            let browser = TestBrowser(console)
            var seen: Set<String> = []
            for _ in 0..<2 {
                let address = try await browser.post("/sign-in", []).location
                #expect(address.contains("code_challenge_method=S256"))
                for name in ["state", "nonce", "code_challenge"] {
                    let value =
                        address.split(separator: "&").first { $0.contains(name + "=") }.map(String.init) ?? ""
                    #expect(value.count > 43)
                    #expect(seen.insert(value).inserted)
                }
            }
        },
        SecurityItem(
            "10.5.5",
            2,
            "a provider signs people out by a signed token of that kind, once, and nobody does by another"
        ) { _ in
            try await BackChannelTests.check()
        },
        SecurityItem("16.5.1", 2, "whoever is not signed in is told nothing of why") { console in
            let stale = try await TestBrowser(console).get("/signed-in?code=x&state=y")
            let none = try await TestBrowser(console).get("/signed-in?error=access_denied")
            #expect(stale.text == none.text)
            #expect(!stale.text.contains("stale"))
        },
    ]

    // MARK: V14, V16: what is kept and said elsewhere

    static let logs = [
        SecurityItem("14.2.1", 1, "no address holds what was said or decided") { console in
            let browser = TestBrowser(console)
            try await browser.signIn(as: TestConsole.nadia)
            let page = try await browser.get("/concerns/7")
            let form =
                browser.fields(of: page) + [("decision", "acting"), ("reason", "Visiting this afternoon")]
            #expect(try await browser.post("/concerns/7", form).location == "/inbox?done=7")
        },
        SecurityItem("16.5.2", 2, "a broker that is away is a page in plain words") { _ in
            try await TestConsole.run(FakeDesk { _ throws(DeskRefusal) in throw .unreachable }) { console in
                let browser = TestBrowser(console)
                try await browser.signIn(as: TestConsole.nadia)
                let answer = try await browser.get("/inbox")
                #expect(answer.status == 503)
                #expect(answer.text.contains("The broker does not answer just now"))
            }
        },
    ]
}

import Testing
import Vocabulary

@testable import Console

/// A provider of OpenID Connect on another port, which answers as each test wants.
///
/// V9 (self-contained tokens) and V10.5 (OpenID client) of the verification standard.
@Suite struct ProviderTests {
    /// What is wrong with what a provider says.
    enum Fault: CaseIterable, Sendable {
        case none, otherAudience, otherIssuer, otherNonce, noNonce, expired, foreignKey, unsigned,
            sharedSecret, nobody,
            unregistered, team, otherDescription, noToken, rotatedKey
    }

    @Test(arguments: Fault.allCases)
    func `nobody is signed in by a token that is not the provider's answer to this browser`(fault: Fault)
        async throws
    {
        try await StrangeProvider.run(fault) { provider in
            let desk = FakeDesk(isStory: false) { _ throws(DeskRefusal) in sheet() }
            try await TestConsole.run(
                desk,
                change: { settings in
                    settings.signIn = .provider(provider.client)
                }
            ) { console in
                let browser = TestBrowser(console)
                if fault == .rotatedKey {
                    // Its keys were read before it changed them.
                    #expect(try await provider.attempt(browser) == 403)
                    console.clock.move(byMilliseconds: 61_000)
                    #expect(try await provider.attempt(browser) == 200)
                    return
                }
                let begin = try await browser.post("/sign-in", [])
                guard fault != .otherDescription else {
                    #expect(begin.status == 403)
                    return
                }
                try #require(begin.status == 303)
                #expect(begin.location.hasPrefix(provider.issuer + "/authorize?"))
                // Forms may lead to this provider and to nobody else.
                let page = try await browser.get("/sign-in")
                #expect(page["content-security-policy"].contains("form-action 'self' \(provider.issuer);"))
                #expect(try await provider.attempt(browser) == (fault == .none ? 200 : 403))
                #expect(try await browser.get("/inbox").status == (fault == .none ? 200 : 303))
            }
        }
    }

    @Test func `the demo's provider runs beside a story only, and never where others reach it`() async throws
    {
        let wallClock = FakeDesk(isStory: false) { _ throws(DeskRefusal) in sheet() }
        await #expect(throws: ConsoleFault.self) { try await TestConsole.run(wallClock) { _ in } }
        await #expect(throws: ConsoleFault.self) {
            try await TestConsole.run(change: { $0.host = "0.0.0.0" }) { _ in }
        }
        var settings = try TestConsole.settings(port: 1)
        settings.host = "10.0.0.1"
        #expect(settings.faults.count == 2)
    }

    @Test func `a code of the demo's provider counts once, for whoever asked, and goes to one address only`()
        async throws
    {
        try await TestConsole.run { console in
            let browser = TestBrowser(console)
            let back = try await browser.wayBack(as: TestConsole.nadia)
            let code =
                FormText.read(String(back.split(separator: "?")[1]))?.first { $0.name == "code" }?.value ?? ""
            let fields = [
                ("grant_type", "authorization_code"), ("code", code), ("client_id", "console"),
                ("redirect_uri", console.url + "/signed-in"), ("code_verifier", "a guess"),
            ]
            #expect(try await browser.post("/provider/token", fields).status == 400)
            // The guess has used it up.
            #expect(try await browser.get(back).status == 403)
            let begin = try await browser.post("/sign-in", [])
            let elsewhere = begin.location.replacing("redirect_uri=http", with: "redirect_uri=https")
            #expect(try await browser.get(elsewhere).status == 400)
            #expect(try await browser.get(begin.location.replacing("S256", with: "plain")).status == 400)
        }
    }

    @Test func `a real provider has no demo people`() async throws {
        try await StrangeProvider.run(.none) { provider in
            let client = OpenIDClient(issuer: provider.issuer, clientID: "concordat")
            try await TestConsole.run(change: { $0.signIn = .provider(client) }) { console in
                for path in [
                    "/provider/authorize", "/provider/keys", "/provider/.well-known/openid-configuration",
                ] {
                    let answer = try await TestBrowser(console).get(path)
                    #expect(answer.status == 404)
                }
            }
        }
    }
}

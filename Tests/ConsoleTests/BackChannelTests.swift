import Foundation
import Testing
import Vocabulary

@testable import Console

/// A provider says without any browser that somebody was signed out (OpenID Connect Back-Channel Logout 1.0).
@Suite struct BackChannelTests {
    /// One thing that is wrong with a token.
    enum Wrong: CaseIterable, Sendable {
        case otherIssuer, otherAudience, noEvent, nonce, nobody, expired, old, foreignKey, unsigned, otherType
    }

    private static let path = "/sign-out/back-channel"

    /// A console that people sign in to through a provider of the test's.
    private static func run(_ body: (TestConsole, StrangeProvider) async throws -> Void) async throws {
        try await StrangeProvider.run(.none) { provider in
            let desk = FakeDesk(isStory: false) { _ throws(DeskRefusal) in sheet() }
            try await TestConsole.run(desk, change: { $0.signIn = .provider(provider.client) }) { console in
                try await body(console, provider)
            }
        }
    }

    private static func signIn(
        _ browser: TestBrowser,
        as name: String = "nadia.bloom",
        session: String? = nil,
        at provider: StrangeProvider
    ) async throws {
        let status = try await provider.attempt(browser, as: name, session: session)
        try #require(status == 200)
    }

    /// The provider's word; it comes from no browser and has no cookie.
    private static func say(_ token: String, to console: TestConsole) async throws -> Int {
        try await TestBrowser(console).post(path, [("logout_token", token)]).status
    }

    /// For the table: the right token counts once, and none that is wrong.
    static func check() async throws {
        try await run { console, provider in
            let browser = TestBrowser(console)
            try await signIn(browser, at: provider)
            for wrong in [Wrong.otherType, .noEvent, .nonce] {
                #expect(try await say(provider.logoutToken(wrong), to: console) == 400, "\(wrong)")
            }
            #expect(try await browser.get("/inbox").status == 200)
            let token = try await provider.logoutToken()
            #expect(try await say(token, to: console) == 200)
            #expect(try await browser.get("/inbox").status == 303)
            #expect(try await say(token, to: console) == 400)
        }
    }

    @Test func `whoever is signed out at the provider is signed out here everywhere, and nobody else is`()
        async throws
    {
        try await Self.run { console, provider in
            let (one, two, helen) = (TestBrowser(console), TestBrowser(console), TestBrowser(console))
            try await Self.signIn(one, at: provider)
            try await Self.signIn(two, at: provider)
            try await Self.signIn(helen, as: "helen.marsh", at: provider)
            let answer = try await TestBrowser(console).post(
                Self.path,
                [("logout_token", try await provider.logoutToken())]
            )
            #expect(answer.status == 200 && answer["cache-control"].contains("no-store"))
            #expect(try await one.get("/inbox").status == 303)
            #expect(try await two.get("/inbox").status == 303)
            #expect(try await helen.get("/inbox").status == 200)
        }
    }

    @Test func `a token that names a session ends that one, and one of a session nobody named ends them all`()
        async throws
    {
        try await Self.run { console, provider in
            let (one, two, unnamed) = (TestBrowser(console), TestBrowser(console), TestBrowser(console))
            try await Self.signIn(one, session: "s-1", at: provider)
            try await Self.signIn(two, session: "s-2", at: provider)
            try await Self.signIn(unnamed, at: provider)
            #expect(
                try await Self.say(provider.logoutToken(subject: nil, session: "s-1"), to: console) == 200
            )
            #expect(try await one.get("/inbox").status == 303)
            #expect(try await two.get("/inbox").status == 200)
            #expect(try await unnamed.get("/inbox").status == 200)
            #expect(try await Self.say(provider.logoutToken(session: "s-1"), to: console) == 200)
            #expect(try await two.get("/inbox").status == 200)
            #expect(try await unnamed.get("/inbox").status == 303)
        }
    }

    @Test(arguments: Wrong.allCases)
    func `a token with one thing wrong with it signs nobody out`(wrong: Wrong) async throws {
        try await Self.run { console, provider in
            let browser = TestBrowser(console)
            try await Self.signIn(browser, at: provider)
            #expect(try await Self.say(provider.logoutToken(wrong), to: console) == 400)
            #expect(try await browser.get("/inbox").status == 200)
        }
    }

    @Test func `a token counts once, and a session that began since is not ended by it`() async throws {
        try await Self.run { console, provider in
            let token = try await provider.logoutToken(id: "j-1")
            #expect(try await Self.say(token, to: console) == 200)
            let browser = TestBrowser(console)
            try await Self.signIn(browser, at: provider)
            #expect(try await Self.say(token, to: console) == 400)
            #expect(try await Self.say(provider.logoutToken(id: "j-1"), to: console) == 400)
            #expect(try await browser.get("/inbox").status == 200)
            #expect(try await Self.say(provider.logoutToken(id: "j-2"), to: console) == 200)
            #expect(try await browser.get("/inbox").status == 303)
        }
    }

    @Test func `an identity token is no logout token, nor is anything else, and too many are taken no more`()
        async throws
    {
        try await Self.run { console, provider in
            let browser = TestBrowser(console)
            try await Self.signIn(browser, at: provider)
            for text in ["", "x", "e30.e30.", try await provider.logoutToken(.otherType), "a.b.c"] {
                #expect(try await Self.say(text, to: console) == 400, "\(text)")
            }
            // Guessing ends there, and keeps nobody from signing in.
            #expect(try await Self.say(provider.logoutToken(), to: console) == 429)
            try await Self.signIn(browser, at: provider)
        }
    }
}

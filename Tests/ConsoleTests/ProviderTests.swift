import AsyncHTTPClient
import Crypto
import Foundation
import Hummingbird
import HummingbirdCore
import JWTKit
import NIOCore
import Synchronization
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
                    let client = OpenIDClient(
                        issuer: provider.issuer,
                        clientID: "concordat",
                        secret: "a secret/ with+signs",
                        claim: "employee",
                        agency: AgencyID("bhm-csc"),
                        // Other tests may have both processors for a while.
                        patience: .seconds(600)
                    )
                    settings.signIn = .provider(client)
                }
            ) { console in
                let browser = TestBrowser(console)
                if fault == .rotatedKey {
                    // Its keys were read before it changed them.
                    #expect(try await Self.attempt(browser, at: provider) == 403)
                    console.clock.move(byMilliseconds: 61_000)
                    #expect(try await Self.attempt(browser, at: provider) == 200)
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
                #expect(try await Self.attempt(browser, at: provider) == (fault == .none ? 200 : 403))
                #expect(try await browser.get("/inbox").status == (fault == .none ? 200 : 303))
            }
        }
    }

    /// Signs in, as far as the provider lets; answers with the status of the way back.
    private static func attempt(_ browser: TestBrowser, at provider: StrangeProvider) async throws -> Int {
        let begin = try await browser.post("/sign-in", [])
        let query = FormText.read(String(begin.location.split(separator: "?")[1])) ?? []
        func asked(_ name: String) -> String { query.first { $0.name == name }?.value ?? "" }
        provider.heard(nonce: asked("nonce"), challenge: asked("code_challenge"))
        return try await browser.get("/signed-in?code=c-1&state=" + asked("state")).status
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

/// The provider of these tests.
private final class StrangeProvider: Sendable {
    let issuer: String
    private let fault: ProviderTests.Fault
    private let key = ES256PrivateKey()
    private let old = ES256PrivateKey()
    private let asked = Mutex((nonce: "", challenge: "", keyReads: 0))

    private init(issuer: String, _ fault: ProviderTests.Fault) {
        self.issuer = issuer
        self.fault = fault
    }

    static func run(_ fault: ProviderTests.Fault, _ body: (StrangeProvider) async throws -> Void) async throws
    {
        let port = try TestConsole.freePort()
        let provider = StrangeProvider(issuer: "http://127.0.0.1:\(port)", fault)
        let router = Router()
        router.get("/.well-known/openid-configuration") { _, _ in provider.description }
        router.get("/keys") { _, _ in provider.keys }
        router.post("/token") { request, _ in
            try await provider.answer(
                String(buffer: request.body.collect(upTo: 65_536)),
                request.headers[.authorization]
            )
        }
        let (starts, started) = AsyncStream.makeStream(of: Void.self)
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { _ in started.yield() },
            logger: TestConsole.silent
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await _ in starts { break }
            try await body(provider)
            group.cancelAll()
        }
    }

    func heard(nonce: String, challenge: String) {
        asked.withLock { ($0.nonce, $0.challenge) = (nonce, challenge) }
    }

    private var description: String {
        let named = fault == .otherDescription ? "https://elsewhere.example" : issuer
        return """
            {"issuer":"\(named)","authorization_endpoint":"\(issuer)/authorize","token_endpoint":"\(issuer)/token",\
            "jwks_uri":"\(issuer)/keys"}
            """
    }

    /// A shared secret among the keys must not count; a key that was changed is asked for once more.
    private var keys: String {
        let reads = asked.withLock { asked in
            asked.keyReads += 1
            return asked.keyReads
        }
        let shown = fault == .rotatedKey && reads == 1 ? old : key
        return """
            {"keys":[{"kty":"oct","alg":"HS256","kid":"shared","k":"\(Self.sharedSecret)"},\
            {"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"\(fault == .rotatedKey && reads == 1 ? "old" : "k")",\
            "x":"\(Self.inURLs(shown.publicKey.parameters?.x))","y":"\(Self.inURLs(shown.publicKey.parameters?.y))"}]}
            """
    }

    private func answer(_ form: String, _ authorization: String?) async throws -> String {
        let fields = FormText.read(form) ?? []
        let verifier = fields.first { $0.name == "code_verifier" }?.value ?? ""
        let (nonce, challenge) = asked.withLock { ($0.nonce, $0.challenge) }
        #expect(Secret.base64URL(Array(SHA256.hash(data: Data(verifier.utf8)))) == challenge)
        // The name and the secret are escaped before they are joined (RFC 6749, 2.3.1).
        let basic = Data("concordat:a%20secret%2F%20with%2Bsigns".utf8).base64EncodedString()
        #expect(authorization == "Basic " + basic)
        guard fault != .noToken else { return #"{"access_token":"x"}"# }
        return #"{"access_token":"x","token_type":"Bearer","id_token":"\#(try await token(nonce))"}"#
    }

    private func token(_ nonce: String) async throws -> String {
        let instant = Date()
        var texts = ["employee": "nadia.bloom"]
        switch fault {
        case .nobody: texts = [:]
        case .unregistered: texts = ["employee": "somebody.else"]
        case .team: texts = ["employee": "duty-team"]
        default: break
        }
        let claims = IdentityClaims(
            issuer: fault == .otherIssuer ? "https://elsewhere.example" : issuer,
            subject: "s-1",
            audience: fault == .otherAudience ? "another" : "concordat",
            expires: ExpirationClaim(value: instant.addingTimeInterval(fault == .expired ? -60 : 60)),
            issuedAt: IssuedAtClaim(value: instant),
            nonce: fault == .noNonce ? nil : fault == .otherNonce ? "another" : nonce,
            texts: texts
        )
        let keys = JWTKeyCollection()
        switch fault {
        case .unsigned:
            await keys.addUnsecuredNone()
            return try await keys.sign(claims)
        case .sharedSecret:
            await keys.add(
                hmac: HMACKey(from: String(repeating: "secret", count: 8)),
                digestAlgorithm: .sha256,
                kid: "shared"
            )
            return try await keys.sign(claims, kid: "shared")
        default:
            await keys.add(ecdsa: fault == .foreignKey ? ES256PrivateKey() : key, kid: "k")
            return try await keys.sign(claims, kid: "k")
        }
    }

    private static let sharedSecret = Secret.base64URL(Array(String(repeating: "secret", count: 8).utf8))

    private static func inURLs(_ text: String?) -> String {
        (text ?? "").replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

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

/// A provider of OpenID Connect on another port, which answers as a test wants.
final class StrangeProvider: Sendable {
    let issuer: String
    private let fault: ProviderTests.Fault
    private let key = ES256PrivateKey()
    private let old = ES256PrivateKey()
    private let asked = Mutex((nonce: "", challenge: "", keyReads: 0))
    private let person = Mutex((name: "nadia.bloom", session: String?.none))

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
            group.addTask {
                // Whoever cannot listen is waited for no longer.
                defer { started.finish() }
                try await application.run()
            }
            var isServed = false
            for await _ in starts {
                isServed = true
                break
            }
            if !isServed { try await group.waitForAll() }
            try #require(isServed)
            try await body(provider)
            group.cancelAll()
        }
    }

    /// How a console is known here.
    var client: OpenIDClient {
        OpenIDClient(
            issuer: issuer,
            clientID: "concordat",
            secret: "a secret/ with+signs",
            claim: "employee",
            agency: AgencyID("bhm-csc"),
            // Other tests may have both processors for a while.
            patience: .seconds(600)
        )
    }

    /// Signs in, as far as this provider lets; answers with the status of the way back.
    func attempt(
        _ browser: TestBrowser,
        as name: String = "nadia.bloom",
        session: String? = nil
    ) async throws -> Int {
        person.withLock { $0 = (name, session) }
        let begin = try await browser.post("/sign-in", [])
        let query = FormText.read(String(begin.location.split(separator: "?")[1])) ?? []
        func asked(_ name: String) -> String { query.first { $0.name == name }?.value ?? "" }
        heard(nonce: asked("nonce"), challenge: asked("code_challenge"))
        return try await browser.get("/signed-in?code=c-1&state=" + asked("state")).status
    }

    private func heard(nonce: String, challenge: String) {
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
        let (name, session) = person.withLock { $0 }
        var texts = ["employee": name]
        texts["sid"] = session
        switch fault {
        case .nobody: texts = [:]
        case .unregistered: texts = ["employee": "somebody.else"]
        case .team: texts = ["employee": "duty-team"]
        default: break
        }
        let claims = IdentityClaims(
            issuer: fault == .otherIssuer ? "https://elsewhere.example" : issuer,
            subject: "subject of " + name,
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

    /// A token by which somebody is signed out, with one thing wrong with it.
    func logoutToken(
        _ wrong: BackChannelTests.Wrong? = nil,
        subject: String? = "subject of nadia.bloom",
        session: String? = nil,
        id: String = UUID().uuidString
    ) async throws -> String {
        let instant = Date().addingTimeInterval(wrong == .old ? -900 : 0)
        let claims = LogoutClaims(
            issuer: wrong == .otherIssuer ? "https://elsewhere.example" : issuer,
            audience: wrong == .otherAudience ? "another" : "concordat",
            issuedAt: IssuedAtClaim(value: instant),
            expires: ExpirationClaim(value: Date().addingTimeInterval(wrong == .expired ? -60 : 120)),
            id: id,
            events: wrong == .noEvent
                ? ["http://schemas.openid.net/event/another": .init()] : [LogoutClaims.event: .init()],
            nonce: wrong == .nonce ? "n" : nil,
            subject: wrong == .nobody ? nil : subject,
            session: session
        )
        let keys = JWTKeyCollection()
        if wrong == .unsigned {
            await keys.addUnsecuredNone()
            return try await keys.sign(claims, header: ["typ": .string(LogoutClaims.type)])
        }
        await keys.add(ecdsa: wrong == .foreignKey ? ES256PrivateKey() : key, kid: "k")
        let type = wrong == .otherType ? "JWT" : LogoutClaims.type
        return try await keys.sign(claims, kid: "k", header: ["typ": .string(type)])
    }

    private static let sharedSecret = Secret.base64URL(Array(String(repeating: "secret", count: 8).utf8))

    private static func inURLs(_ text: String?) -> String {
        (text ?? "").replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

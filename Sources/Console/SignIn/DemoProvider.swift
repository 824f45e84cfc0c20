import Crypto
import Foundation
import JWTKit
import Vocabulary

/// A provider of OpenID Connect with named demo people and no passwords; only beside a broker with a story's clock.
///
/// It speaks the same protocol as any other, and the console knows of it only what it knows of any other.
actor DemoProvider {
    /// What a browser asks to be signed in for.
    struct Asked: Sendable {
        let redirect: String
        let state: String
        let nonce: String
        let challenge: String

        /// Reads a query or a form, or `nil` if it is not what this provider answers.
        init?(_ field: (String) -> String?, redirect allowed: String) {
            guard field("client_id") == DemoProvider.clientID, field("response_type") == "code",
                field("code_challenge_method") == "S256", let redirect = field("redirect_uri"),
                redirect == allowed, let state = field("state"), let nonce = field("nonce"),
                let challenge = field("code_challenge")
            else { return nil }
            self.redirect = redirect
            self.state = state
            self.nonce = nonce
            self.challenge = challenge
        }

        /// The same, for a form.
        var fields: [(String, String)] {
            [
                ("client_id", DemoProvider.clientID), ("response_type", "code"),
                ("code_challenge_method", "S256"), ("redirect_uri", redirect), ("state", state),
                ("nonce", nonce), ("code_challenge", challenge),
            ]
        }
    }

    private struct Grant {
        let asked: Asked
        let person: StaffID
        let began: Instant
    }

    /// The console's name at it.
    static let clientID = "console"
    private static let keyID = "demo"
    private static let longestMilliseconds: Int64 = 60_000

    /// Its own address.
    nonisolated let issuer: String
    /// Where it sends browsers back to, and nowhere else.
    nonisolated let redirect: String
    private let key = ES256PrivateKey()
    private let keys = JWTKeyCollection()
    private let now: @Sendable () -> Instant
    private var grants: [String: Grant] = [:]

    init(issuer: String, redirect: String, now: @escaping @Sendable () -> Instant) {
        self.issuer = issuer
        self.redirect = redirect
        self.now = now
    }

    /// Signs somebody in; answers with where the browser goes.
    func grant(_ asked: Asked, to person: StaffID) -> String {
        let code = Secret.make()
        grants = grants.filter { now().milliseconds - $0.value.began.milliseconds < Self.longestMilliseconds }
        grants[code] = Grant(asked: asked, person: person, began: now())
        return asked.redirect + "?" + FormText.write([("code", code), ("state", asked.state)])
    }

    /// The answer to whoever has a code and proves that they asked for it, or `nil`; a code counts once.
    func token(_ field: (String) -> String?) async throws -> String? {
        guard field("grant_type") == "authorization_code", let code = field("code"),
            let grant = grants.removeValue(forKey: code), field("redirect_uri") == grant.asked.redirect,
            field("client_id") == Self.clientID, let verifier = field("code_verifier"),
            now().milliseconds - grant.began.milliseconds < Self.longestMilliseconds,
            Secret.isEqual(
                grant.asked.challenge,
                Secret.base64URL(Array(SHA256.hash(data: Data(verifier.utf8))))
            )
        else { return nil }
        let instant = Date(timeIntervalSince1970: Double(now().milliseconds) / 1_000)
        let claims = IdentityClaims(
            issuer: issuer,
            subject: grant.person.text,
            audience: Self.clientID,
            expires: ExpirationClaim(value: instant.addingTimeInterval(300)),
            issuedAt: IssuedAtClaim(value: instant),
            nonce: grant.asked.nonce,
            texts: ["preferred_username": grant.person.text]
        )
        await keys.add(ecdsa: key, kid: JWKIdentifier(string: Self.keyID))
        return try await keys.sign(claims, kid: JWKIdentifier(string: Self.keyID))
    }

    /// Its public key, as JSON.
    func publicKeys() -> String {
        let point = key.publicKey.parameters
        return """
            {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"\(Self.keyID)",\
            "x":"\(Secret.base64URL(point?.x ?? ""))","y":"\(Secret.base64URL(point?.y ?? ""))"}]}
            """
    }

    /// What it says of itself, as JSON.
    nonisolated var description: String {
        """
        {"issuer":"\(issuer)","authorization_endpoint":"\(issuer)/authorize","token_endpoint":"\(issuer)/token",\
        "jwks_uri":"\(issuer)/keys","response_types_supported":["code"],"subject_types_supported":["public"],\
        "id_token_signing_alg_values_supported":["ES256"],"code_challenge_methods_supported":["S256"]}
        """
    }
}

import AsyncHTTPClient
import Crypto
import Foundation
import HTTPTypes
import JSON
import JWTKit
import NIOCore
import NIOHTTP1
import Vocabulary

/// A provider of OpenID Connect: where it is asked, and whether what it answers holds.
actor OpenIDProvider {
    /// Where the provider says that it is asked.
    private struct Description {
        let authorization: String
        let token: String
        let keys: String
    }

    /// The longest answer that is read.
    private static let longest = 256 * 1_024
    /// How old a word that somebody was signed out may be; as long each is remembered, so that none counts twice.
    private static let freshMilliseconds: Int64 = 10 * 60_000
    /// Above this many within that time nothing more is taken: memory is bounded.
    private static let mostLogouts = 10_000

    private let client: OpenIDClient
    private let redirect: String
    private let web: HTTPClient
    private let now: @Sendable () -> Instant
    private var description: Description?
    private var keysAsked: Instant?
    private var keys: JWTKeyCollection?
    private var logouts: [String: Instant] = [:]

    init(_ client: OpenIDClient, redirect: String, web: HTTPClient, now: @escaping @Sendable () -> Instant) {
        self.client = client
        self.redirect = redirect
        self.web = web
        self.now = now
    }

    /// Where a browser is sent to sign in.
    func address(state: String, _ attempt: SignInAttempts.Attempt) async throws(SignInFault) -> String {
        let description = try await described()
        let challenge = Secret.base64URL(Array(SHA256.hash(data: Data(attempt.verifier.utf8))))
        let query = FormText.write([
            ("response_type", "code"), ("client_id", client.clientID), ("redirect_uri", redirect),
            ("scope", "openid profile"), ("state", state), ("nonce", attempt.nonce),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ])
        return description.authorization + (description.authorization.contains("?") ? "&" : "?") + query
    }

    /// Who it is that a code stands for.
    func person(
        _ code: String,
        _ attempt: SignInAttempts.Attempt
    ) async throws(SignInFault) -> ProvenIdentity {
        let description = try await described()
        var request = HTTPClientRequest(url: description.token)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: "accept", value: "application/json")
        if let secret = client.secret {
            let words = [client.clientID, secret].map(FormText.escaped).joined(separator: ":")
            let basic = Data(words.utf8).base64EncodedString()
            request.headers.add(name: "authorization", value: "Basic " + basic)
        }
        let form = FormText.write([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("client_id", client.clientID), ("code_verifier", attempt.verifier),
        ])
        request.body = .bytes(ByteBuffer(string: form))
        let answer = try await ask(request)
        guard let token = answer["id_token"]?.string else { throw .noToken }
        let claims: IdentityClaims = try await verified(token)
        guard claims.answers(client, nonce: attempt.nonce) else { throw .notOurs }
        guard let staff = claims.texts[client.claim].flatMap({ client.staff($0) }) else { throw .nobody }
        return ProvenIdentity(staff: staff, subject: claims.subject.value, session: claims.texts["sid"])
    }

    /// Whom the provider says it has signed out: to us, just now, for the first time and in a token of that kind.
    func signedOut(_ token: String) async throws(SignInFault) -> LogoutClaims {
        guard LogoutClaims.isNamed(in: token) else { throw .badToken }
        let claims: LogoutClaims = try await verified(token)
        guard claims.isAbout(client) else { throw .notOurs }
        let instant = now()
        let issued = Int64(claims.issuedAt.value.timeIntervalSince1970 * 1_000)
        guard abs(instant.milliseconds - issued) < Self.freshMilliseconds else { throw .stale }
        // One dated ahead stays fresh for twice as long.
        logouts = logouts.filter { instant.milliseconds - $0.value.milliseconds < 2 * Self.freshMilliseconds }
        guard logouts[claims.id] == nil else { throw .repeated }
        guard logouts.count < Self.mostLogouts else { throw .throttled }
        logouts[claims.id] = instant
        return claims
    }

    private func verified<Claims: JWTPayload>(_ token: String) async throws(SignInFault) -> Claims {
        for isSecondTry in [false, true] {
            do {
                return try await currentKeys(isSecondTry).verify(token, as: Claims.self)
            } catch let fault as SignInFault {
                throw fault
            } catch {
                // A provider changes its keys: they are asked for once more, but not by everybody who tries.
                if isSecondTry || keysAsked.map({ now().milliseconds - $0.milliseconds < 60_000 }) == true {
                    throw .badToken
                }
            }
        }
        throw .badToken
    }

    private func currentKeys(_ anew: Bool) async throws(SignInFault) -> JWTKeyCollection {
        if let keys, !anew { return keys }
        let description = try await described()
        keysAsked = now()
        let answer = try await ask(HTTPClientRequest(url: description.keys))
        do {
            // Keys of kinds that we do not know are no reason to refuse the others; shared secrets are never taken.
            let text = String(decoding: Self.signing(answer).serialized(), as: UTF8.self)
            let keys = try await JWTKeyCollection().add(jwksJSON: text)
            self.keys = keys
            return keys
        } catch {
            throw .unreachable
        }
    }

    private static func signing(_ answer: JSONNode) -> JSONValue {
        let keys = (answer["keys"].map { Array($0.elements) } ?? []).filter { key in
            ["RSA", "EC", "OKP"].contains(key["kty"]?.string ?? "")
                && (key["use"] == nil || key["use"]?.isString("sig") == true)
        }
        return ["keys": .array(keys.map(\.value))]
    }

    private func described() async throws(SignInFault) -> Description {
        if let description { return description }
        let issuer = client.issuer.hasSuffix("/") ? String(client.issuer.dropLast()) : client.issuer
        let answer = try await ask(HTTPClientRequest(url: issuer + "/.well-known/openid-configuration"))
        guard answer["issuer"]?.string == client.issuer,
            let authorization = answer["authorization_endpoint"]?.string,
            let token = answer["token_endpoint"]?.string, let keys = answer["jwks_uri"]?.string
        else { throw .notOurs }
        let description = Description(authorization: authorization, token: token, keys: keys)
        self.description = description
        return description
    }

    private func ask(_ request: HTTPClientRequest) async throws(SignInFault) -> JSONNode {
        do {
            let answer = try await web.execute(request, deadline: .now() + TimeAmount(client.patience))
            let body = try await answer.body.collect(upTo: Self.longest)
            guard answer.status == .ok else { throw SignInFault.refused }
            return try JSONDocument(parsing: Array(body.readableBytesView)).root
        } catch let fault as SignInFault {
            throw fault
        } catch {
            throw .unreachable
        }
    }
}

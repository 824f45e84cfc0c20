import JSON
import JWTKit
import Vocabulary

/// What a logout token says (OpenID Connect Back-Channel Logout 1.0).
struct LogoutClaims: JWTPayload {
    /// What a token's `events` must name, or it is no logout token.
    static let event = "http://schemas.openid.net/event/backchannel-logout"
    /// What its header must say that it is, so that no other kind of token is taken for one.
    static let type = "logout+jwt"

    /// The members of an event, of which none is needed.
    struct Event: Codable, Sendable {}

    private enum CodingKeys: String, CodingKey {
        case issuer = "iss"
        case audience = "aud"
        case issuedAt = "iat"
        case expires = "exp"
        case id = "jti"
        case events, nonce
        case subject = "sub"
        case session = "sid"
    }

    let issuer: String
    let audience: AudienceClaim
    let issuedAt: IssuedAtClaim
    let expires: ExpirationClaim
    /// The token's own id; none is taken twice.
    let id: String
    let events: [String: Event]
    /// Never there: with it an identity token could pass for this one.
    let nonce: String?
    /// Who is signed out, of all that is theirs or of one session.
    let subject: String?
    /// Which of the provider's sessions ended.
    let session: String?

    init(
        issuer: String,
        audience: String,
        issuedAt: IssuedAtClaim,
        expires: ExpirationClaim,
        id: String,
        events: [String: Event] = [event: Event()],
        nonce: String? = nil,
        subject: String?,
        session: String? = nil
    ) {
        self.issuer = issuer
        self.audience = AudienceClaim(value: audience)
        self.issuedAt = issuedAt
        self.expires = expires
        self.id = id
        self.events = events
        self.nonce = nonce
        self.subject = subject
        self.session = session
    }

    /// Its time; the rest is held against the client.
    func verify(using algorithm: some JWTAlgorithm) async throws { try expires.verifyNotExpired() }

    /// Whether it is this provider's word to us that somebody was signed out.
    func isAbout(_ client: OpenIDClient) -> Bool {
        issuer == client.issuer && audience.value.contains(client.clientID) && events[Self.event] != nil
            && nonce == nil && !id.isEmpty && (subject != nil || session != nil)
    }

    /// Whether the header of a token says that it is one, before anything in it is believed.
    static func isNamed(in token: String) -> Bool {
        guard let head = token.split(separator: ".", omittingEmptySubsequences: false).first,
            let bytes = Secret.bytes(ofBase64URL: String(head))
        else { return false }
        do {
            return try JSONDocument(parsing: bytes).root["typ"]?.string?.lowercased() == type
        } catch {
            return false
        }
    }
}

import JWTKit

/// What an identity token says, as far as we rely on it.
struct IdentityClaims: JWTPayload {
    /// The members of any token, by name.
    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    let issuer: IssuerClaim
    let subject: SubjectClaim
    let audience: AudienceClaim
    let expires: ExpirationClaim
    let issuedAt: IssuedAtClaim
    let nonce: String?
    /// To whom it was issued, where there are several audiences.
    let party: String?
    /// Every other member that is text.
    let texts: [String: String]

    init(
        issuer: String,
        subject: String,
        audience: String,
        expires: ExpirationClaim,
        issuedAt: IssuedAtClaim,
        nonce: String?,
        texts: [String: String]
    ) {
        self.issuer = IssuerClaim(value: issuer)
        self.subject = SubjectClaim(value: subject)
        self.audience = AudienceClaim(value: audience)
        self.expires = expires
        self.issuedAt = issuedAt
        self.nonce = nonce
        party = nil
        self.texts = texts
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Name.self)
        issuer = try members.decode(IssuerClaim.self, forKey: Name("iss"))
        subject = try members.decode(SubjectClaim.self, forKey: Name("sub"))
        audience = try members.decode(AudienceClaim.self, forKey: Name("aud"))
        expires = try members.decode(ExpirationClaim.self, forKey: Name("exp"))
        issuedAt = try members.decode(IssuedAtClaim.self, forKey: Name("iat"))
        nonce = try members.decodeIfPresent(String.self, forKey: Name("nonce"))
        party = try members.decodeIfPresent(String.self, forKey: Name("azp"))
        var texts: [String: String] = [:]
        for key in members.allKeys {
            do { texts[key.stringValue] = try members.decode(String.self, forKey: key) } catch {
                continue  // A member that is no text is none that could name somebody.
            }
        }
        self.texts = texts
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Name.self)
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            try members.encode(text, forKey: Name(name))
        }
        try members.encode(issuer, forKey: Name("iss"))
        try members.encode(subject, forKey: Name("sub"))
        try members.encode(audience, forKey: Name("aud"))
        try members.encode(expires, forKey: Name("exp"))
        try members.encode(issuedAt, forKey: Name("iat"))
        try members.encodeIfPresent(nonce, forKey: Name("nonce"))
    }

    /// Its time; whose and for whom it is, ``OpenIDProvider`` holds against what it asked.
    func verify(using algorithm: some JWTAlgorithm) async throws { try expires.verifyNotExpired() }

    /// Whether it is the answer to what we asked this provider.
    func answers(_ client: OpenIDClient, nonce expected: String) -> Bool {
        guard issuer.value == client.issuer, audience.value.contains(client.clientID),
            audience.value.count == 1 || party == client.clientID, party == nil || party == client.clientID
        else { return false }
        return nonce.map { Secret.isEqual($0, expected) } ?? false
    }
}

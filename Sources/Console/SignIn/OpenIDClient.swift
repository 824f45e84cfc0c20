public import Vocabulary

/// How this console is known at a provider of OpenID Connect.
public struct OpenIDClient: Sendable, Equatable {
    /// The provider; its description is at `/.well-known/openid-configuration` under it.
    public let issuer: String
    /// Our name there.
    public let clientID: String
    /// Our password there, if it gave us one.
    public let secret: String?
    /// Which claim says who somebody is: a staff id, or its part after the agency.
    public let claim: String
    /// The agency of those whose claim names none.
    public let agency: AgencyID?
    /// How long the provider may take for one answer.
    public let patience: Duration

    /// Creates a client.
    public init(
        issuer: String,
        clientID: String,
        secret: String? = nil,
        claim: String = "preferred_username",
        agency: AgencyID? = nil,
        patience: Duration = .seconds(10)
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.secret = secret
        self.claim = claim
        self.agency = agency
        self.patience = patience
    }

    /// The member of staff whom a claim names, or `nil`.
    func staff(_ claim: String) -> StaffID? {
        if claim.contains("/") { return StaffID(claim) }
        return agency.flatMap { StaffID("\($0)/\(claim)") }
    }
}

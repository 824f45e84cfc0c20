/// Why a topic's events may be shared at all (`domain.md` 4), in the terms of the partnership's agreement.
public struct LawfulBasis: Equatable, Sendable {
    /// The basis under article 6 of the UK GDPR, such as `public-task`.
    public let article6: String
    /// The condition under article 9, if the payload holds special categories, such as `safeguarding`.
    public let article9: String?
    /// The statutory gateway, such as `children-act-2004-s11`.
    public let gateway: String?

    /// Creates a basis from its terms.
    public init(article6: String, article9: String? = nil, gateway: String? = nil) {
        self.article6 = article6
        self.article9 = article9
        self.gateway = gateway
    }
}

public import Vocabulary

/// Somebody on the staff register, or a team of it.
public struct ConsolePerson: Sendable, Equatable {
    /// Who, `agency/person`.
    public let id: StaffID
    /// Their name.
    public let name: String
    /// Their agency.
    public let agency: AgencyID
    /// What they stand for: their own roles and those of the teams they belong to.
    public let roles: [Role]
    /// How to ring them.
    public let phone: String?
    /// Whether this is a team, which cannot sign in.
    public let isTeam: Bool
    /// Whether they are a qualified social worker, if that is known.
    public let isQualified: Bool?

    /// Creates somebody.
    public init(
        id: StaffID,
        name: String,
        agency: AgencyID,
        roles: [Role],
        phone: String? = nil,
        isTeam: Bool = false,
        isQualified: Bool? = nil
    ) {
        self.id = id
        self.name = name
        self.agency = agency
        self.roles = roles
        self.phone = phone
        self.isTeam = isTeam
        self.isQualified = isQualified
    }
}

public import Vocabulary

/// A professional or a team of an agency, as its register knows them; no name is kept here.
public struct StaffMember: Hashable, Sendable {
    /// Whether this is one person or several who share an inbox.
    public enum Kind: Hashable, Sendable {
        /// One person.
        case person
        /// A rota: an answer by any of its members counts.
        case team(members: [StaffID])
    }

    /// Who they are, `agency/name`.
    public let id: StaffID
    /// Whom they work for.
    public let agency: AgencyID
    /// What they are, whatever case they are on, in order; none if only allocations say.
    public let roles: [Role]
    /// One person or a team.
    public let kind: Kind
    /// Whether they are a qualified social worker, if the register says.
    public let isQualified: Bool?
    /// The first day on which they are no longer there, if they leave or left.
    public let left: CivilDate?

    /// Creates a member of staff.
    public init(
        id: StaffID,
        agency: AgencyID,
        roles: [Role],
        kind: Kind,
        isQualified: Bool? = nil,
        left: CivilDate? = nil
    ) {
        self.id = id
        self.agency = agency
        self.roles = Set(roles).sorted()
        self.isQualified = isQualified
        self.left = left
        self.kind =
            switch kind {
            case .person: .person
            case .team(let members): .team(members: members.sorted())
            }
    }

    /// Whether they are there on that day.
    public func isThere(on date: CivilDate) -> Bool { left.map { date < $0 } ?? true }

    /// Whether this is a team.
    public var isTeam: Bool { if case .team = kind { true } else { false } }

    /// The members of a team, in order; nobody for a person.
    public var members: [StaffID] { if case .team(let members) = kind { members } else { [] } }
}

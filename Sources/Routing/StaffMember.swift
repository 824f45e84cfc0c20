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
    /// When they are away next, if that is planned.
    public let leave: Leave?
    /// The 32 bytes of the Ed25519 key that their own answers must be signed by, if one is recorded.
    public let signingKey: [UInt8]?

    /// Creates a member of staff.
    public init(
        id: StaffID,
        agency: AgencyID,
        roles: [Role],
        kind: Kind,
        isQualified: Bool? = nil,
        left: CivilDate? = nil,
        leave: Leave? = nil,
        signingKey: [UInt8]? = nil
    ) {
        self.id = id
        self.agency = agency
        self.roles = Set(roles).sorted()
        self.isQualified = isQualified
        self.left = left
        self.leave = leave
        self.signingKey = signingKey
        self.kind =
            switch kind {
            case .person: .person
            case .team(let members): .team(members: members.sorted())
            }
    }

    /// The same, with what only messages say of them and no configuration: when they are away, and the key they sign by.
    public func keeping(_ known: StaffMember) -> StaffMember {
        StaffMember(
            id: id,
            agency: agency,
            roles: roles,
            kind: kind,
            isQualified: isQualified,
            left: left,
            leave: leave ?? known.leave,
            signingKey: signingKey ?? known.signingKey
        )
    }

    /// The same, with the key that was recorded of them if none is said now: silence takes no key away.
    public func keepingKey(of known: StaffMember) -> StaffMember {
        StaffMember(
            id: id,
            agency: agency,
            roles: roles,
            kind: kind,
            isQualified: isQualified,
            left: left,
            leave: leave,
            signingKey: signingKey ?? known.signingKey
        )
    }

    /// Whether they are there on that day.
    public func isThere(on date: CivilDate) -> Bool { left.map { date < $0 } ?? true }

    /// Whether this is a team.
    public var isTeam: Bool { if case .team = kind { true } else { false } }

    /// The members of a team, in order; nobody for a person.
    public var members: [StaffID] { if case .team(let members) = kind { members } else { [] } }
}

/// Planned absence of somebody who comes back.
public struct Leave: Hashable, Sendable {
    /// The longest absence, in working days, for which a case needs nobody else to hold it (`domain.md` 2.2, P10).
    public static let longestWithoutCover = 5

    /// The first day on which they are away.
    public let from: CivilDate
    /// The last one.
    public let to: CivilDate
    /// Who stands in for them, if anybody.
    public let cover: StaffID?

    /// Creates a leave, or `nil` if it ends before it begins.
    public init?(from: CivilDate, to: CivilDate, cover: StaffID? = nil) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
        self.cover = cover
    }

    /// Whether they are away on that day.
    public func covers(_ date: CivilDate) -> Bool { (from...to).contains(date) }

    /// Whether it is too long for their cases to be without anybody.
    public func isLong(by calendar: WorkingCalendar) -> Bool {
        calendar.workingDay(Self.longestWithoutCover + 1, after: from.advanced(byDays: -1)) <= to
    }
}

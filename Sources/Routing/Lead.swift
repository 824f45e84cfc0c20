public import Vocabulary

/// Who leads on a case now, and by which rule: exactly one at all times (`domain.md` 5.5).
///
///     allocated social worker → unqualified holder → duty team → team manager → head of service
public struct Lead: Hashable, Sendable {
    /// The role in which they lead.
    public let role: Role
    /// Who, or `nil` only if the register knows no duty team, no manager and no head of service.
    public let staff: StaffID?
    /// Why they.
    public let rule: RoutingRule

    /// Creates a lead.
    public init(_ role: Role, _ staff: StaffID?, by rule: RoutingRule) {
        self.role = role
        self.staff = staff
        self.rule = rule
    }

    /// Whether the case has no holder at all.
    public var isUnallocated: Bool {
        role != .allocatedSocialWorker && role != .socialCareWorker
    }
}

extension Register {
    /// Who leads on a case on that day; a holder who left leads no longer, whatever the allocation says.
    public func lead(of file: CaseFile, on date: CivilDate) -> Lead {
        if let holder = file.holder, staff(holder.staff)?.isThere(on: date) ?? true {
            let isQualified = holder.role == .allocatedSocialWorker
            return Lead(holder.role, holder.staff, by: isQualified ? .leadProfessional : .unqualifiedLead)
        }
        let chain: [(Role, RoutingRule)] = [
            (.dutyTeam, .dutyUnallocated), (.teamManager, .managerUnallocated),
            (.headOfService, .headOfServiceUnallocated),
        ]
        return firstFilled(chain, near: file.team, on: date)
    }

    /// Who screens, on that day, what is about nobody with an open case.
    public func frontDoor(on date: CivilDate) -> Lead {
        firstFilled(
            [
                (.frontDoor, .frontDoor), (.dutyTeam, .frontDoorDuty),
                (.headOfService, .frontDoorHeadOfService),
            ],
            near: nil,
            on: date
        )
    }

    /// Who fills a role of social care for a case of that team on that day, or `nil` if nobody does.
    ///
    /// A member of the team itself, else somebody of its agency, else anybody; a rota before a person, then in order
    /// of identifiers.
    public func staff(filling role: Role, near team: StaffID?, on date: CivilDate) -> StaffID? {
        let members = team.flatMap { staff($0)?.members } ?? []
        let agency = team.flatMap { self.agency(of: $0) }
        func distance(_ candidate: StaffMember) -> Int {
            let isNear = members.contains(candidate.id) || candidate.id == team
            let place = isNear ? 0 : candidate.agency == agency ? 1 : 2
            return place * 2 + (candidate.isTeam ? 0 : 1)
        }
        return staff(in: role).filter { $0.isThere(on: date) }.min {
            (distance($0), $0.id) < (distance($1), $1.id)
        }?.id
    }

    private func firstFilled(_ chain: [(Role, RoutingRule)], near team: StaffID?, on date: CivilDate) -> Lead
    {
        for (role, rule) in chain {
            if let staff = staff(filling: role, near: team, on: date) { return Lead(role, staff, by: rule) }
        }
        // Owed all the same: a role without anybody is shown on the duty list, never dropped.
        return Lead(.headOfService, nil, by: chain.last?.1 ?? .headOfServiceUnallocated)
    }
}

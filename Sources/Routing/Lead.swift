public import Vocabulary

/// Who leads on a case now, and by which rule: exactly one at all times, once social care knows the case
/// (`domain.md` 5.5).
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

    /// Creates the lead of whoever holds the case.
    init(_ holder: CaseFile.Allocation) {
        let isQualified = holder.role == .allocatedSocialWorker
        self.init(holder.role, holder.staff, by: isQualified ? .leadProfessional : .unqualifiedLead)
    }

    /// Whether the case has no holder at all.
    public var isUnallocated: Bool {
        role != .allocatedSocialWorker && role != .socialCareWorker
    }
}

extension Register {
    /// Who leads on a case on that day, or `nil` while social care does not know it; a holder who left leads no longer, whatever the allocation says.
    ///
    /// Whoever stands in for a holder on leave leads meanwhile. A longer leave without anybody leaves the case to the
    /// duty team, as if nobody held it; during a shorter one the holder still leads.
    public func lead(of file: CaseFile, on date: CivilDate, by calendar: WorkingCalendar) -> Lead? {
        guard file.isKnownToSocialCare else { return nil }
        if let lead = holding(file, on: date, by: calendar) { return lead }
        let chain: [(Role, RoutingRule)] = [
            (.dutyTeam, .dutyUnallocated), (.teamManager, .managerUnallocated),
            (.headOfService, .headOfServiceUnallocated),
        ]
        return firstFilled(chain, near: file.team, on: date, except: file.restriction?.excluded ?? [])
    }

    private func holding(_ file: CaseFile, on date: CivilDate, by calendar: WorkingCalendar) -> Lead? {
        guard let holder = file.holder, file.restriction?.excluded.contains(holder.staff) != true else {
            return nil
        }
        guard let record = staff(holder.staff) else { return Lead(holder) }
        guard record.isThere(on: date) else { return nil }
        guard let leave = record.leave, leave.covers(date) else { return Lead(holder) }
        if let cover = leave.cover, mayCover(cover, file, on: date) {
            let isQualified = holder.role == .allocatedSocialWorker && staff(cover)?.isQualified != false
            return Lead(isQualified ? .allocatedSocialWorker : .socialCareWorker, cover, by: .cover)
        }
        return leave.isLong(by: calendar) ? nil : Lead(holder)
    }

    /// Whether they are there on that day, not away themselves and not kept out of the case.
    private func mayCover(_ staff: StaffID, _ file: CaseFile, on date: CivilDate) -> Bool {
        guard file.restriction?.excluded.contains(staff) != true else { return false }
        guard let record = self.staff(staff) else { return true }
        return record.isThere(on: date) && record.leave?.covers(date) != true
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
    public func staff(
        filling role: Role,
        near team: StaffID?,
        on date: CivilDate,
        except excluded: [StaffID] = []
    ) -> StaffID? {
        let members = team.flatMap { staff($0)?.members } ?? []
        let agency = team.flatMap { self.agency(of: $0) }
        func distance(_ candidate: StaffMember) -> Int {
            let isNear = members.contains(candidate.id) || candidate.id == team
            let place = isNear ? 0 : candidate.agency == agency ? 1 : 2
            return place * 2 + (candidate.isTeam ? 0 : 1)
        }
        return staff(in: role).filter { $0.isThere(on: date) && !excluded.contains($0.id) }.min {
            (distance($0), $0.id) < (distance($1), $1.id)
        }?.id
    }

    private func firstFilled(
        _ chain: [(Role, RoutingRule)],
        near team: StaffID?,
        on date: CivilDate,
        except excluded: [StaffID] = []
    ) -> Lead {
        for (role, rule) in chain {
            let staff = staff(filling: role, near: team, on: date, except: excluded)
            if let staff { return Lead(role, staff, by: rule) }
        }
        // Owed all the same: a role without anybody is shown on the duty list, never dropped.
        return Lead(.headOfService, nil, by: chain.last?.1 ?? .headOfServiceUnallocated)
    }
}

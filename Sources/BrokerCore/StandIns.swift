import Escalation
import Routing
import Vocabulary

/// Who is asked at one moment: whoever fills a role, unless somebody stands in for them.
///
/// It holds no escalations, so that it can be asked while those change.
struct StandIns {
    let register: Register
    let casebook: Casebook
    let ladders: Ladders
    let calendar: WorkingCalendar
    let now: Instant

    private var today: CivilDate { LondonTime.date(of: now) }

    /// Who fills a role for a case now, or their cover while they are away; `nil` if nobody is there.
    ///
    /// Whoever is kept out of the case does not, nor whoever is away for long without cover.
    func filling(_ role: Role, _ key: ObligationKey) -> StaffID? {
        let file = key.caseID.flatMap { casebook.file($0) }
        var excluded = file?.restriction?.excluded ?? []
        while let staff = register.staff(filling: role, near: file?.team, on: today, except: excluded) {
            let asked = standingIn(staff, key)
            if let asked, asked != staff || !isAwayForLong(staff) { return asked }
            excluded.append(staff)
        }
        return nil
    }

    /// Who answers where that person would, now: they, whoever stands in for them, or `nil` if nobody is there.
    func standingIn(_ staff: StaffID, _ key: ObligationKey) -> StaffID? {
        var asked = staff
        let instead = ladders.instead(of: staff, on: today)
        if instead != staff, mayStandIn(instead, key.caseID) { asked = instead }
        var earlier: [StaffID] = []
        while let leave = register.staff(asked)?.leave, leave.covers(today), let cover = leave.cover,
            !earlier.contains(cover), mayStandIn(cover, key.caseID)
        {
            earlier.append(asked)
            asked = cover
        }
        return isThere(asked) ? asked : nil
    }

    /// The same, for anything about that case.
    func standingIn(_ staff: StaffID, on caseID: CaseID) -> StaffID? {
        standingIn(staff, ObligationKey(of: caseID))
    }

    /// Whether they are there, or the register does not know them.
    private func isThere(_ staff: StaffID) -> Bool { register.staff(staff)?.isThere(on: today) ?? true }

    private func isAwayForLong(_ staff: StaffID) -> Bool {
        guard let leave = register.staff(staff)?.leave, leave.covers(today) else { return false }
        return leave.isLong(by: calendar)
    }

    /// Whether they may learn of the case: neither kept out of it nor away from where the family lives.
    private func mayStandIn(_ staff: StaffID, _ caseID: CaseID?) -> Bool {
        guard isThere(staff) else { return false }
        guard let file = caseID.flatMap({ casebook.file($0) }) else { return true }
        guard file.restriction?.excluded.contains(staff) != true else { return false }
        let agency = register.agency(of: staff)
        return !file.children.flatMap { register.households(of: $0) }.contains { household in
            guard let protection = register.household(household)?.protection else { return false }
            return protection.staff.contains(staff) || agency.map(protection.agencies.contains) == true
        }
    }
}

extension BrokerMachine {
    func standIns(at now: Instant) -> StandIns {
        StandIns(
            register: state.register,
            casebook: state.casebook,
            ladders: policy.ladders,
            calendar: policy.calendar,
            now: now
        )
    }

    /// The same decision with whoever stands in for somebody who must answer and is not to be asked now.
    func covered(_ decision: RoutingDecision, at now: Instant) -> RoutingDecision {
        let standIns = standIns(at: now)
        func standIn(_ routing: CaseRouting) -> (StaffID, for: StaffID, Role)? {
            guard case .owner(let role, let staff?) = routing.accountable,
                let asked = standIns.standingIn(staff, ObligationKey(of: routing.caseID)), asked != staff
            else { return nil }
            return (asked, staff, role)
        }
        guard decision.routings.contains(where: { standIn($0) != nil }) else { return decision }
        let routings = decision.routings.map { routing in
            standIn(routing).map { asked, staff, role in
                routing.asking(asked, of: state.register.agency(of: asked), insteadOf: staff, as: role)
            } ?? routing
        }
        return RoutingDecision(
            people: decision.people,
            unmatched: decision.unmatched,
            disputes: decision.disputes,
            routings: routings
        )
    }
}

extension ObligationKey {
    /// A key that only says for which case.
    fileprivate init(of caseID: CaseID?) {
        let nowhere = LedgerSequence(0)
        self = caseID.map { ObligationKey(nowhere, $0) } ?? ObligationKey(frontDoor: nowhere)
    }
}

extension CaseRouting {
    /// The same, with somebody else who must answer; they are told as much as whoever they stand in for.
    fileprivate func asking(
        _ asked: StaffID,
        of agency: AgencyID?,
        insteadOf staff: StaffID,
        as role: Role
    ) -> CaseRouting {
        var told = recipients.filter { $0.staff != asked }
        let detail = recipients.filter { $0.staff == asked }.map(\.detail).max() ?? .alert
        for place in told.indices where told[place].staff == staff {
            told[place] = Recipient(
                role,
                asked,
                of: agency,
                sees: max(told[place].detail, detail),
                by: .cover,
                seesAddresses: told[place].seesAddresses
            )
        }
        return CaseRouting(
            caseID: caseID,
            reasons: reasons,
            accountable: .owner(role, asked),
            recipients: told,
            withheld: withheld,
            isUnallocated: isUnallocated,
            isHeightened: isHeightened
        )
    }
}

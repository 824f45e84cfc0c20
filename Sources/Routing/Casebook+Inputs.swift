public import Vocabulary

extension Casebook {
    /// A case was opened, reopened, or opened again with other children, basis or team; allocations stay.
    ///
    /// Without `isKnown` it is a case of agencies that social care does not know yet; one that it knows stays known.
    public mutating func opened(
        _ id: CaseID,
        children: [PersonID],
        legalBasis: CaseFile.LegalBasis?,
        team: StaffID?,
        isKnown: Bool = true,
        at now: Instant
    ) -> Decision<Fact, Action> {
        let before = file(id)
        let wasKnown = before?.isKnownToSocialCare == true
        let children = Set(children).sorted()
        if let before, before.isOpen, before.children == children, before.legalBasis == legalBasis,
            before.team == team, wasKnown || !isKnown
        {
            return .nothing
        }
        var decision = commit(
            .opened(
                id,
                children: children,
                legalBasis: legalBasis,
                team: team,
                isKnown: isKnown || wasKnown,
                at: now
            )
        )
        let isNew = before?.isOpen != true || !wasKnown
        if isNew, isKnown || wasKnown, file(id)?.holder == nil { decision.append(alarm(id, since: now)) }
        return decision
    }

    /// Social care learned of a case on which agencies work already: from now on somebody leads.
    public mutating func becameKnown(_ id: CaseID, at now: Instant) throws(CasebookError) -> Decision<
        Fact, Action
    > {
        let file = try openFile(id)
        guard !file.isKnownToSocialCare else { return .nothing }
        var decision = commit(.known(id, at: now))
        if file.holder == nil { decision.append(alarm(id, since: now)) }
        return decision
    }

    /// A case was restricted to some, or with `nil` to nobody any longer.
    public mutating func restricted(
        _ id: CaseID,
        _ restriction: CaseFile.Restriction?,
        at now: Instant
    ) throws(CasebookError) -> Decision<Fact, Action> {
        try openFile(id).restriction == restriction ? .nothing : commit(.restricted(id, restriction, at: now))
    }

    /// Somebody is away for long and nobody stands in: the cases they hold are alarms, though still theirs.
    public mutating func holderAway(_ staff: StaffID, at now: Instant) -> Decision<Fact, Action> {
        var decision = Decision<Fact, Action>.nothing
        for id in openCases(workedBy: staff) where file(id)?.holder?.staff == staff && !isAlarm(id) {
            decision.append(alarm(id, since: now))
        }
        return decision
    }

    /// Somebody is back, or somebody stands in for them: the cases they hold are alarms no longer.
    public mutating func holderBack(_ staff: StaffID, at now: Instant) -> Decision<Fact, Action> {
        var decision = Decision<Fact, Action>.nothing
        for id in openCases(workedBy: staff) where file(id)?.holder?.staff == staff && isAlarm(id) {
            decision.append(commit(.heldAgain(id, at: now)))
        }
        return decision
    }

    /// A case was closed; closing it again changes nothing.
    public mutating func closed(_ id: CaseID, at now: Instant) throws(CasebookError) -> Decision<Fact, Action>
    {
        guard let file = file(id) else { throw .unknownCase(id) }
        return file.isOpen ? commit(.closed(id, at: now)) : .nothing
    }

    /// A closed case came to an end for a reason that leaves nobody anything to watch over.
    public mutating func forgotten(_ id: CaseID) -> Decision<Fact, Action> {
        file(id)?.former.isEmpty == false ? commit(.forgotten(id)) : .nothing
    }

    /// Somebody was put on a case; a new holder takes the place of the one before, so that exactly one leads.
    ///
    /// An `ASW` said not to be qualified is an `SCW` (`domain.md` 5.1). A qualified holder also ends an unqualified one.
    public mutating func allocationMade(
        _ id: CaseID,
        staff: StaffID,
        role: Role,
        isQualified: Bool? = nil,
        at now: Instant
    ) throws(CasebookError) -> Decision<Fact, Action> {
        let file = try openFile(id)
        guard role != .leadProfessional else { throw .aliasCannotBeAllocated(role) }
        let isUnqualified = role == .allocatedSocialWorker && isQualified == false
        let role = isUnqualified ? .socialCareWorker : role
        if file.allocations.contains(where: { $0.role == role && $0.staff == staff }) { return .nothing }
        var decision = Decision<Fact, Action>.nothing
        let isHolder = role == .allocatedSocialWorker || role == .socialCareWorker
        if isHolder, !file.isKnownToSocialCare { decision.append(commit(.known(id, at: now))) }
        for former in file.allocations where Self.replaces(role, former.role) {
            decision.append(
                commit(.allocationEnded(id, role: former.role, staff: former.staff, at: now))
            )
        }
        decision.append(commit(.allocated(id, CaseFile.Allocation(role, staff, from: now))))
        return decision
    }

    /// Somebody left a case: in that role, or in all if `role` is `nil`.
    public mutating func allocationEnded(
        _ id: CaseID,
        staff: StaffID,
        role: Role? = nil,
        at now: Instant
    ) throws(CasebookError) -> Decision<Fact, Action> {
        end(try openFile(id), staff, role: role, at: now)
    }

    /// Somebody left their agency: they leave every case, and what they held is an alarm.
    public mutating func staffLeft(_ staff: StaffID, at now: Instant) -> Decision<Fact, Action> {
        var decision = Decision<Fact, Action>.nothing
        for id in openCases(workedBy: staff) {
            guard let file = file(id) else { continue }
            decision.append(end(file, staff, role: nil, at: now))
        }
        return decision
    }

    private mutating func end(
        _ file: CaseFile,
        _ staff: StaffID,
        role: Role?,
        at now: Instant
    ) -> Decision<Fact, Action> {
        var decision = Decision<Fact, Action>.nothing
        for allocation in file.allocations
        where allocation.staff == staff && (role == nil || role == allocation.role) {
            decision.append(commit(.allocationEnded(file.id, role: allocation.role, staff: staff, at: now)))
        }
        if file.holder != nil, self.file(file.id)?.holder == nil {
            decision.append(alarm(file.id, since: now))
        }
        return decision
    }

    /// The fewest facts that rebuild this casebook, in order of cases: a snapshot in the ledger's own words.
    public var restated: [Fact] {
        let since = Dictionary(uniqueKeysWithValues: unallocated.map { ($0.caseID, $0.since) })
        return cases.flatMap { id in
            file(id).map { restated($0) + (since[id].map { [.unallocated(id, since: $0)] } ?? []) } ?? []
        }
    }

    private func restated(_ file: CaseFile) -> [Fact] {
        let opened = Fact.opened(
            file.id,
            children: file.children,
            legalBasis: file.legalBasis,
            team: file.team,
            isKnown: file.isKnownToSocialCare,
            at: file.openedAt
        )
        let restricted = file.restriction.map { [Fact.restricted(file.id, $0, at: file.openedAt)] } ?? []
        return [opened] + restricted + (file.allocations + file.former).map { .allocated(file.id, $0) }
            + (file.closedAt.map { [.closed(file.id, at: $0)] } ?? [])
    }

    private func openFile(_ id: CaseID) throws(CasebookError) -> CaseFile {
        guard let file = file(id) else { throw .unknownCase(id) }
        guard file.isOpen else { throw .closedCase(id) }
        return file
    }

    private func isAlarm(_ id: CaseID) -> Bool { alarm(of: id) != nil }

    private mutating func alarm(_ id: CaseID, since now: Instant) -> Decision<Fact, Action> {
        commit(.unallocated(id, since: now), then: [.alarmUnallocated(id)])
    }

    private mutating func commit(_ fact: Fact, then actions: [Action] = []) -> Decision<Fact, Action> {
        apply(fact)
        return Decision(facts: [fact], actions: actions)
    }

    private static func replaces(_ role: Role, _ former: Role) -> Bool {
        switch role {
        case .allocatedSocialWorker: former == .allocatedSocialWorker || former == .socialCareWorker
        case .socialCareWorker: former == .socialCareWorker
        default: false  // Roles are an open set; only holders replace one another.
        }
    }
}

/// Why the casebook refused.
public enum CasebookError: Error, Hashable, Sendable {
    /// No such case was ever opened here.
    case unknownCase(CaseID)
    /// The case is closed; it must be opened again first.
    case closedCase(CaseID)
    /// The role stands for whoever leads and is nobody's own.
    case aliasCannotBeAllocated(Role)
}

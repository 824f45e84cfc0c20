import Topics
public import Vocabulary

/// Works out who is responsible for the children a concern is about, now, and who else is told.
///
/// A pure function of the register, the casebook and the matter: people → households → cases → whoever leads and works
/// on them. Cost grows with the people, households and workers concerned, not with the number of cases. Nothing is
/// dropped: what reaches no open case goes to the front door.
public struct SubscriptionRouter: Sendable {
    /// Tells when the office is shut.
    public let calendar: WorkingCalendar

    /// Creates a router.
    public init(calendar: WorkingCalendar) { self.calendar = calendar }

    /// Decides who is told of a concern, by whom it must be answered, and who is not told.
    public func route(_ matter: Matter, in register: Register, _ casebook: Casebook) -> RoutingDecision {
        let matches = matter.people.map { register.match($0) }
        let people = Set(matches.flatMap(\.people) + matter.strangers).sorted()
        let reasons = concerned(matter, people, register, casebook)
        var routings: [CaseRouting] = []
        for caseID in reasons.keys.sorted() {
            guard let file = casebook.file(caseID), let reasons = reasons[caseID] else { continue }
            let isHeightened =
                matter.isHeightened || matter.heightenedCases.contains(caseID)
                || hasChildUnderOne(file.children + people, matter, register)
            let routing = route(matter, file, reasons, isHeightened: isHeightened, register)
            if let routing { routings.append(routing) }
        }
        // Whoever may be somebody known goes to that case, and meanwhile to where they would go by themselves.
        if routings.allSatisfy({ $0.reasons.allSatisfy(\.isProbable) }) {
            routings.append(routeToFrontDoor(matter, people, register))
        }
        return RoutingDecision(
            people: people,
            unmatched: matches.indices.filter { matches[$0] == .nobody },
            disputes: zip(matches, matter.people).compactMap { match, identifiers in
                guard case .several(let people) = match else { return nil }
                return IdentityDispute(people: people, identifiers: identifiers)
            },
            routings: routings
        )
    }

    // MARK: Which cases

    /// Every open case of the matter, with why: those it names, those of its people, of their households, of their kin
    /// wherever they live, and of whoever they may be.
    private func concerned(
        _ matter: Matter,
        _ people: [PersonID],
        _ register: Register,
        _ casebook: Casebook
    ) -> [CaseID: [CaseRouting.Reason]] {
        var reasons: [CaseID: [CaseRouting.Reason]] = [:]
        func add(_ reason: CaseRouting.Reason, to caseID: CaseID) {
            guard reasons[caseID]?.contains(reason) != true else { return }
            reasons[caseID, default: []].append(reason)
        }
        for caseID in matter.cases where casebook.file(caseID)?.isOpen == true { add(.named, to: caseID) }
        for person in people {
            for caseID in Self.cases(of: person, register, casebook) { add(.child(person), to: caseID) }
        }
        for person in people {
            for household in register.households(of: person)
            where register.household(household)?.protection?.people.contains(person) != true {
                for caseID in Self.cases(of: household, register, casebook) where reasons[caseID] == nil {
                    add(.household(household, of: person), to: caseID)
                }
            }
        }
        for household in matter.households {
            for caseID in Self.cases(of: household, register, casebook) {
                add(.householdNamed(household), to: caseID)
            }
        }
        for person in people {
            for kin in register.kin(of: person, on: matter.today)
            where kin.kind == .parent || !Self.isKept(kin.person, from: person, register) {
                for caseID in Self.cases(of: kin.person, register, casebook) where reasons[caseID] == nil {
                    add(.related(person, as: kin.kind, to: kin.person), to: caseID)
                }
            }
            for other in register.probable(of: person) where !Self.isKept(other, from: person, register) {
                for caseID in Self.cases(of: other, register, casebook) where reasons[caseID] == nil {
                    add(.probableMatch(person, with: other), to: caseID)
                }
            }
        }
        return reasons
    }

    /// The open cases of a child, by whichever of its records they were opened, in order.
    private static func cases(
        of child: PersonID,
        _ register: Register,
        _ casebook: Casebook
    ) -> [CaseID] {
        guard register.hasMerges else { return casebook.openCases(of: child) }
        let handles = register.handles(of: child)
        guard handles.count > 1 else { return casebook.openCases(of: child) }
        return Set(handles.flatMap { casebook.openCases(of: $0) }).sorted()
    }

    /// Whether a household of the child is kept from the person (`domain.md` L17): then only parenthood leads there, and
    /// whoever works with that parent is told nothing.
    static func isKept(_ child: PersonID, from person: PersonID, _ register: Register) -> Bool {
        register.households(of: child).contains {
            register.household($0)?.protection?.people.contains(person) == true
        }
    }

    /// The open cases of everybody in a household: whoever is a child of a case counts as a child of the household.
    static func cases(
        of household: HouseholdID,
        _ register: Register,
        _ casebook: Casebook
    ) -> [CaseID] {
        var found: [CaseID] = []
        for member in register.household(household)?.members ?? [] {
            for caseID in cases(of: member.person, register, casebook) where !found.contains(caseID) {
                found.append(caseID)
            }
        }
        return found.sorted()
    }

    // MARK: Who is told

    /// Decides for one case; `nil` if nobody at all is there to answer, so that the front door must.
    private func route(
        _ matter: Matter,
        _ file: CaseFile,
        _ reasons: [CaseRouting.Reason],
        isHeightened: Bool,
        _ register: Register
    ) -> CaseRouting? {
        var table = RecipientTable(
            matter,
            register,
            restriction: file.restriction,
            guardedness: guardedness(of: file, reasons, register)
        )
        let accountable: CaseRouting.Accountable
        var isUnallocated = false
        if matter.isHeldForDecision {
            accountable = hold(matter, for: file, &table, in: register)
        } else if let lead = register.lead(of: file, on: matter.today, by: calendar) {
            accountable = tell(matter, file, lead, isHeightened: isHeightened, &table, in: register)
            isUnallocated = lead.isUnallocated
        } else {
            guard let most = tellAgencies(matter, file, &table, in: register) else { return nil }
            accountable = most
        }
        return CaseRouting(
            caseID: file.id,
            reasons: reasons,
            accountable: accountable,
            recipients: table.recipients,
            withheld: table.withheld,
            isUnallocated: isUnallocated,
            isHeightened: isHeightened
        )
    }

    /// Tells whoever leads, the manager, the active register, who is always told, and out of hours whoever is on call.
    private func tell(
        _ matter: Matter,
        _ file: CaseFile,
        _ lead: Lead,
        isHeightened: Bool,
        _ table: inout RecipientTable,
        in register: Register
    ) -> CaseRouting.Accountable {
        let author = lead.staff.flatMap { isAuthor($0, of: matter, register) ? $0 : nil }
        // Policy that is silent about the lead still leaves her a summary: somebody must always be able to act.
        let detail =
            matter.tells.namedDetail(for: .leadProfessional)
            ?? matter.tells.namedDetail(for: lead.role) ?? .summary
        if let author {
            table.withhold(lead.role, author, by: .publisher)
        } else {
            table.tell(lead.role, lead.staff, detail, by: lead.rule, in: register)
        }
        tellManager(file, lead, &table, in: register)
        tellActive(matter, file, besides: lead.staff, &table, in: register)
        tellOutOfHours(matter, isHeightened: isHeightened, near: file.team, &table, in: register)
        return author.map { .authorLeads($0) } ?? .owner(lead.role, lead.staff)
    }

    /// Whether somebody wrote it, or it was written by one of a team's.
    private func isAuthor(_ staff: StaffID, of matter: Matter, _ register: Register) -> Bool {
        guard let author = matter.author else { return false }
        return staff == author || register.staff(staff)?.members.contains(author) == true
    }

    /// Tells the active register by policy, and whom the topic always tells.
    private func tellActive(
        _ matter: Matter,
        _ file: CaseFile,
        besides lead: StaffID?,
        _ table: inout RecipientTable,
        in register: Register
    ) {
        for allocation in file.activeRegister where allocation.staff != lead {
            table.tellByPolicy(allocation.role, allocation.staff, by: .activeOnCase, in: register)
        }
        tellAlways(matter, near: file.team, &table, in: register)
    }

    private func tellAlways(
        _ matter: Matter,
        near team: StaffID?,
        _ table: inout RecipientTable,
        in register: Register
    ) {
        for role in matter.tells.always {
            let staff = register.staff(filling: role, near: team, on: table.today)
            table.tellByPolicy(role, staff, by: .always, in: register)
        }
    }

    /// A case that social care does not know: those who work on it tell one another, and who sees most must answer.
    private func tellAgencies(
        _ matter: Matter,
        _ file: CaseFile,
        _ table: inout RecipientTable,
        in register: Register
    ) -> CaseRouting.Accountable? {
        tellActive(matter, file, besides: nil, &table, in: register)
        if let most = table.promoteMostInvolved() { return .owner(most.role, most.staff) }
        let author = matter.author ?? table.withheld.first { $0.rule == .publisher }?.staff
        return author.map { .authorLeads($0) }
    }

    /// Intelligence that police have not decided to share is theirs alone, whoever of them wrote it.
    private func hold(
        _ matter: Matter,
        for file: CaseFile?,
        _ table: inout RecipientTable,
        in register: Register
    ) -> CaseRouting.Accountable {
        let onCase = file?.activeRegister.first { $0.role == .publicProtection }?.staff
        let inRegister = register.staff(in: .publicProtection).filter { $0.isThere(on: table.today) }
        let staff =
            onCase ?? inRegister.first { $0.agency == matter.publisher.agency }?.id ?? inRegister.first?.id
        table.tell(.publicProtection, staff, .full, by: .decidesSharing, in: register)
        for allocation in file?.allocations ?? [] where allocation.staff != staff {
            table.withhold(allocation.role, allocation.staff, by: .sharingUndecided)
        }
        return .owner(.publicProtection, staff)
    }

    func guardedness(
        of file: CaseFile,
        _ reasons: [CaseRouting.Reason],
        _ register: Register
    ) -> Guardedness {
        let households = Set(file.children.flatMap { register.households(of: $0) }).sorted()
        return Guardedness(
            protections: households.compactMap { register.household($0)?.protection },
            isReachedByHouseholdAlone: reasons.allSatisfy(\.isHousehold)
        )
    }

    /// Below an allocated social worker the manager is always told, and then exactly in summary.
    private func tellManager(
        _ file: CaseFile,
        _ lead: Lead,
        _ table: inout RecipientTable,
        in register: Register
    ) {
        let manager = register.staff(
            filling: .teamManager,
            near: file.team,
            on: table.today,
            except: file.restriction?.excluded ?? []
        )
        guard lead.role != .teamManager, manager == nil || manager != lead.staff else { return }
        if lead.role == .allocatedSocialWorker {
            table.tellByPolicy(.teamManager, manager, by: .teamManager, in: register)
        } else {
            table.tell(.teamManager, manager, .summary, by: .managerAdded, in: register)
        }
    }

    private func tellOutOfHours(
        _ matter: Matter,
        isHeightened: Bool,
        near team: StaffID?,
        _ table: inout RecipientTable,
        in register: Register
    ) {
        let isUrgent = matter.severity == .s1 || (matter.severity == .s2 && isHeightened)
        guard isUrgent, !calendar.isWorkingTime(matter.at) else { return }
        let onCall = register.staff(filling: .emergencyDutyTeam, near: team, on: matter.today)
        table.tell(.emergencyDutyTeam, onCall, .full, by: .outOfHours, in: register)
    }

    private func routeToFrontDoor(
        _ matter: Matter,
        _ people: [PersonID],
        _ register: Register
    ) -> CaseRouting {
        let door = register.frontDoor(on: matter.today)
        let isHeightened = matter.isHeightened || hasChildUnderOne(people, matter, register)
        var table = RecipientTable(matter, register)
        guard !matter.isHeldForDecision else {
            return routing(
                hold(matter, for: nil, &table, in: register),
                matter,
                people,
                isHeightened: isHeightened,
                table
            )
        }
        let detail =
            matter.tells.namedDetail(for: .frontDoor)
            ?? matter.tells.namedDetail(for: .leadProfessional) ?? .summary
        table.tell(door.role, door.staff, detail, by: door.rule, in: register)
        tellAlways(matter, near: nil, &table, in: register)
        // The concern itself makes social care know, and nobody sits at the front door at night.
        tellOutOfHours(matter, isHeightened: isHeightened, near: nil, &table, in: register)
        return routing(
            .owner(door.role, door.staff),
            matter,
            people,
            isHeightened: isHeightened,
            table
        )
    }

    /// What was decided without an open case.
    private func routing(
        _ accountable: CaseRouting.Accountable,
        _ matter: Matter,
        _ people: [PersonID],
        isHeightened: Bool,
        _ table: RecipientTable
    ) -> CaseRouting {
        let reasons: [CaseRouting.Reason] =
            matter.cases.map { .namedButNotOpen($0) } + people.map { .knownWithoutCase($0) }
        return CaseRouting(
            caseID: nil,
            reasons: reasons.isEmpty ? [.nobodyKnown] : reasons,
            accountable: accountable,
            recipients: table.recipients,
            withheld: table.withheld,
            isUnallocated: false,
            isHeightened: isHeightened
        )
    }

    private func hasChildUnderOne(_ people: [PersonID], _ matter: Matter, _ register: Register) -> Bool {
        people.contains { register.person($0)?.isUnderOne(on: matter.today) == true }
    }
}

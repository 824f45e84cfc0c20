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
        let people = Set(matches.flatMap(\.people)).sorted()
        let reasons = concerned(matter, people, register, casebook)
        var routings: [CaseRouting] = []
        for caseID in reasons.keys.sorted() {
            guard let file = casebook.file(caseID), let reasons = reasons[caseID] else { continue }
            var table = RecipientTable(matter, register)
            let isHeightened =
                matter.isHeightened || hasChildUnderOne(file.children + people, matter, register)
            routings.append(route(matter, file, reasons, isHeightened: isHeightened, &table))
        }
        if routings.isEmpty { routings = [routeToFrontDoor(matter, people, register)] }
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

    /// Every open case of the matter, with why: those it names, those of its people, those of their households.
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
            for caseID in casebook.openCases(of: person) { add(.child(person), to: caseID) }
        }
        for person in people {
            for household in register.households(of: person) {
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
        return reasons
    }

    /// The open cases of everybody in a household: whoever is a child of a case counts as a child of the household.
    private static func cases(
        of household: HouseholdID,
        _ register: Register,
        _ casebook: Casebook
    ) -> [CaseID] {
        let members = register.household(household)?.members ?? []
        return Set(members.flatMap { casebook.openCases(of: $0.person) }).sorted()
    }

    // MARK: Who is told

    private func route(
        _ matter: Matter,
        _ file: CaseFile,
        _ reasons: [CaseRouting.Reason],
        isHeightened: Bool,
        _ table: inout RecipientTable
    ) -> CaseRouting {
        let lead = table.register.lead(of: file, on: matter.today)
        let authorLeads = lead.staff != nil && lead.staff == matter.author
        // Policy that is silent about the lead still leaves her a summary: somebody must always be able to act.
        let detail = matter.detail(for: .leadProfessional) ?? matter.detail(for: lead.role) ?? .summary
        if authorLeads {
            table.withhold(lead.role, lead.staff, by: .publisher)
        } else {
            table.tell(lead.role, lead.staff, detail, by: lead.rule)
        }
        tellManager(file, lead, &table)
        for allocation in file.activeRegister where allocation.staff != lead.staff {
            table.tellByPolicy(allocation.role, allocation.staff, by: .activeOnCase)
        }
        tellOutOfHours(matter, isHeightened: isHeightened, near: file.team, &table)
        return CaseRouting(
            caseID: file.id,
            reasons: reasons,
            accountable: lead.staff.flatMap { authorLeads ? .authorLeads($0) : nil }
                ?? .owner(lead.role, lead.staff),
            recipients: table.recipients,
            withheld: table.withheld,
            isUnallocated: lead.isUnallocated,
            isHeightened: isHeightened
        )
    }

    /// Below an allocated social worker the manager is always told, and then exactly in summary.
    private func tellManager(_ file: CaseFile, _ lead: Lead, _ table: inout RecipientTable) {
        let manager = table.register.staff(filling: .teamManager, near: file.team, on: table.today)
        guard lead.role != .teamManager, manager == nil || manager != lead.staff else { return }
        if lead.role == .allocatedSocialWorker {
            table.tellByPolicy(.teamManager, manager, by: .teamManager)
        } else {
            table.tell(.teamManager, manager, .summary, by: .managerAdded)
        }
    }

    private func tellOutOfHours(
        _ matter: Matter,
        isHeightened: Bool,
        near team: StaffID?,
        _ table: inout RecipientTable
    ) {
        let isUrgent = matter.severity == .s1 || (matter.severity == .s2 && isHeightened)
        guard isUrgent, !calendar.isWorkingTime(matter.at) else { return }
        let onCall = table.register.staff(filling: .emergencyDutyTeam, near: team, on: matter.today)
        table.tell(.emergencyDutyTeam, onCall, .full, by: .outOfHours)
    }

    private func routeToFrontDoor(
        _ matter: Matter,
        _ people: [PersonID],
        _ register: Register
    ) -> CaseRouting {
        let door = register.frontDoor(on: matter.today)
        let isHeightened = matter.isHeightened || hasChildUnderOne(people, matter, register)
        var table = RecipientTable(matter, register)
        let detail = matter.detail(for: .frontDoor) ?? matter.detail(for: .leadProfessional) ?? .summary
        table.tell(door.role, door.staff, detail, by: door.rule)
        // The concern itself makes social care know, and nobody sits at the front door at night.
        tellOutOfHours(matter, isHeightened: isHeightened, near: nil, &table)
        let reasons: [CaseRouting.Reason] =
            matter.cases.map { .namedButNotOpen($0) } + people.map { .knownWithoutCase($0) }
        return CaseRouting(
            caseID: nil,
            reasons: reasons.isEmpty ? [.nobodyKnown] : reasons,
            accountable: .owner(door.role, door.staff),
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

import Topics
import Vocabulary

/// The recipients of one case as they are found: each person or team once, with the first rule and the most detail.
struct RecipientTable {
    private let matter: Matter
    private let publisherRoles: [Role]
    private let restriction: CaseFile.Restriction?
    private let guardedness: Guardedness
    private(set) var recipients: [Recipient] = []
    private(set) var withheld: [Withheld] = []

    var today: CivilDate { matter.today }

    init(
        _ matter: Matter,
        _ register: Register,
        restriction: CaseFile.Restriction? = nil,
        guardedness: Guardedness = Guardedness()
    ) {
        self.matter = matter
        self.restriction = restriction
        self.guardedness = guardedness
        publisherRoles = register.roles(of: matter.publisher)
    }

    /// Tells somebody; a role that nobody fills is owed if it must answer, else recorded as filled by nobody.
    mutating func tell(
        _ role: Role,
        _ staff: StaffID?,
        _ detail: Detail,
        by rule: RoutingRule,
        in register: Register
    ) {
        guard let staff else {
            guard recipients.isEmpty, withheld.isEmpty else {
                return withhold(role, nil, by: .nobodyInRole)
            }
            recipients.append(Recipient(role, nil, of: nil, sees: detail, by: rule))
            return
        }
        guard rule == .decidesSharing || staff != matter.author else {
            return withhold(role, staff, by: .publisher)
        }
        guard !isKeptOut(staff, by: rule) else { return withhold(role, staff, by: .restricted) }
        let agency = register.agency(of: staff)
        let isGuarded = guardedness.keeps(role, staff, of: agency)
        let isKept = guardedness.isReachedByHouseholdAlone || matter.isAboutWorkers
        guard !isGuarded || !isKept || !rule.isForWorking else {
            return withhold(role, staff, by: .protectedAddress)
        }
        if let place = recipients.firstIndex(where: { $0.staff == staff }) {
            let before = recipients[place]
            recipients[place] = Recipient(
                before.role,
                staff,
                of: before.agency,
                sees: max(before.detail, detail),
                by: before.rule,
                seesAddresses: before.seesAddresses && !isGuarded
            )
            return
        }
        recipients.append(
            Recipient(role, staff, of: agency, sees: detail, by: rule, seesAddresses: !isGuarded)
        )
    }

    /// Tells somebody as much as the topic's policy shows their role, unless that is nothing or they said it.
    mutating func tellByPolicy(
        _ role: Role,
        _ staff: StaffID?,
        by rule: RoutingRule,
        in register: Register
    ) {
        guard let detail = matter.detail(for: role, by: rule) else {
            return withhold(role, staff, by: .notInPolicy)
        }
        guard !isPublisher(role, staff, register) else { return withhold(role, staff, by: .publisher) }
        tell(role, staff, detail, by: rule, in: register)
    }

    /// Puts first, for answering, whoever sees most, the first of several; `nil` if nobody is told.
    mutating func promoteMostInvolved() -> Recipient? {
        let most = recipients.map(\.detail).max()
        guard let place = recipients.firstIndex(where: { $0.detail == most }) else { return nil }
        let before = recipients.remove(at: place)
        let first = Recipient(
            before.role,
            before.staff,
            of: before.agency,
            sees: before.detail,
            by: .mostInvolved,
            seesAddresses: before.seesAddresses
        )
        recipients.insert(first, at: 0)
        return first
    }

    mutating func withhold(_ role: Role, _ staff: StaffID?, by rule: RoutingRule) {
        let decision = Withheld(role, staff, by: rule)
        if !withheld.contains(decision) { withheld.append(decision) }
    }

    /// Whether a restricted case is kept from them: whoever answers for it is kept out by name only.
    private func isKeptOut(_ staff: StaffID, by rule: RoutingRule) -> Bool {
        guard let restriction else { return false }
        guard !restriction.excluded.contains(staff) else { return true }
        return rule.isForWorking && !restriction.staff.contains(staff)
    }

    /// Without an author, a system that stands for one role alone speaks for whoever of its agency has that role.
    ///
    /// A system of many roles does not say who spoke: then everybody is told rather than the wrong one left out.
    /// Whoever must answer never passes here, so that no concern is left without an owner by this.
    private func isPublisher(_ role: Role, _ staff: StaffID?, _ register: Register) -> Bool {
        guard matter.author == nil, let staff else { return false }
        return publisherRoles == [role] && register.agency(of: staff) == matter.publisher.agency
    }
}

/// From whom the addresses of a case are kept, and how the concern came to the case.
struct Guardedness {
    /// The protections of the households of its children.
    var protections: [Household.Protection] = []
    /// Whether the concern is about people who only live with the child: then whoever is kept away learns nothing.
    var isReachedByHouseholdAlone = false

    /// Whether addresses are kept from them.
    func keeps(_ role: Role, _ staff: StaffID, of agency: AgencyID?) -> Bool {
        protections.contains { protection in
            protection.staff.contains(staff) || protection.roles.contains(role)
                || agency.map(protection.agencies.contains) == true
        }
    }
}

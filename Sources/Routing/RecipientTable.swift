import Vocabulary

/// The recipients of one case as they are found: each person or team once, with the first rule and the most detail.
struct RecipientTable {
    let register: Register
    private let matter: Matter
    private let publisherRoles: [Role]
    private(set) var recipients: [Recipient] = []
    private(set) var withheld: [Withheld] = []

    var today: CivilDate { matter.today }

    init(_ matter: Matter, _ register: Register) {
        self.matter = matter
        self.register = register
        publisherRoles = register.roles(of: matter.publisher)
    }

    /// Tells somebody; a role that nobody fills is owed if it must answer, else recorded as filled by nobody.
    mutating func tell(_ role: Role, _ staff: StaffID?, _ detail: Detail, by rule: RoutingRule) {
        guard let staff else {
            guard recipients.isEmpty, withheld.isEmpty else {
                return withhold(role, nil, by: .nobodyInRole)
            }
            recipients.append(Recipient(role, nil, of: nil, sees: detail, by: rule))
            return
        }
        guard staff != matter.author else { return withhold(role, staff, by: .publisher) }
        if let place = recipients.firstIndex(where: { $0.staff == staff }) {
            let before = recipients[place]
            guard before.detail < detail else { return }
            recipients[place] = Recipient(
                before.role,
                staff,
                of: before.agency,
                sees: detail,
                by: before.rule
            )
            return
        }
        recipients.append(Recipient(role, staff, of: register.agency(of: staff), sees: detail, by: rule))
    }

    /// Tells somebody as much as the topic's policy shows their role, unless that is nothing or they said it.
    mutating func tellByPolicy(_ role: Role, _ staff: StaffID?, by rule: RoutingRule) {
        guard let detail = matter.detail(for: role) else {
            return withhold(role, staff, by: .notInPolicy)
        }
        guard !isPublisher(role, staff) else { return withhold(role, staff, by: .publisher) }
        tell(role, staff, detail, by: rule)
    }

    mutating func withhold(_ role: Role, _ staff: StaffID?, by rule: RoutingRule) {
        let decision = Withheld(role, staff, by: rule)
        if !withheld.contains(decision) { withheld.append(decision) }
    }

    /// Without an author, a system that stands for one role alone speaks for whoever of its agency has that role.
    ///
    /// A system of many roles does not say who spoke: then everybody is told rather than the wrong one left out.
    /// Whoever must answer never passes here, so that no concern is left without an owner by this.
    private func isPublisher(_ role: Role, _ staff: StaffID?) -> Bool {
        guard matter.author == nil, let staff else { return false }
        return publisherRoles == [role] && register.agency(of: staff) == matter.publisher.agency
    }
}

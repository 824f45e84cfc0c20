import Routing
import TestSupport
import Topics
import Vocabulary

/// A small partnership: one family with a case, one without, and the people who work for them.
struct Town {
    static let mother = person("P-1-0")
    static let child = person("P-1-1")
    static let father = person("P-1-2")
    static let stranger = person("P-1-3")

    var register = Register()
    var casebook = Casebook()
    let router = SubscriptionRouter(calendar: england)

    /// Nadia holds C-1042, which is Esme's; her mother Tasha and Rob live with her.
    init() throws {
        _ = register.agencyRecorded(agency("bhm-csc"))
        for (id, role) in [
            ("bhm-csc/nadia", "ASW"), ("bhm-csc/tess", "TM"), ("bhm-csc/hugo", "HOS"), ("bhm-hv/linda", "HV"),
            ("bhm-add/femi", "KWM"), ("bhm-add/ada", "ADL"), ("bhm-csc/lost", "TM"),
        ] { member(id, role) }
        team("bhm-csc/east", nil, members: ["bhm-csc/nadia", "bhm-csc/tess"])
        team("bhm-csc/duty", "DUTY", members: ["bhm-csc/dee"])
        team("bhm-csc/mash", "MASH", members: ["bhm-csc/mo"])
        team("bhm-csc/edt", "EDT", members: ["bhm-csc/eve"])
        _ = register.personRecorded([nhs("9992839457")], born: date("1992-02-08"), as: Self.mother)
        _ = register.personRecorded([nhs("9990516286")], born: date("2016-11-14"), as: Self.child)
        _ = register.personRecorded([own("wmp", "N/77")], born: nil, as: Self.father)
        _ = register.personRecorded([nhs("9994673904")], born: nil, as: Self.stranger)
        household("H-1", [(Self.mother, .parent), (Self.child, .child), (Self.father, .partner)])
        try open("C-1042", [Self.child])
        try allocate("bhm-csc/nadia", "ASW")
    }

    mutating func member(_ id: String, _ role: String, left: String? = nil) {
        let id = staff(id)
        let agency = id.agency ?? agency("none")
        _ = register.staffRecorded(
            StaffMember(
                id: id,
                agency: agency,
                roles: [Role(role)].compactMap(\.self),
                kind: .person,
                left: left.flatMap(date)
            )
        )
    }

    mutating func team(_ id: String, _ role: String?, members: [String]) {
        let record = StaffMember(
            id: staff(id),
            agency: agency("bhm-csc"),
            roles: [role.flatMap { Role($0) }].compactMap(\.self),
            kind: .team(members: members.map(staff))
        )
        _ = register.staffRecorded(record)
    }

    mutating func household(_ id: String, _ members: [(PersonID, Household.Relation)]) {
        let members = members.map { Household.Member($0.0, $0.1) }
        let household = householdID(id)
        _ = register.householdRecorded(Household(id: household, address: nil, members: members))
    }

    mutating func open(_ id: String, _ children: [PersonID], team: String? = "bhm-csc/east") throws {
        _ = casebook.opened(
            caseID(id),
            children: children,
            legalBasis: .cp,
            team: team.map(staff),
            at: at("2016-09-01T10:00:00Z")
        )
    }

    mutating func allocate(_ who: String, _ role: String, on id: String = "C-1042") throws {
        guard let role = Role(role) else { preconditionFailure("no role: \(role)") }
        _ = try casebook.allocationMade(
            caseID(id),
            staff: staff(who),
            role: role,
            at: at("2016-09-02T10:00:00Z")
        )
    }

    mutating func end(_ who: String, on id: String = "C-1042") throws {
        _ = try casebook.allocationEnded(caseID(id), staff: staff(who), at: at("2016-09-03T10:00:00Z"))
    }

    mutating func system(_ user: String, _ roles: [String], key: String = "k") throws {
        let key = SystemKey(
            key: identifier(key),
            user: identifier(user),
            status: .active,
            roles: roles.compactMap { Role($0) },
            publishes: [],
            sees: [],
            cases: .involved
        )
        _ = try register.keyRecorded(key)
    }

    /// A police concern, on a weekday at ten unless said otherwise.
    func matter(
        _ people: [[PersonIdentifier]],
        _ severity: Severity = .s3,
        cases: [String] = [],
        by publisher: String = "wmp/niche",
        author: String? = nil,
        at instant: String = "2018-06-06T10:00:00+01:00"
    ) -> Matter {
        Matter(
            severity: severity,
            people: people,
            cases: cases.map(caseID),
            publisher: identifier(publisher),
            author: author.map(staff),
            at: TestSupport.at(instant),
            tells: [sight("LP", .full), sight("TM", .summary), sight("HV", .summary), sight("KWM", .summary)]
        )
    }

    func route(_ matter: Matter) -> RoutingDecision { router.route(matter, in: register, casebook) }
}

func sight(_ role: String, _ detail: Detail) -> Sight {
    guard let role = Role(role) else { preconditionFailure("no role: \(role)") }
    return Sight(role: role, detail: detail)
}

/// Each recipient on a line: role, who, detail, rule.
func told(_ routing: CaseRouting?) -> [String] {
    (routing?.recipients ?? []).map {
        "\($0.role) \($0.staff?.text ?? "-") \($0.detail.rawValue) \($0.rule.rawValue)"
    }
}

/// Each decision not to tell on a line: role, who, rule.
func untold(_ routing: CaseRouting?) -> [String] {
    (routing?.withheld ?? []).map { "\($0.role) \($0.staff?.text ?? "-") \($0.rule.rawValue)" }
}

func identifier<Kind>(_ text: String) -> Identifier<Kind> {
    guard let identifier = Identifier<Kind>(text) else { preconditionFailure("no identifier: \(text)") }
    return identifier
}

func staff(_ text: String) -> StaffID { identifier(text) }
func agency(_ text: String) -> AgencyID { identifier(text) }
func person(_ text: String) -> PersonID { identifier(text) }
func caseID(_ text: String) -> CaseID { identifier(text) }
func householdID(_ text: String) -> HouseholdID { identifier(text) }

func date(_ text: String) -> CivilDate? { CivilDate(iso8601: text) }

func known(_ scheme: String, _ value: String) -> PersonIdentifier {
    guard let identifier = PersonIdentifier(scheme: scheme, value: value) else {
        preconditionFailure("no identifier: \(scheme) \(value)")
    }
    return identifier
}

func nhs(_ number: String) -> HeldIdentifier { HeldIdentifier(known("nhs", number), isVerified: true) }

func own(_ agency: String, _ value: String) -> HeldIdentifier {
    HeldIdentifier(known(agency, value), isVerified: false)
}

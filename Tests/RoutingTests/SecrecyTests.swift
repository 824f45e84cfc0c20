import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

/// Restricted cases, protected addresses, and intelligence that may not be shared yet.
@Suite struct SecrecyTests {
    private var town: Town
    private let id = caseID("C-1042")
    private let now = at("2018-06-05T10:00:00Z")

    init() throws {
        town = try Town()
        for (who, role) in [("bhm-hv/linda", "HV"), ("bhm-add/femi", "KWM")] { try town.allocate(who, role) }
    }

    private var mother: [PersonIdentifier] { [known("nhs", "9992839457")] }
    private var child: [PersonIdentifier] { [known("nhs", "9990516286")] }
    private var father: [PersonIdentifier] { [known("wmp", "N/77")] }

    @Test mutating func `a restricted case is told to its lead, its manager and whom it names`() throws {
        let restriction = CaseFile.Restriction(to: [staff("bhm-hv/linda")])
        _ = try town.casebook.restricted(id, restriction, at: now)
        let routing = town.route(town.matter([child])).routings[0]
        #expect(
            told(routing) == [
                "ASW bhm-csc/nadia full lead-professional", "TM bhm-csc/tess summary team-manager",
                "HV bhm-hv/linda summary active-on-case",
            ]
        )
        #expect(untold(routing) == ["KWM bhm-add/femi restricted"])
        _ = try town.casebook.restricted(id, nil, at: now)
        #expect(untold(town.route(town.matter([child])).routings[0]) == [])
    }

    @Test mutating func `whoever is excluded neither leads, manages, stands in nor is on call`() throws {
        let excluded = ["bhm-csc/nadia", "bhm-csc/tess", "bhm-csc/edt"].map(staff)
        _ = try town.casebook.restricted(id, CaseFile.Restriction(to: [], excluding: excluded), at: now)
        let matter = town.matter([child], .s1, at: "2018-06-06T23:00:00+01:00")
        let routing = town.route(matter).routings[0]
        #expect(
            told(routing) == [
                "DUTY bhm-csc/duty full duty-unallocated", "TM bhm-csc/lost summary team-manager-added",
            ]
        )
        #expect(untold(routing).contains("EDT bhm-csc/edt restricted"))
    }

    private mutating func protect(_ protection: Household.Protection) {
        let household = Household(
            id: householdID("H-1"),
            address: nil,
            members: [
                Household.Member(Town.mother, .parent), Household.Member(Town.child, .child),
                Household.Member(Town.father, .partner),
            ],
            protection: protection
        )
        _ = town.register.householdRecorded(household)
    }

    @Test mutating func `a protected household is not found by whom it is protected from`() {
        #expect(town.route(town.matter([father])).cases == [id])
        protect(Household.Protection(people: [Town.father]))
        #expect(town.route(town.matter([father])).cases == [])
        #expect(town.route(town.matter([mother])).cases == [id])
    }

    @Test(arguments: [
        Household.Protection(roles: [.motherKeyworker]), Household.Protection(agencies: [agency("bhm-add")]),
        Household.Protection(staff: [staff("bhm-add/femi")]),
    ])
    mutating func `who must not know where they live is told nothing by the household, and no address else`(
        protection: Household.Protection
    ) {
        protect(protection)
        let byHousehold = town.route(town.matter([mother]))
        #expect(untold(byHousehold.routings.first) == ["KWM bhm-add/femi protected-address"])
        #expect(byHousehold.hidesAddresses(from: agency("bhm-add")))
        let byChild = town.route(town.matter([child]))
        let keyworker = byChild.routings[0].recipients.first { $0.role == .motherKeyworker }
        #expect(keyworker?.seesAddresses == false)
        #expect(byChild.hidesAddresses(from: agency("bhm-add")))
        #expect(!byChild.hidesAddresses(from: agency("bhm-hv")))
    }

    @Test(arguments: [true, false])
    mutating func `what police have not decided to share is theirs alone, on a case or on none`(
        isOnCase: Bool
    )
        throws
    {
        town.member("wmp/ida", "PPU")
        var matter = town.matter([isOnCase ? child : father + child], .s1, author: "wmp/ida")
        if !isOnCase { matter.people = [[known("wmp", "N/1")]] }
        matter.isHeldForDecision = true
        let routing = town.route(matter).routings[0]
        #expect(told(routing) == ["PPU wmp/ida full decides-sharing"])
        #expect(routing.accountable == .owner(.publicProtection, staff("wmp/ida")))
        #expect(
            untold(routing)
                == (isOnCase
                    ? [
                        "ASW bhm-csc/nadia sharing-undecided", "HV bhm-hv/linda sharing-undecided",
                        "KWM bhm-add/femi sharing-undecided",
                    ] : [])
        )
    }
}

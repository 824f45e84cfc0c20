import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

@Suite struct SubscriptionRouterTests {
    private var town: Town
    private let mother = [known("nhs", "9992839457")]
    private let child = [known("nhs", "9990516286")]
    private let father = [known("wmp", "N/77")]
    private let nobody = [known("nhs", "9994673912")]
    private let stranger = [known("nhs", "9994673904")]

    init() throws { town = try Town() }

    @Test mutating func `a concern about an adult reaches the case of every child of the household`() throws {
        // A mother who is still a child herself has a case of her own.
        try town.open("C-2000", [Town.mother], team: nil)
        let decision = town.route(town.matter([father]))
        #expect(decision.people == [Town.father])
        #expect(decision.cases == [caseID("C-1042"), caseID("C-2000")])
        #expect(decision.routings[0].reasons == [.household(householdID("H-1"), of: Town.father)])
        #expect(
            told(decision.routings[0]) == [
                "ASW bhm-csc/nadia full lead-professional", "TM bhm-csc/tess summary team-manager",
            ]
        )
        #expect(decision.routings[0].accountable == .owner(.allocatedSocialWorker, staff("bhm-csc/nadia")))
        #expect(decision.unallocated == [caseID("C-2000")])
        #expect(!decision.isFrontDoor)
    }

    @Test func `several reasons for one case make one routing`() {
        let decision = town.route(town.matter([child, mother, father], cases: ["C-1042"]))
        #expect(decision.routings.count == 1)
        #expect(decision.routings[0].reasons == [.named, .child(Town.child)])
    }

    @Test mutating func `whoever works on the case is told by policy, and each refusal is on record`() throws
    {
        try town.allocate("bhm-hv/linda", "HV")
        try town.allocate("bhm-add/femi", "KWM")
        try town.allocate("bhm-add/ada", "ADL")
        let routing = town.route(town.matter([mother])).routings[0]
        #expect(
            told(routing) == [
                "ASW bhm-csc/nadia full lead-professional", "TM bhm-csc/tess summary team-manager",
                "HV bhm-hv/linda summary active-on-case", "KWM bhm-add/femi summary active-on-case",
            ]
        )
        #expect(untold(routing) == ["ADL bhm-add/ada not-in-policy"])
    }

    @Test mutating func `without a holder duty leads, the manager is added and the case is an alarm`() throws
    {
        try town.end("bhm-csc/nadia")
        let routing = town.route(town.matter([child])).routings[0]
        #expect(
            told(routing) == [
                "DUTY bhm-csc/duty full duty-unallocated", "TM bhm-csc/tess summary team-manager-added",
            ]
        )
        #expect(routing.accountable == .owner(.dutyTeam, staff("bhm-csc/duty")))
        #expect(routing.isUnallocated)
    }

    @Test mutating func `an unqualified holder leads with the manager beside`() throws {
        try town.end("bhm-csc/nadia")
        try town.allocate("bhm-csc/sam", "SCW")
        let routing = town.route(town.matter([child])).routings[0]
        #expect(
            told(routing) == [
                "SCW bhm-csc/sam full unqualified-lead", "TM bhm-csc/tess summary team-manager-added",
            ]
        )
        #expect(!routing.isUnallocated)
    }

    @Test func `the lead falls from duty to manager to head of service, and never to nobody`() throws {
        let file = CaseFile(
            id: caseID("C-9"),
            children: [],
            legalBasis: nil,
            team: nil,
            openedAt: at("2016-09-01T10:00:00Z")
        )
        var town = Register()
        let today = try #require(date("2016-09-01"))
        #expect(
            town.lead(of: file, on: today, by: england)
                == Lead(.headOfService, nil, by: .headOfServiceUnallocated)
        )
        for (role, rule) in [
            (Role.headOfService, RoutingRule.headOfServiceUnallocated), (.teamManager, .managerUnallocated),
            (.dutyTeam, .dutyUnallocated),
        ] {
            let id = staff("bhm-csc/" + role.code)
            _ = town.staffRecorded(
                StaffMember(id: id, agency: agency("bhm-csc"), roles: [role], kind: .person)
            )
            #expect(town.lead(of: file, on: today, by: england) == Lead(role, id, by: rule))
        }
    }

    @Test mutating func `a holder who left leads no longer from that day, whatever the allocation says`()
        throws
    {
        town.member("bhm-csc/nadia", "ASW", left: "2018-06-07")
        #expect(town.route(town.matter([child])).unallocated.isEmpty)
        let routing = town.route(town.matter([child], at: "2018-06-07T10:00:00+01:00")).routings[0]
        #expect(told(routing).first == "DUTY bhm-csc/duty full duty-unallocated")
        #expect(routing.isUnallocated)
    }

    @Test func `about nobody known it goes to the front door, whatever else is said`() {
        let decision = town.route(town.matter([nobody]))
        #expect(decision.isFrontDoor)
        #expect(decision.unmatched == [0])
        #expect(decision.routings.map(\.reasons) == [[.nobodyKnown]])
        #expect(told(decision.routings.first) == ["MASH bhm-csc/mash full front-door"])
        #expect(decision.routings[0].accountable == .owner(.frontDoor, staff("bhm-csc/mash")))
    }

    @Test func `somebody known without a case, a case unknown and a concern about nobody go there too`() {
        #expect(
            town.route(town.matter([stranger])).routings.map(\.reasons) == [
                [.knownWithoutCase(Town.stranger)]
            ]
        )
        let unknown = town.route(town.matter([], cases: ["C-5"]))
        #expect(unknown.routings.map(\.reasons) == [[.namedButNotOpen(caseID("C-5"))]])
        #expect(town.route(town.matter([])).routings.map(\.reasons) == [[.nobodyKnown]])
    }

    @Test mutating func `a closed case leads to the front door again`() throws {
        _ = try town.casebook.closed(caseID("C-1042"), at: at("2018-01-01T10:00:00Z"))
        let decision = town.route(town.matter([child], cases: ["C-1042"]))
        #expect(
            decision.routings.map(\.reasons) == [
                [.namedButNotOpen(caseID("C-1042")), .knownWithoutCase(Town.child)]
            ]
        )
    }

    @Test func `an empty register still owes an answer`() {
        let decision = town.router.route(town.matter([child], .s1), in: Register(), Casebook())
        #expect(told(decision.routings.first) == ["HOS - full front-door-head-of-service"])
        #expect(decision.routings.map(\.accountable) == [.owner(.headOfService, nil)])
    }

    @Test func `identifiers of two people reach both families and are a dispute, never a merge`() {
        let decision = town.route(town.matter([[known("nhs", "9994673904"), known("wmp", "N/77")]]))
        #expect(decision.people == [Town.father, Town.stranger])
        #expect(decision.cases == [caseID("C-1042")])
        #expect(
            decision.disputes == [
                IdentityDispute(
                    people: [Town.father, Town.stranger],
                    identifiers: [known("nhs", "9994673904"), known("wmp", "N/77")]
                )
            ]
        )
    }

    @Test func `the lead who wrote it is not told and need not answer`() {
        let routing = town.route(town.matter([child], author: "bhm-csc/nadia")).routings[0]
        #expect(told(routing) == ["TM bhm-csc/tess summary team-manager"])
        #expect(untold(routing) == ["ASW bhm-csc/nadia publisher"])
        #expect(routing.accountable == .authorLeads(staff("bhm-csc/nadia")))
    }

    @Test mutating func `a system of one role is its own agency's worker, a system of many is nobody`() throws
    {
        try town.allocate("bhm-hv/linda", "HV")
        try town.allocate("bhm-csc/nadia", "HV")
        try town.system("bhm-hv/systmone", ["HV"])
        let one = town.route(town.matter([child], by: "bhm-hv/systmone")).routings[0]
        #expect(untold(one) == ["HV bhm-hv/linda publisher"])
        try town.system("bhm-hv/systmone", ["GP"], key: "k2")
        let many = town.route(town.matter([child], by: "bhm-hv/systmone")).routings[0]
        #expect(told(many).contains("HV bhm-hv/linda summary active-on-case"))
        // The author is known, so colleagues of the same role are told.
        let said = town.route(town.matter([child], by: "bhm-hv/systmone", author: "bhm-hv/pat")).routings[0]
        #expect(told(said).contains("HV bhm-hv/linda summary active-on-case"))
    }

    @Test mutating func `a system of the lead's role never silences the lead`() throws {
        try town.system("bhm-csc/liquid", ["ASW"])
        let routing = town.route(town.matter([child], by: "bhm-csc/liquid")).routings[0]
        #expect(told(routing).first == "ASW bhm-csc/nadia full lead-professional")
    }

    @Test(arguments: [
        // A severity, when, and whether the emergency duty team is told; Esme is one on 14 November 2017.
        (Severity.s1, "2018-06-06T10:00:00+01:00", false), (.s1, "2018-06-06T17:00:00+01:00", true),
        (.s1, "2018-06-09T12:00:00+01:00", true), (.s2, "2018-06-09T12:00:00+01:00", false),
        (.s2, "2017-11-13T23:00:00Z", true), (.s2, "2017-11-14T00:00:00Z", false),
        (.s2, "2016-11-13T22:00:00Z", false), (.s2, "2016-11-14T22:00:00Z", true),
        (.s3, "2016-12-25T10:00:00Z", false), (.s2, "2016-12-28T10:00:00Z", false),
    ])
    func `out of hours the emergency duty team is told when it cannot wait`(
        severity: Severity,
        instant: String,
        isTold: Bool
    ) {
        let routing = town.route(town.matter([mother], severity, at: instant)).routings[0]
        #expect(told(routing).contains("EDT bhm-csc/edt full out-of-hours") == isTold)
    }

    @Test func `at night the front door has the emergency duty team beside it`() {
        let routing = town.route(town.matter([nobody], .s1, at: "2018-06-06T23:00:00+01:00")).routings[0]
        #expect(told(routing) == ["MASH bhm-csc/mash full front-door", "EDT bhm-csc/edt full out-of-hours"])
    }

    @Test mutating func `nobody is told twice, and then with the most detail`() throws {
        try town.allocate("bhm-csc/tess", "HV")
        try town.allocate("bhm-csc/nadia", "KWM")
        let routing = town.route(town.matter([child])).routings[0]
        #expect(routing.recipients.map(\.staff) == [staff("bhm-csc/nadia"), staff("bhm-csc/tess")])
    }

    @Test mutating func `every line of the explanation says who, how much, why and for what`() throws {
        try town.allocate("bhm-add/ada", "ADL")
        #expect(
            town.route(town.matter([father])).routings[0].explanation == [
                "bhm-csc/nadia (ASW) is told in full, because they are the allocated social worker "
                    + "(lead-professional); case C-1042, because P-1-2 lives in household H-1 with a child of it",
                "bhm-csc/tess (TM) is told in summary, because the topic's policy tells the team manager "
                    + "(team-manager); case C-1042, because P-1-2 lives in household H-1 with a child of it",
                "bhm-add/ada (ADL) is not told, because the topic's policy does not tell this role "
                    + "(not-in-policy); case C-1042",
            ]
        )
    }
}

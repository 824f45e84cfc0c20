import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

/// Cases on which agencies work before social care knows them, such as an unborn child's.
@Suite struct UnknownCaseTests {
    private var casebook = Casebook()
    private var town: Town
    private let unborn = caseID("C-7")
    private let now = at("2018-06-05T10:00:00Z")

    init() throws {
        town = try Town()
        _ = town.casebook.opened(
            unborn,
            children: [Town.stranger],
            legalBasis: nil,
            team: nil,
            isKnown: false,
            at: now
        )
        try town.allocate("bhm-hv/linda", "HV", on: "C-7")
        try town.allocate("bhm-add/femi", "KWM", on: "C-7")
    }

    private var stranger: [PersonIdentifier] { [known("nhs", "9994673904")] }

    @Test func `those who work on it tell one another, and who sees most must answer`() {
        var matter = town.matter([stranger], .s1, at: "2018-06-06T23:00:00+01:00")
        matter.tells = [
            sight("LP", .full), sight("TM", .summary), sight("HV", .summary), sight("KWM", .full),
        ]
        let decision = town.route(matter)
        #expect(!decision.isFrontDoor)
        #expect(
            told(decision.routings.first) == [
                "KWM bhm-add/femi full most-involved", "HV bhm-hv/linda summary active-on-case",
            ]
        )
        #expect(
            decision.routings.first?.accountable == .owner(.motherKeyworker, staff("bhm-add/femi"))
        )
        #expect(decision.unallocated.isEmpty)
    }

    @Test mutating func `whoever is alone on it answers for their own words`() throws {
        _ = try town.casebook.allocationEnded(unborn, staff: staff("bhm-hv/linda"), at: now)
        let routing = town.route(town.matter([stranger], author: "bhm-add/femi")).routings[0]
        #expect(told(routing) == [])
        #expect(routing.accountable == .authorLeads(staff("bhm-add/femi")))
    }

    @Test mutating func `a case on which nobody at all is told goes to the front door`() throws {
        _ = try town.casebook.allocationEnded(unborn, staff: staff("bhm-hv/linda"), at: now)
        _ = try town.casebook.allocationEnded(unborn, staff: staff("bhm-add/femi"), at: now)
        #expect(town.route(town.matter([stranger])).isFrontDoor)
    }

    @Test mutating func `a referral makes it known: from then on somebody leads, and it is an alarm`() throws
    {
        #expect(town.casebook.unallocated.isEmpty)
        #expect(
            try town.casebook.becameKnown(unborn, at: now)
                == Decision(
                    facts: [.known(unborn, at: now), .unallocated(unborn, since: now)],
                    actions: [.alarmUnallocated(unborn)]
                )
        )
        #expect(try town.casebook.becameKnown(unborn, at: now) == .nothing)
        let routing = town.route(town.matter([stranger])).routings[0]
        #expect(
            told(routing).prefix(2) == [
                "DUTY bhm-csc/duty full duty-unallocated", "TM bhm-csc/lost summary team-manager-added",
            ]
        )
        #expect(routing.isUnallocated)
    }

    @Test mutating func `a holder or opening it as usual makes it known too, and it never is unknown again`()
        throws
    {
        let holder = try town.casebook.allocationMade(
            unborn,
            staff: staff("bhm-csc/nadia"),
            role: .allocatedSocialWorker,
            at: now
        )
        #expect(holder.facts.first == .known(unborn, at: now))
        #expect(holder.actions == [])
        let other = caseID("C-8")
        _ = casebook.opened(other, children: [], legalBasis: nil, team: nil, isKnown: false, at: now)
        let usual = casebook.opened(other, children: [], legalBasis: nil, team: nil, at: now)
        #expect(usual.actions == [.alarmUnallocated(other)])
        let again = casebook.opened(other, children: [], legalBasis: .cp, team: nil, isKnown: false, at: now)
        #expect(casebook.file(other)?.isKnownToSocialCare == true)
        #expect(again.actions == [])
        #expect(throws: CasebookError.unknownCase(caseID("C-9"))) {
            try casebook.becameKnown(caseID("C-9"), at: now)
        }
    }
}

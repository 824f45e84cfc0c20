import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

@Suite struct RoutingPropertyTests {
    private struct World {
        var register = Register()
        var casebook = Casebook()
        var registerFacts: [Register.Fact] = []
        var casebookFacts: [Casebook.Fact] = []

        mutating func step(_ number: Int, _ random: inout SeededGenerator) {
            func any(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
            let now = at("2016-06-06T10:00:00Z").advanced(byMilliseconds: Int64(number) * 60_000)
            let file = caseID("C-\(any(6))")
            let worker = staff("a\(any(2))/s\(any(5))")
            let role = ["ASW", "SCW", "HV", "TM", "DUTY", "HOS", "LP"].compactMap { Role($0) }[any(7)]
            do {
                switch any(9) {
                case 0, 1:
                    let identifiers = (0..<(1 + any(2))).map { _ in own("a\(any(2))", "R\(any(12))") }
                    let new = person("P-\(number)-0")
                    registerFacts += register.personRecorded(identifiers, born: nil, as: new).facts
                case 2:
                    let members = (0..<any(4)).map { _ in
                        Household.Member(person("P-\(any(number + 1))-0"), .other)
                    }
                    let household = Household(id: householdID("H-\(any(5))"), address: nil, members: members)
                    registerFacts += register.householdRecorded(household).facts
                case 3:
                    let kind = any(2) == 0 ? StaffMember.Kind.person : .team(members: [staff("a0/s0")])
                    let agency = agency("a\(any(2))")
                    let member = StaffMember(id: worker, agency: agency, roles: [role], kind: kind)
                    registerFacts += register.staffRecorded(member).facts
                case 4:
                    let children = (0...any(2)).map { _ in person("P-\(any(number + 1))-0") }
                    casebookFacts +=
                        casebook.opened(
                            file,
                            children: children,
                            legalBasis: nil,
                            team: worker,
                            isKnown: any(3) > 0,
                            at: now
                        ).facts
                case 5:
                    casebookFacts +=
                        try casebook.allocationMade(file, staff: worker, role: role, at: now).facts
                case 6:
                    let restriction = CaseFile.Restriction(to: [worker], excluding: [staff("a0/s\(any(5))")])
                    casebookFacts +=
                        try casebook.restricted(file, any(3) == 0 ? nil : restriction, at: now).facts
                case 7:
                    casebookFacts +=
                        any(2) == 0
                        ? try casebook.becameKnown(file, at: now).facts
                        : any(2) == 0
                            ? casebook.holderAway(worker, at: now).facts
                            : casebook.holderBack(worker, at: now).facts
                default:
                    casebookFacts +=
                        any(3) == 0
                        ? try casebook.closed(file, at: now).facts
                        : try casebook.allocationEnded(file, staff: worker, at: now).facts
                }
            } catch {}  // A refusal changes nothing, which is what the comparison below shows.
        }

        func anyMatter(_ random: inout SeededGenerator) -> Matter {
            Matter(
                severity: Severity.allCases[Int.random(in: 0..<4, using: &random)],
                people: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    [known("a0", "R\(Int.random(in: 0..<14, using: &random))")]
                },
                cases: Bool.random(using: &random)
                    ? [caseID("C-\(Int.random(in: 0..<8, using: &random))")] : [],
                publisher: identifier("a1/system"),
                author: Bool.random(using: &random) ? staff("a0/s1") : nil,
                at: at("2016-06-06T20:00:00Z"),
                tells: [sight("LP", .full), sight("HV", .summary), sight("TM", .summary)]
            )
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `replaying the facts rebuilds both books, and so does their restatement`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var world = World()
        for number in 0..<120 { world.step(number, &random) }
        var (register, casebook) = (Register(), Casebook())
        for fact in world.registerFacts { register.apply(fact) }
        for fact in world.casebookFacts { casebook.apply(fact) }
        #expect(register == world.register)
        #expect(casebook == world.casebook)
        (register, casebook) = (Register(), Casebook())
        for fact in world.register.restated { register.apply(fact) }
        for fact in world.casebook.restated { casebook.apply(fact) }
        #expect(register == world.register)
        #expect(casebook == world.casebook)
    }

    // Nothing is dropped; exactly one answers for each case; nobody is told twice or of their own words.
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `every concern has somebody who must answer, on every case, in every state of the books`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        var world = World()
        let router = SubscriptionRouter(calendar: england)
        for number in 0..<80 {
            world.step(number, &random)
            let matter = world.anyMatter(&random)
            let decision = router.route(matter, in: world.register, world.casebook)
            #expect(!decision.routings.isEmpty)
            #expect(decision.isFrontDoor == decision.cases.isEmpty)
            #expect(decision.cases == Set(decision.cases).sorted())
            for routing in decision.routings {
                let staff = routing.recipients.compactMap(\.staff)
                #expect(staff.count == Set(staff).count)
                #expect(matter.author.map { !staff.contains($0) } ?? true)
                switch routing.accountable {
                case .owner(let role, let owner):
                    let isTold =
                        routing.recipients.first.map { $0.role == role && $0.staff == owner } ?? false
                    let isAuthor = owner != nil && owner == matter.author
                    #expect(isTold || isAuthor)
                case .authorLeads(let author):
                    let members = world.register.staff(author)?.members ?? []
                    #expect(author == matter.author || matter.author.map(members.contains) == true)
                }
            }
            // The order in which people are listed changes nothing but their places.
            var turned = matter
            turned.people.reverse()
            let other = router.route(turned, in: world.register, world.casebook)
            #expect(other.people == decision.people)
            #expect(other.routings.map(\.recipients) == decision.routings.map(\.recipients))
        }
    }
}

import Routing
import TestSupport
import Testing
import Vocabulary

@Suite struct CasebookTests {
    private var casebook = Casebook()
    private let id = caseID("C-1042")
    private let child = person("P-1-0")
    private let nadia = staff("bhm-csc/nadia")
    private let omar = staff("bhm-csc/omar")
    private let linda = staff("bhm-hv/linda")
    private let monday = at("2016-06-06T10:00:00+01:00")
    private let tuesday = at("2016-06-07T10:00:00+01:00")

    private mutating func open(at instant: Instant) -> Decision<Casebook.Fact, Casebook.Action> {
        casebook.opened(id, children: [child], legalBasis: .s17, team: nil, at: instant)
    }

    private func allocation(_ role: Role, _ staff: StaffID, from instant: Instant) -> Casebook.Fact {
        .allocated(id, CaseFile.Allocation(role, staff, from: instant))
    }

    @Test mutating func `a case is an alarm from the moment it is open until somebody holds it`() throws {
        #expect(
            open(at: monday)
                == Decision(
                    facts: [
                        .opened(id, children: [child], legalBasis: .s17, team: nil, at: monday),
                        .unallocated(id, since: monday),
                    ],
                    actions: [.alarmUnallocated(id)]
                )
        )
        #expect(open(at: tuesday) == .nothing)
        #expect(casebook.unallocated.map(\.since) == [monday])
        _ = try casebook.allocationMade(id, staff: linda, role: #require(Role("HV")), at: monday)
        #expect(casebook.unallocated.map(\.caseID) == [id])
        let held = try casebook.allocationMade(id, staff: nadia, role: .allocatedSocialWorker, at: tuesday)
        #expect(held == Decision(facts: [allocation(.allocatedSocialWorker, nadia, from: tuesday)]))
        #expect(casebook.unallocated.isEmpty)
        let ended = try casebook.allocationEnded(id, staff: nadia, at: tuesday)
        #expect(
            ended
                == Decision(
                    facts: [
                        .allocationEnded(id, role: .allocatedSocialWorker, staff: nadia, at: tuesday),
                        .unallocated(id, since: tuesday),
                    ],
                    actions: [.alarmUnallocated(id)]
                )
        )
        #expect(try casebook.allocationEnded(id, staff: nadia, at: tuesday) == .nothing)
    }

    @Test mutating func `exactly one holds a case: the next one ends the one before`() throws {
        _ = open(at: monday)
        _ = try casebook.allocationMade(id, staff: nadia, role: .allocatedSocialWorker, at: monday)
        let next = try casebook.allocationMade(id, staff: omar, role: .allocatedSocialWorker, at: tuesday)
        #expect(
            next
                == Decision(facts: [
                    .allocationEnded(id, role: .allocatedSocialWorker, staff: nadia, at: tuesday),
                    allocation(.allocatedSocialWorker, omar, from: tuesday),
                ])
        )
        #expect(casebook.file(id)?.holder?.staff == omar)
        #expect(
            try casebook.allocationMade(id, staff: omar, role: .allocatedSocialWorker, at: tuesday)
                == .nothing
        )
    }

    @Test mutating func `who is not qualified holds as SCW, and a qualified one takes over`() throws {
        _ = open(at: monday)
        _ = try casebook.allocationMade(
            id,
            staff: nadia,
            role: .allocatedSocialWorker,
            isQualified: false,
            at: monday
        )
        #expect(casebook.file(id)?.holder?.role == .socialCareWorker)
        #expect(casebook.unallocated.isEmpty)
        _ = try casebook.allocationMade(id, staff: omar, role: .allocatedSocialWorker, at: tuesday)
        #expect(casebook.file(id)?.allocations.map(\.staff) == [omar])
    }

    @Test mutating func `what cannot be is refused by name`() throws {
        #expect(throws: CasebookError.unknownCase(id)) { try casebook.closed(id, at: monday) }
        #expect(throws: CasebookError.unknownCase(id)) {
            try casebook.allocationMade(id, staff: nadia, role: .allocatedSocialWorker, at: monday)
        }
        _ = open(at: monday)
        #expect(throws: CasebookError.aliasCannotBeAllocated(.leadProfessional)) {
            try casebook.allocationMade(id, staff: nadia, role: .leadProfessional, at: monday)
        }
        _ = try casebook.closed(id, at: tuesday)
        #expect(try casebook.closed(id, at: tuesday) == .nothing)
        #expect(throws: CasebookError.closedCase(id)) {
            try casebook.allocationEnded(id, staff: nadia, at: tuesday)
        }
    }

    @Test mutating func `a case that reopens has nobody, and is an alarm again`() throws {
        _ = open(at: monday)
        _ = try casebook.allocationMade(id, staff: nadia, role: .allocatedSocialWorker, at: monday)
        _ = try casebook.closed(id, at: monday)
        #expect(casebook.openCases(of: child).isEmpty)
        #expect(casebook.openCases(workedBy: nadia).isEmpty)
        #expect(open(at: tuesday).actions == [.alarmUnallocated(id)])
        #expect(casebook.file(id)?.holder == nil)
        #expect(casebook.openCases(of: child) == [id])
    }

    @Test mutating func `a change of children moves the case to them and keeps its workers`() throws {
        _ = open(at: monday)
        _ = try casebook.allocationMade(id, staff: nadia, role: .allocatedSocialWorker, at: monday)
        let other = person("P-2-0")
        let changed = casebook.opened(id, children: [other], legalBasis: .cp, team: nil, at: tuesday)
        #expect(changed.facts.count == 1)
        #expect(casebook.openCases(of: child).isEmpty)
        #expect(casebook.openCases(of: other) == [id])
        #expect(casebook.file(id)?.openedAt == monday)
        #expect(casebook.file(id)?.holder?.staff == nadia)
    }

    @Test mutating func `who leaves the agency leaves every case, and what they held is an alarm`() throws {
        _ = open(at: monday)
        let other = caseID("C-7")
        _ = casebook.opened(other, children: [], legalBasis: nil, team: nil, at: monday)
        _ = try casebook.allocationMade(id, staff: nadia, role: .allocatedSocialWorker, at: monday)
        _ = try casebook.allocationMade(other, staff: omar, role: .allocatedSocialWorker, at: monday)
        _ = try casebook.allocationMade(other, staff: nadia, role: #require(Role("IRO")), at: monday)
        let decision = casebook.staffLeft(nadia, at: tuesday)
        #expect(decision.facts.count == 3)
        #expect(decision.actions == [.alarmUnallocated(id)])
        #expect(casebook.openCases(workedBy: nadia).isEmpty)
        #expect(casebook.staffLeft(nadia, at: tuesday) == .nothing)
    }
}

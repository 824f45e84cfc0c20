import Routing
import TestSupport
import Testing
import Vocabulary

/// Whoever holds a case is away.
@Suite struct LeaveTests {
    private var town: Town
    private let id = caseID("C-1042")
    private let nadia = staff("bhm-csc/nadia")
    private let now = at("2018-06-05T10:00:00Z")

    init() throws { town = try Town() }

    private mutating func leave(_ from: String, _ to: String, cover: String? = nil) throws {
        let (from, to) = (try #require(date(from)), try #require(date(to)))
        let leave = try #require(Leave(from: from, to: to, cover: cover.map(staff)))
        _ = town.register.staffRecorded(
            StaffMember(
                id: nadia,
                agency: agency("bhm-csc"),
                roles: [.allocatedSocialWorker],
                kind: .person,
                leave: leave
            )
        )
    }

    private func lead(on day: String) throws -> Lead? {
        let file = try #require(town.casebook.file(id))
        return town.register.lead(of: file, on: try #require(date(day)), by: england)
    }

    @Test mutating func `who stands in leads for as long as the holder is away`() throws {
        try leave("2018-06-06", "2018-06-20", cover: "bhm-csc/omar")
        let own = Lead(.allocatedSocialWorker, nadia, by: .leadProfessional)
        let cover = Lead(.allocatedSocialWorker, staff("bhm-csc/omar"), by: .cover)
        #expect(try lead(on: "2018-06-05") == own)
        #expect(try lead(on: "2018-06-06") == cover)
        #expect(try lead(on: "2018-06-20") == cover)
        #expect(try lead(on: "2018-06-21") == own)
        #expect(try lead(on: "2018-06-06")?.isUnallocated == false)
        let unqualified = StaffMember(
            id: staff("bhm-csc/omar"),
            agency: agency("bhm-csc"),
            roles: [],
            kind: .person,
            isQualified: false
        )
        _ = town.register.staffRecorded(unqualified)
        #expect(try lead(on: "2018-06-06")?.role == .socialCareWorker)
    }

    // 6 to 12 June 2018 are five working days, Wednesday to Tuesday.
    @Test(arguments: [("2018-06-12", false), ("2018-06-13", true)])
    mutating func `a leave of more than five working days without cover leaves the case to duty`(
        to last: String,
        isUnallocated: Bool
    ) throws {
        try leave("2018-06-06", last)
        #expect(try lead(on: "2018-06-06")?.isUnallocated == isUnallocated)
        #expect(try lead(on: "2018-06-06")?.role == (isUnallocated ? .dutyTeam : .allocatedSocialWorker))
    }

    @Test mutating func `a cover that left or is away themselves covers nobody`() throws {
        try leave("2018-06-06", "2018-06-20", cover: "bhm-csc/omar")
        town.member("bhm-csc/omar", "ASW", left: "2018-06-10")
        #expect(try lead(on: "2018-06-09")?.staff == staff("bhm-csc/omar"))
        #expect(try lead(on: "2018-06-10")?.role == .dutyTeam)
    }

    @Test mutating func `the cases of whoever is away are alarms until they are back, and stay theirs`()
        throws
    {
        let away = town.casebook.holderAway(nadia, at: now)
        #expect(away.facts == [.unallocated(id, since: now)])
        #expect(away.actions == [.alarmUnallocated(id)])
        #expect(town.casebook.holderAway(nadia, at: now) == .nothing)
        #expect(town.casebook.file(id)?.holder?.staff == nadia)
        #expect(town.casebook.holderBack(nadia, at: now).facts == [.heldAgain(id, at: now)])
        #expect(town.casebook.holderBack(nadia, at: now) == .nothing)
        #expect(town.casebook.unallocated.isEmpty)
    }

    @Test func `a leave that ends before it begins is none`() throws {
        #expect(Leave(from: try #require(date("2018-06-06")), to: try #require(date("2018-06-05"))) == nil)
    }
}

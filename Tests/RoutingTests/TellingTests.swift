import Routing
import TestSupport
import Testing
import Topics
import Vocabulary

/// Who is told for working on a case, as a keyworker, or in any case.
@Suite struct TellingTests {
    private var town: Town

    init() throws {
        town = try Town()
        for (who, role) in [("bhm-hv/linda", "HV"), ("bhm-add/femi", "KWM"), ("bhm-add/owen", "KWF")] {
            try town.allocate(who, role)
        }
    }

    private var child: [PersonIdentifier] { [known("nhs", "9990516286")] }

    private func told(_ telling: Telling, about parent: Parent? = nil) -> [String] {
        var matter = town.matter([child])
        matter.tells = telling
        matter.concernsPerson = parent
        return (town.route(matter).routings.first?.recipients ?? []).dropFirst()
            .map { "\($0.role) \($0.detail.rawValue)" }
    }

    @Test(arguments: [
        (Parent.mother as Parent?, ["KWF summary", "KWM full"]), (.father, ["KWF full", "KWM summary"]),
        (nil, ["KWF summary", "KWM summary"]),
    ])
    func `each keyworker sees more of their own parent`(parent: Parent?, expected: [String]) {
        let telling = Telling(
            named: [sight("LP", .full)],
            keyworker: KeyworkerSight(own: .full, other: .summary)
        )
        #expect(told(telling, about: parent) == expected)
    }

    @Test mutating func `everybody on the case is told, but who is excepted and more who is named`() throws {
        try town.allocate("bhm-phm/amit", "PHARM")
        let exceptions = [Role("PHARM")].compactMap(\.self)
        let telling = Telling(
            named: [sight("LP", .full), sight("HV", .full)],
            active: ActiveSight(.alert, except: exceptions)
        )
        #expect(told(telling) == ["HV full", "KWF alert", "KWM alert"])
    }

    @Test func `some are told whether or not they are on the case`() {
        let telling = Telling(
            named: [sight("LP", .full), sight("HOS", .full), sight("SGP", .summary)],
            always: ["HOS", "SGP"].compactMap { Role($0) }
        )
        #expect(told(telling) == ["HOS full"])
        var matter = town.matter([child])
        matter.tells = telling
        #expect(untold(town.route(matter).routings[0]).contains("SGP - nobody-in-role"))
        matter.people = [[known("nhs", "9990000077")]]
        let atDoor = town.route(matter)
        #expect(atDoor.isFrontDoor)
        #expect(atDoor.routings[0].recipients.map(\.role) == [.frontDoor, .headOfService])
    }

    @Test func `a window that is open on one case makes only that one urgent`() {
        var matter = town.matter([child], .s2, at: "2018-06-09T12:00:00+01:00")
        #expect(town.route(matter).routings.map(\.isHeightened) == [false])
        matter.heightenedCases = [caseID("C-1042"), caseID("C-2")]
        let routing = town.route(matter).routings[0]
        #expect(routing.isHeightened)
        #expect(routing.recipients.last?.role == .emergencyDutyTeam)
    }

    @Test mutating func `a team whose member wrote it is not told what it knows`() throws {
        try town.end("bhm-csc/nadia")
        let routing = town.route(town.matter([child], author: "bhm-csc/dee")).routings[0]
        #expect(untold(routing).first == "DUTY bhm-csc/duty publisher")
        #expect(routing.accountable == .authorLeads(staff("bhm-csc/duty")))
    }
}

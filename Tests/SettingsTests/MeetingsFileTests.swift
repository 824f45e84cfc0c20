import Meetings
import Testing
import Vocabulary

@testable import Settings

struct MeetingsFileTests {
    private func read(_ text: String) throws -> (rules: MeetingRules?, faults: [String]) {
        let folder = try TemporaryFolder(["meetings.yaml": text])
        var inspection = Inspection()
        let rules = MeetingsFile.read(folder.path + "/meetings.yaml", &inspection)
        return (rules, inspection.faults.flatMap { folder.relative($0.description) })
    }

    @Test func `a type is read with its needs`() throws {
        let (rules, faults) = try read(
            """
            groups: {care: [ASW, TM], health: [HV]}
            one-agency: [care]
            never-asked: [ED]
            receiving-twins-asked: true
            police: PPU
            needs: {health: {fault: no-health, any-of: health, or-report: true, if-active: true}}
            types:
              CIN: {title: child in need meeting, agencies: 3, needs: [health], also-asked: [GP], reports: 2, minutes: 5,
                before-discharge: true}
            other: {title: meeting}
            """
        )
        #expect(faults == [])
        let roles = ["ASW", "TM", "HV", "ED", "PPU", "GP"].compactMap { Role($0) }
        let need = MeetingNeed(
            fault: "no-health",
            anyOf: [roles[2]],
            isMetByReport: true,
            isOnlyIfActive: true
        )
        let type = MeetingType(
            code: "CIN",
            title: "child in need meeting",
            agencies: 3,
            needs: [need],
            alsoAsked: [roles[5]],
            reportDays: 2,
            minuteDays: 5,
            isBeforeDischarge: true
        )
        #expect(
            rules
                == MeetingRules(
                    types: [type],
                    other: MeetingType(code: "", title: "meeting"),
                    agencies: [[roles[0], roles[1]]],
                    neverAsked: [roles[3]],
                    areTwinsAsked: true,
                    police: roles[4]
                )
        )
    }

    @Test func `every mistake is named with its place`() throws {
        let (rules, faults) = try read(
            """
            groups: {care: [LORD], care2: [ASW]}
            one-agency: [caring]
            never-asked: [ED, ED]
            receiving-twins-asked: maybe
            police: POLICE
            needs: {health: {fault: no-health, any-of: healthy}, care: {any-of: care2}}
            types:
              CIN: {title: child in need meeting, agencies: 0, needs: [health], reports: 0, chair: TM}
            other: {}
            """
        )
        #expect(rules == nil)
        let members = faults.map { $0.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
        #expect(
            members == [
                "groups.care[0]:", "needs.health.any-of:", "needs.care.fault:", "one-agency[0]:",
                "types.CIN.chair:", "types.CIN.agencies:", "types.CIN.needs[0]:", "types.CIN.reports:",
                "other.title:", "never-asked[1]:", "receiving-twins-asked:", "police:",
            ]
        )
    }
}

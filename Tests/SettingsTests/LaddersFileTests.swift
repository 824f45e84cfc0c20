import Escalation
import Testing
import Vocabulary

@testable import Settings

struct LaddersFileTests {
    private static let rest = """
        S2: {limit: 4 working hours, heightened: 4 hours, steps: [TM], action: 5 working days}
        S3: {limit: 1 working day, steps: [TM]}
        S4: {limit: 5 working days, rungs: [DUTY, {role: TM, limit: 30 minutes}]}

        """
    private static let first = "S1: {limit: 1 hour, steps: [DUTY, {targets: [TM, DES], delay: 30 minutes}]"

    private func read(_ text: String) throws -> (ladders: Ladders?, faults: [String]) {
        let folder = try TemporaryFolder(["ladders.yaml": text])
        var inspection = Inspection()
        let ladders = LaddersFile.read(folder.path + "/ladders.yaml", &inspection)
        return (ladders, inspection.faults.flatMap { folder.relative($0.description) })
    }

    @Test func `a policy of steps is read whole`() throws {
        let (read, faults) = try read(
            Self.first + ", action: 1 working day, multi-ack: 2, out-of-hours: EDT}\n" + Self.rest
                + """
                overrides:
                  - {staff: bhm-csc/tess, from: 2018-06-01, to: 2018-06-08, instead: bhm-csc/hugo}
                """
        )
        #expect(faults == [])
        let ladders = try #require(read)
        let designated = try #require(Role("DES"))
        #expect(
            ladders.s1
                == Ladder(
                    limit: .clockMinutes(60),
                    rungs: [
                        Ladder.Rung(.dutyTeam),
                        Ladder.Rung([designated, .teamManager].reversed(), limit: .clockMinutes(30)),
                    ],
                    outOfHours: .emergencyDutyTeam,
                    action: .workingDays(1),
                    answersNeeded: 2
                )
        )
        #expect(ladders.s2.action == .workingDays(5))
        let tess = try #require(StaffID("bhm-csc/tess"))
        let day = try #require(CivilDate(iso8601: "2018-06-08"))
        #expect(ladders.instead(of: tess, on: day).text == "bhm-csc/hugo")
        #expect(ladders.instead(of: tess, on: day.advanced(byDays: 1)) == tess)
    }

    @Test(arguments: [
        ("{usual: 8 hours, longest: 72 hours}", 8 * 60, 72 * 60, nil as String?),
        ("{usual: 30 minutes, longest: 1 hour}", 30, 60, nil),
        ("{usual: 8 hours}", 0, 0, "ladders.yaml:5:14: break-glass.longest: was absent; must be there"),
        (
            "{usual: 9 hours, longest: 8 hours}", 0, 0,
            "must be hours or minutes by the clock, and usual no longer than longest"
        ),
        (
            "{usual: 1 working day, longest: 72 hours}", 0, 0,
            "must be hours or minutes by the clock, and usual no longer than longest"
        ),
    ])
    func `how long broken glass stays open is policy, with a limit that nothing exceeds`(
        text: String,
        usual: Int,
        longest: Int,
        fault: String?
    ) throws {
        let (read, faults) = try read(
            Self.first + "}\n" + Self.rest + "break-glass: \(text)\n"
        )
        guard let fault else {
            #expect(faults == [])
            #expect(
                read?.breakGlass
                    == Ladders.BreakGlass(usual: .clockMinutes(usual), longest: .clockMinutes(longest))
            )
            return
        }
        #expect(faults.count == 1 && faults.allSatisfy { $0.hasSuffix(fault) }, "\(faults)")
    }

    @Test func `a file from before steps and actions reads as it did`() throws {
        let (read, faults) = try read(
            """
            S1: {limit: 1 hour, rungs: [DUTY, TM, HOS], out-of-hours: EDT}
            S2: {limit: 4 working hours, heightened: 4 hours, rungs: [DUTY, TM, HOS], out-of-hours: EDT}
            S3: {limit: 1 working day, rungs: [DUTY, TM, HOS]}
            S4: {limit: 5 working days, rungs: [DUTY, TM, HOS]}
            """
        )
        #expect(faults == [])
        let ladders = try #require(read)
        let standard = Ladders.standard
        #expect(ladders.s1 == standard.s1 && ladders.s3 == standard.s3 && ladders.s4 == standard.s4)
        #expect(ladders.s2.action == standard.s2.action && ladders.s2.answersNeeded == 1)
    }

    @Test(arguments: [
        (
            first + ", multi-ack: 0}",
            "1:88: S1.multi-ack: was 0; must be an integer from 1 to 10"
        ),
        (
            first + ", action: soon}",
            "1:85: S1.action: was `soon`; must be a time such as 30 minutes, 1 hour, 4 working hours or 5 working days, at most 10000"
        ),
        (
            "S1: {limit: 1 hour}",
            "1:5: S1.steps: was absent; must be there"
        ),
        (
            first + ", rungs: [HOS]}",
            "1:84: S1.rungs: was a list of 1; must be left out beside steps"
        ),
        (
            "S1: {limit: 1 hour, steps: []}",
            "1:28: S1.steps: was a list of 0; must be a list of at least 1"
        ),
        (
            "S1: {limit: 1 hour, steps: [{targets: []}]}",
            "1:29: S1.steps[0]: was a mapping of 1; must be a step with a target"
        ),
        (
            "S1: {limit: 1 hour, steps: [{targets: [TM], wait: 1 hour}]}",
            "1:45: S1.steps[0].wait: was an unknown member; must be one of targets, delay"
        ),
        (
            "S1: {limit: 1 hour, steps: [TM, {targets: [DES, TM]}]}",
            "1:33: S1.steps[1]: was a mapping of 1; must be a role that stands on one rung"
        ),
        (
            "S1: {limit: 1 hour, steps: [{targets: [KING]}]}",
            "1:40: S1.steps[0].targets[0]: was `KING`; must be a role (domain.md 5.2), named once"
        ),
    ])
    func `a fault of a ladder says where and why`(line: String, fault: String) throws {
        let (_, faults) = try read(line + "\n" + Self.rest)
        #expect(faults == ["ladders.yaml:" + fault])
    }

    @Test(arguments: [
        (
            "{staff: tess, from: 2018-06-01, to: 2018-06-08, instead: b/hugo}",
            "5:21: overrides[0].staff: was `tess`; must be a member of staff as <agency>/<name>"
        ),
        (
            "{staff: b/tess, from: 2018-06-09, to: 2018-06-08, instead: b/hugo}",
            "5:13: overrides[0]: was a mapping of 4; must be somebody else instead, from a day to the same or a later one"
        ),
        (
            "{staff: b/tess, from: 2018-06-01, to: 2018-06-08, instead: b/tess}",
            "5:13: overrides[0]: was a mapping of 4; must be somebody else instead, from a day to the same or a later one"
        ),
        (
            "{staff: b/tess, from: 2018-06-01, to: 2018-06-08}",
            "5:13: overrides[0].instead: was absent; must be there"
        ),
        (
            "{staff: b/tess, from: June, to: 2018-06-08, instead: b/hugo}",
            "5:35: overrides[0].from: was `June`; must be a date as YYYY-MM-DD"
        ),
    ])
    func `a fault of an override says where and why`(override: String, fault: String) throws {
        let (_, faults) = try read(Self.first + "}\n" + Self.rest + "overrides: [\(override)]\n")
        #expect(faults == ["ladders.yaml:" + fault])
    }
}

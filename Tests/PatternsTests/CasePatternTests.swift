import Patterns
import Testing
import Vocabulary

/// P09, P12 to P14, P23 and P24: what befalls a household, and how the work on its case goes.
struct CasePatternTests {
    @Test(arguments: [(183, ["P09:H:S2"]), (184, [])])
    func `two incidents in 183 days`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        #expect(try scene.say(0, .incident(.police)) == [])
        #expect(try scene.say(day, .incident(.selfReport)) == raised)
    }

    @Test(arguments: [(365, ["P09:H:S2"]), (366, [])])
    func `three incidents in 365 days`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        #expect(try scene.say(0, .incident(.police)) == [])
        #expect(try scene.say(1, .incident(.observed)) == ["P09:H:S2"])
        #expect(try scene.say(day, .incident(.police)) == raised)
        if !raised.isEmpty { #expect(scene.alert?.count == 3) }
    }

    @Test func `an injury is raised in place of the sum, counts in it, and has its own silence`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .incident(.police)) == [])
        #expect(try scene.say(1, .incident(.injury)) == ["P09i:H:S1"])
        #expect(try scene.say(2, .incident(.police)) == ["P09:H:S2"])
        #expect(try scene.say(3, .incident(.injury)) == [])
        #expect(try scene.say(29, .incident(.injury)) == ["P09i:H:S1"])
    }

    @Test func `the police belong at the table for 365 days after the last sum, silenced or not`() throws {
        var scene = try Scene()
        func invites(_ day: Int) -> Bool { scene.book.invitesPolice(of: Scene.caseID, on: Scene.date(day)) }
        _ = try scene.say(0, .incident(.police))
        #expect(!invites(0))
        _ = try scene.say(1, .incident(.police))
        #expect(try scene.say(20, .incident(.police)) == [])
        #expect(invites(385) && !invites(386))
        let silenced = scene.facts.contains { if case .silenced = $0 { true } else { false } }
        #expect(silenced)
        _ = try scene.say(500, .incident(.injury))
        #expect(invites(865) && !invites(866))
    }

    @Test func `drift from the second review without change; the third is raised in any case`() throws {
        var scene = try Scene()
        let still = Signal.meeting(type: "CIN", change: false)
        #expect(try scene.say(0, .meeting(type: "CIN", change: true)) == [])
        #expect(try scene.say(1, still) == [])
        #expect(try scene.say(2, .meeting(type: "DPM", change: nil)) == [])
        #expect(try scene.say(3, still) == ["P12:C:S3"])
        #expect(scene.book.rules.recipients(of: try #require(scene.alert)).count == 1)
        #expect(try scene.say(4, still) == ["P12:C:S3"])
        #expect(scene.book.rules.recipients(of: try #require(scene.alert)).count == 3)
        #expect(try scene.say(5, still) == [])
        #expect(try scene.say(32, still) == ["P12:C:S3"])
        #expect(scene.alert?.count == 5)
        #expect(try scene.say(100, .meeting(type: "CIN", change: true)) == [])
        #expect(try scene.say(130, still) == [])
    }

    @Test func `what another machine found of a meeting is raised with its reasons`() throws {
        var scene = try Scene()
        let roles = ["GP", "HV"].compactMap { Role($0) }
        let raised = try scene.say(0, .meetingUnsound(["no-health"]), .notInvited(roles))
        #expect(raised == ["P13:C:S3", "P14:C:S3"])
        let alerts = scene.book.alerts(of: Scene.caseID)
        #expect(alerts.map(\.details) == [["no-health"], ["GP", "HV"]])
        #expect(scene.book.rules.recipients(of: alerts[1]).contains(.named))
        #expect(try scene.say(27, .meetingUnsound(["no-health"]), .notInvited(roles)) == [])
        #expect(try scene.say(28, .meetingUnsound([]), .notInvited([])) == [])
        #expect(try scene.say(28, .notInvited(roles)) == ["P14:C:S3"])
    }

    /// Day 0 is a Monday: day 1 is one working day later, days 7 and 8 are five and six.
    @Test(arguments: [
        (Severity.s3, 7, []), (.s3, 8, ["P23:@M:S3"]), (.s4, 8, ["P23:@M:S3"]), (.s2, 1, []),
        (.s2, 2, ["P23:@M:S3"]), (.s1, 2, ["P23:@M:S3"]), (.s2, 0, []),
    ])
    func `information grows stale by working days`(severity: Severity, day: Int, raised: [String]) throws {
        var scene = try Scene()
        let who = PatternSubject.person(Scene.mother)
        #expect(try scene.say(day, who: who, severity: severity, happened: 0) == raised)
        #expect(try scene.say(day, who: who, severity: severity, evidence: 0) == [])
    }

    @Test func `a hazard is raised when it is reported again before it is cleared`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .hazard(kind: "pond")) == [])
        #expect(try scene.say(1, .hazard(kind: "wiring")) == [])
        #expect(try scene.say(2, .hazardCleared(kind: "pond")) == [])
        #expect(try scene.say(3, .hazard(kind: "pond")) == [])
        #expect(try scene.say(4, .hazard(kind: "pond")) == ["P24:C:S2"])
        #expect(scene.alert?.causes.map(\.number) == [4, 5])
        #expect(scene.breach("P24", 14) == [])
    }

    @Test func `drugs in the home are raised at once`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .hazard(kind: "drug-odour")) == ["P24:C:S2"])
        #expect(try scene.say(28, .hazard(kind: "drug-odour")) == ["P24:C:S2"])
    }
}

import Patterns
import Testing
import Vocabulary

/// P15: what speaks against stepping down or closing.
struct ClosureTests {
    private let mother = Scene.mother
    private let proposal = Signal.closureProposed(polled: [])

    private func concerns(_ scene: Scene, _ day: Int, polled: [String] = []) -> [String] {
        scene.book.closureConcerns(
            of: Scene.caseID,
            polled: polled.compactMap { Role($0) },
            on: Scene.date(day),
            in: scene.context
        ).map(\.reason)
    }

    @Test func `nothing speaks against it`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, proposal) == [])
    }

    @Test(arguments: [(90, ["use<=90d"]), (91, [])])
    func `use in 90 days`(day: Int, found: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(0, .use(mother))
        #expect(concerns(scene, day) == found)
        #expect(try scene.say(day, proposal) == (found.isEmpty ? [] : ["P15:C:S2"]))
    }

    @Test(arguments: [(183, ["P09-open"]), (184, [])])
    func `incidents that added up in 183 days`(day: Int, found: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(0, .incident(.injury))
        #expect(concerns(scene, day) == found)
    }

    @Test func `an open assessment, challenge or hazard`() throws {
        var scene = try Scene()
        scene.context.openClocks = ["T01", "T06"]
        scene.context.hasUnresolvedChallenge = true
        _ = try scene.say(0, .hazard(kind: "pond"))
        #expect(concerns(scene, 400) == ["assessment-open", "challenge-open", "P24-open"])
        scene.context.openClocks = ["T01"]
        scene.context.hasUnresolvedChallenge = false
        _ = try scene.say(401, .hazardCleared(kind: "pond"))
        #expect(concerns(scene, 402) == [])
    }

    @Test func `hazards of every kind are gone once that is said of no kind`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .hazard(kind: "pond"), .hazard(kind: "stairs"))
        _ = try scene.say(1, .hazardCleared(kind: "pond"))
        #expect(concerns(scene, 2) == ["P24-open"])
        _ = try scene.say(3, .hazardCleared(kind: nil))
        #expect(concerns(scene, 4) == [])
    }

    @Test func `an active agency was not asked`() throws {
        var scene = try Scene()
        scene.context.activeRoles = ["KWM", "HV", "ADL", "R-HV", "GP", "CPC"].compactMap { Role($0) }
        scene.context.publisherRoles = ["GP"].compactMap { Role($0) }
        #expect(concerns(scene, 0) == ["not-polled:HV/KWM"])
        #expect(concerns(scene, 0, polled: ["HV", "KWM"]) == [])
    }

    @Test(arguments: [(90, []), (89, ["change<90d"])])
    func `a protection plan needs 90 days of change`(day: Int, found: [String]) throws {
        var scene = try Scene()
        scene.context.legalBasis = "CP"
        #expect(concerns(scene, 0) == ["change<90d"])
        _ = try scene.say(0, .meeting(type: "RCPC", change: true))
        _ = try scene.say(40, .meeting(type: "RCPC", change: true))
        #expect(concerns(scene, day) == found)
        _ = try scene.say(95, .meeting(type: "RCPC", change: false))
        #expect(concerns(scene, 95) == ["change<90d"])
        scene.context.legalBasis = "s17"
        #expect(concerns(scene, 95) == [])
    }

    @Test func `home is no outcome while a core assessment is open`() throws {
        var scene = try Scene()
        scene.context.openClocks = ["T06"]
        #expect(try scene.say(0, .assessmentOutcomeHome) == [])
        #expect(scene.book.homeConcerns(in: scene.context) == [])
        scene.context.openClocks = ["T09"]
        #expect(scene.book.homeConcerns(in: scene.context) == [.assessmentOpen])
        #expect(try scene.say(1, .assessmentOutcomeHome) == ["P15:C:S2"])
        #expect(scene.alert?.holds == true)
    }

    @Test func `what the same entry completes speaks against it`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .incident(.police))
        #expect(try scene.say(1, .incident(.police), proposal) == ["P09:H:S2", "P15:C:S2"])
        #expect(scene.alert?.details == ["P09-open"])
    }

    @Test func `a silence hides no concern`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .use(mother))
        #expect(try scene.say(1, proposal) == ["P15:C:S2"])
        #expect(try scene.say(2, proposal) == [])
        #expect(concerns(scene, 2) == ["use<=90d"])
    }
}

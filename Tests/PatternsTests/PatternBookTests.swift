import Patterns
import Testing
import Vocabulary

/// What holds for every pattern: silences, windows, the score and the order of alerts.
struct PatternBookTests {
    private let flag = Signal.flag(.careUnassessed, person: nil, detail: nil)

    @Test func `a pattern is silent for 28 days, and what is silenced does not lengthen that`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, flag) == ["P28:C:S2"])
        #expect(try scene.say(20, flag) == [])
        #expect(try scene.say(27, flag) == [])
        #expect(try scene.say(28, flag) == ["P28:C:S2"])
        #expect(try scene.say(55, flag) == [])
    }

    @Test func `cases and subjects are silent apart`() throws {
        var scene = try Scene()
        let other = Scene.caseID("C-2")
        #expect(try scene.say(0, flag) == ["P28:C:S2"])
        #expect(try scene.say(0, flag, of: other) == ["P28:C:S2"])
        let risk = Signal.flag(.publicRisk, person: nil, detail: nil)
        #expect(try scene.say(0, risk, who: .person(Scene.mother)) == ["P32:@M:S2"])
        #expect(try scene.say(0, risk, who: .person(Scene.father)) == ["P32:@F:S2"])
        #expect(scene.book.alerts(of: other).count == 1)
        #expect(scene.book.alerts(of: Scene.caseID, since: Scene.date(1)) == [])
    }

    @Test func `alerts come by code, then subject`() throws {
        var scene = try Scene()
        let raised = try scene.say(
            0,
            .testMissed(Scene.mother),
            .testMissed(Scene.father),
            .incident(.injury),
            flag,
            .use(Scene.mother),
            .inCharge
        )
        #expect(raised == ["P02a:@F:S2", "P02a:@M:S2", "P05:H:S1", "P09i:H:S1", "P28:C:S2"])
    }

    @Test func `windows of every year, and those declared`() throws {
        var scene = try Scene()
        scene.declare("birth", 0, 10)
        func open(_ day: CivilDate?) throws -> [String] {
            scene.book.openWindows(for: Scene.caseID, on: try #require(day)).map(\.name)
        }
        #expect(try open(Scene.date(0)) == ["birth"] && open(Scene.date(10)) == ["birth"])
        #expect(try open(Scene.date(-1)) == [] && open(Scene.date(11)) == [])
        #expect(!scene.book.isWindowOpen(for: Scene.caseID("C-2"), on: Scene.date(0)))
        for (text, names) in [
            ("2015-12-19", []), ("2015-12-20", ["festive"]), ("2016-01-04", ["festive"]), ("2016-01-05", []),
        ] { #expect(try open(CivilDate(iso8601: text)) == names) }
        scene.declare("birth", 5, 15)
        #expect(try open(Scene.date(0)) == [] && open(Scene.date(15)) == ["birth"])
        #expect(scene.facts.count == 2)
        scene.declare("birth", 5, 15)
        #expect(scene.facts.count == 2, "said twice is said once")
    }

    @Test(arguments: [
        ("birth", 28, 28), ("discharge", 28, 28), ("release", 14, 14), ("court", 14, 14),
        ("separation", 0, 28), ("anniversary", 0, 0),
    ])
    func `what happens to a family opens a window around it`(name: String, before: Int, after: Int) throws {
        let rules = try Shipped.rules
        #expect(rules.windowSpans.count == 6)
        let window = try #require(rules.window(name, around: Scene.date(0)))
        #expect(window.first == Scene.date(-before) && window.last == Scene.date(after))
        #expect(rules.window("payday", around: Scene.date(0)) == nil)
    }

    @Test func `inside a window a message is more urgent, but never for that above S2`() throws {
        var scene = try Scene()
        scene.declare("birth", 0, 10)
        func uplifted(_ day: Int) -> [Severity] {
            [Severity.s1, .s2, .s3, .s4].map { severity in
                scene.book.severity(severity, for: Scene.caseID, on: Scene.date(day))
            }
        }
        #expect(uplifted(10) == [.s1, .s2, .s2, .s3])
        #expect(uplifted(11) == [.s1, .s2, .s3, .s4])
    }

    @Test func `alerts are remembered for a year`() throws {
        var scene = try Scene()
        _ = try scene.say(0, flag)
        _ = try scene.say(366, flag)
        #expect(scene.book.alerts(of: Scene.caseID).count == 2)
        _ = try scene.say(367, .testMissed(Scene.mother))
        #expect(scene.book.alerts(of: Scene.caseID).map(\.code) == ["P28", "P02a"])
    }

    @Test func `a pattern is as severe inside a window as outside`() throws {
        var scene = try Scene()
        scene.declare("court", 0, 10)
        #expect(try scene.say(0, .flag(.unverifiedClaim, person: nil, detail: nil)) == ["P27:C:S3"])
    }

    @Test func `the score counts each pattern and subject once, at its worst, for 90 days`() throws {
        var scene = try Scene()
        func score(_ day: Int) -> PatternScore { scene.book.score(of: Scene.caseID, on: Scene.date(day)) }
        _ = try scene.say(0, .testMissed(Scene.mother), .testMissed(Scene.mother))
        _ = try scene.say(1, .testMissed(Scene.father))
        _ = try scene.say(2, .flag(.vagueTerms, person: nil, detail: nil))
        #expect(score(2).value == 6 && score(2).parts.map(\.weight) == [3, 3, 0])
        _ = try scene.say(3, .inCharge)
        #expect(score(3).value == 11)
        #expect(score(90).value == 11 && score(91).value == 8 && score(92).value == 5)
        #expect(score(94).value == 0)
    }

    @Test func `a step is reached once, and again after it was left`() throws {
        var scene = try Scene()
        func step(_ day: Int, _ signal: Signal) throws -> Int? {
            let known = scene.facts.count
            _ = try scene.say(day, signal)
            let facts = Array(scene.facts.dropFirst(known))
            return scene.book.step(reachedBy: Decision(facts: facts), of: Scene.caseID)?.from
        }
        #expect(try step(0, .testMissed(Scene.mother)) == nil)
        #expect(try step(1, .testMissed(Scene.father)) == 6)
        #expect(try step(2, flag) == nil)
        #expect(try step(3, .inCharge) == 10)
        #expect(try step(3, .carers([])) == nil)
        #expect(try step(200, .testMissed(Scene.mother)) == nil)
        #expect(try step(201, .testMissed(Scene.father)) == 6)
    }
}

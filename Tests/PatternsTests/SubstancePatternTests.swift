import Patterns
import Testing
import Vocabulary

/// P03, P05, P06 and P08: use, what is said of it, and what is prescribed against it.
struct SubstancePatternTests {
    private let mother = Scene.mother
    private let father = Scene.father

    @Test(arguments: [(28, ["P03:@M:S2"]), (29, [])])
    func `a claim without a start covers 28 days`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(0, .use(mother))
        #expect(try scene.say(day, .claim(mother, since: nil)) == raised)
    }

    @Test(arguments: [(100, ["P03:@M:S2"]), (101, [])])
    func `a claim covers its start`(since: Int, raised: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(100, .test(mother, isPositive: true))
        #expect(try scene.say(600, .claim(mother, since: Scene.date(since))) == raised)
    }

    @Test func `the last use is remembered however long ago, other use for a year`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .use(mother))
        _ = try scene.say(50, .use(mother))
        #expect(scene.book.restated.count == 2)
        #expect(try scene.say(900, .claim(mother, since: Scene.date(50))) == ["P03:@M:S2"])
        #expect(scene.alert?.causes.map(\.number) == [2, 3])
        #expect(scene.book.restated(Scene.caseID).count == 3, "use, claim and alert")
    }

    @Test(arguments: [(9, []), (10, ["P03:@F:S2"]), (20, ["P03:@F:S2"]), (21, [])])
    func `evidence may arrive after the claim`(taken: Int, raised: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(20, .claim(father, since: Scene.date(10)))
        #expect(try scene.say(21, .test(father, isPositive: true), evidence: taken) == raised)
        if !raised.isEmpty { #expect(scene.alert?.causes.map(\.number) == [1, 2]) }
    }

    @Test(arguments: [(1096, ["P03:@F:S2"]), (1097, [])])
    func `evidence may arrive three years late`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(0, .claim(father, since: Scene.date(-10)))
        #expect(try scene.say(day, .test(father, isPositive: true), evidence: -5) == raised)
    }

    @Test func `use after the claim, another's use and a negative test contradict nothing`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .use(father))
        #expect(try scene.say(1, .claim(mother, since: nil), .test(mother, isPositive: false)) == [])
        #expect(try scene.say(2, .use(mother)) == ["P05:H:S2"])
    }

    @Test func `claim and admission in one breath`() throws {
        var scene = try Scene()
        let signals: [Signal] = [.use(mother), .claim(mother, since: Scene.date(0))]
        #expect(try scene.say(60, signals[0], signals[1], evidence: 58) == ["P03:@M:S2"])
        #expect(scene.alert?.causes.map(\.number) == [1])
    }

    @Test(arguments: [(14, ["P05:H:S2"]), (15, [])])
    func `every carer with evidence in 14 days`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        #expect(try scene.say(0, .use(mother)) == [])
        #expect(try scene.say(day, .test(father, isPositive: true)) == raised)
    }

    @Test func `who cares may change, and evidence counts from its own day`() throws {
        var scene = try Scene()
        #expect(try scene.say(20, .test(mother, isPositive: true), evidence: 5) == [])
        #expect(try scene.say(21, .use(mother)) == [])
        #expect(try scene.say(22, .claim(father, since: nil)) == [])
        #expect(try scene.say(23, .carers([mother])) == ["P05:H:S2"])
        #expect(try scene.say(24, .carers([])) == [])
    }

    @Test func `in charge of the child is S1 whoever else is there, at once`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .use(mother), .use(father))
        #expect(try scene.say(1, .use(mother), .inCharge) == ["P05:H:S1"])
        #expect(try scene.say(2, .use(mother), .inCharge) == [])
        #expect(try scene.say(28, .use(mother), .use(father)) == [])
        #expect(try scene.say(29, .use(mother), .use(father)) == ["P05:H:S2"])
    }

    @Test(arguments: [(35, ["P06:@M:S3"]), (36, [])])
    func `opioid and substitute in 35 days, either first`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(0, .treatment(mother), .test(mother, isPositive: false))
        #expect(try scene.say(day, .opioid(mother)) == raised)
        scene = try Scene()
        #expect(try scene.say(0, .opioid(mother)) == [])
        #expect(try scene.say(day, .treatment(mother)) == raised)
    }

    @Test func `a joint plan ends it; misuse is S2 all the same`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .treatment(mother), .jointPlan(mother))
        #expect(try scene.say(1, .opioid(mother)) == [])
        let misuse = Signal.flag(.opioidMisuse, person: mother, detail: nil)
        #expect(try scene.say(2, misuse, who: .person(mother)) == ["P06:@M:S2"])
    }

    @Test func `misuse raises within the silence because severity rises`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .treatment(mother))
        #expect(try scene.say(1, .opioid(mother)) == ["P06:@M:S3"])
        let misuse = Signal.flag(.opioidMisuse, person: mother, detail: nil)
        #expect(try scene.say(2, misuse, who: .person(mother)) == ["P06:@M:S2"])
        #expect(try scene.say(3, .opioid(mother)) == [])
    }

    @Test(arguments: [(28, []), (29, ["P08:@F:S2"])])
    func `take-home needs storage seen to in 28 days`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(0, .storageCheck(isDone: true), .treatment(father))
        _ = try scene.say(day, .test(father, isPositive: false))
        #expect(try scene.say(day, .regime(father, "take-home")) == raised)
    }

    @Test(arguments: [(28, ["P08:@F:S2"]), (29, [])])
    func `take-home after a positive test in 28 days`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        _ = try scene.say(0, .test(father, isPositive: true))
        _ = try scene.say(day, .storageCheck(isDone: true))
        #expect(try scene.say(day, .regime(father, "take-home")) == raised)
    }

    @Test func `a loose prescription counts, a strict one or an older child does not`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .test(father, isPositive: false))
        #expect(try scene.say(1, .prescription(father, regime: "supervised")) == [])
        #expect(try scene.say(2, .prescription(father, regime: "take-home")) == ["P08:@F:S2"])
        #expect(try scene.say(40, .storageCheck(isDone: false), who: .person(father)) == ["P08:@F:S2"])
        scene.context.hasUnbornOrUnderFive = false
        #expect(try scene.say(90, .storageCheck(isDone: false), who: .person(father)) == [])
        #expect(try scene.say(90, .regime(father, "take-home")) == [])
    }
}

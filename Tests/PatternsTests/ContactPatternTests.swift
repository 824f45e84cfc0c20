import Patterns
import Testing
import Vocabulary

/// P01, P02, P04 and P07: contacts, tests and doses that did not take place; what people say of one person.
struct ContactPatternTests {
    private let mother = Scene.mother
    private let father = Scene.father

    @Test(arguments: [(28, ["P01:@M:S3"]), (29, [])])
    func `two missed contacts in 28 days`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        #expect(try scene.say(0, .missed(mother, .cancelled)) == [])
        #expect(try scene.say(day, .missed(mother, .noAccess)) == raised)
    }

    @Test(arguments: [(90, ["P01:@M:S3"]), (91, [])])
    func `three missed contacts in 90 days`(day: Int, raised: [String]) throws {
        var scene = try Scene()
        #expect(try scene.say(0, .missed(mother, .missed)) == [])
        #expect(try scene.say(45, .missed(mother, .declined)) == [])
        #expect(try scene.say(day, .missed(mother, .rearranged)) == raised)
        if !raised.isEmpty { #expect(scene.alert?.count == 3) }
        if !raised.isEmpty { #expect(scene.alert?.causes.map(\.number) == [1, 2, 3]) }
    }

    @Test func `one missed contact inside a window, on its last day but not after`() throws {
        var scene = try Scene()
        scene.declare("court", 10, 20)
        #expect(try scene.say(20, .missed(mother, .missed)) == ["P01:@M:S3"])
        #expect(try scene.say(21, .missed(father, .missed)) == [])
    }

    @Test func `what a household misses counts for each who cares for the child at that time`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .missed(nil, .noAccess), who: .household) == [])
        #expect(try scene.say(1, .carers([mother])) == [])
        #expect(try scene.say(2, .missed(nil, .noAccess), who: .household) == ["P01:@M:S3"])
        #expect(try scene.say(3, .missed(father, .missed)) == ["P01:@F:S3"])
    }

    @Test func `people are counted apart, and all services together`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .missed(mother, .missed), by: "gp/desk") == [])
        #expect(try scene.say(1, .missed(father, .missed)) == [])
        #expect(try scene.say(2, .missed(mother, .missed), by: "add/notes") == ["P01:@M:S3"])
    }

    @Test func `a missed test is never silenced`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .testMissed(mother)) == ["P02a:@M:S2"])
        #expect(try scene.say(0, .testMissed(mother)) == ["P02a:@M:S2"])
        #expect(scene.breach("P02r", 1, subject: .person(mother)) == ["P02a:@M:S2"])
    }

    @Test(arguments: [(28, []), (29, ["P02b:@M:S3"])])
    func `no result in 28 days`(day: Int, raised: [String]) throws {
        for ask in [Signal.prescription(mother, regime: nil), .meeting(type: "CORE", change: nil)] {
            var scene = try Scene()
            _ = try scene.say(0, .treatment(mother), .test(mother, isPositive: false))
            #expect(try scene.say(day, ask, topic: "meeting.held") == raised)
        }
        var scene = try Scene()
        _ = try scene.say(0, .treatment(mother), .test(mother, isPositive: false))
        #expect(try scene.say(day, .claim(mother, since: nil)) == raised)
    }

    @Test func `use is no result, and who is not in treatment needs none`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .claim(mother, since: nil), .meeting(type: "CIN", change: nil)) == [])
        #expect(try scene.say(1, .prescription(mother, regime: nil), .use(mother)) == ["P02b:@M:S3"])
        #expect(try scene.say(40, .meeting(type: "CIN", change: nil), .test(mother, isPositive: false)) == [])
    }

    @Test(arguments: [
        ("health", 1, ["P04:@M health:S3"]), ("health", 2, []), ("analgesia", 35, ["P04:@M analgesia:S3"]),
        ("analgesia", 36, []), ("residence", 14, ["P04:@M residence:S3"]), ("residence", 15, []),
        ("progress", 14, ["P04:@M progress:S3"]), ("progress", 15, []),
        ("other", 14, ["P04:@M other:S3"]), ("other", 15, []),
    ])
    func `two authors, two values, inside the key's days`(key: String, day: Int, raised: [String]) throws {
        var scene = try Scene()
        #expect(try scene.say(0, .statement(mother, key: key, value: "a"), by: "add/kwm") == [])
        #expect(try scene.say(day, .statement(mother, key: key, value: "b"), by: "add/kwf") == raised)
    }

    @Test func `one author may change their mind, and two may agree`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .statement(mother, key: "health", value: "ill"), by: "add/kwm") == [])
        #expect(try scene.say(0, .statement(mother, key: "health", value: "well"), by: "add/kwm") == [])
        #expect(try scene.say(0, .statement(father, key: "health", value: "well"), by: "hv/x") == [])
        #expect(try scene.say(30, .statement(mother, key: "health", value: "ill"), by: "add/kwm") == [])
        #expect(try scene.say(30, .statement(mother, key: "health", value: "ill"), by: "hv/x") == [])
    }

    @Test func `three doses in a row, told at once or day by day`() throws {
        var scene = try Scene()
        #expect(try scene.say(0, .missedDoses(mother, days: 2)) == [])
        #expect(try scene.say(10, .missedDoses(mother, days: 3)) == ["P07:@M:S2"])
        #expect(try scene.say(50, .missedDoses(mother, days: 1)) == [])
        #expect(try scene.say(51, .missedDoses(mother, days: 1)) == [])
        #expect(try scene.say(52, .missedDoses(mother, days: 1)) == ["P07:@M:S2"])
        #expect(scene.alert?.count == 3)
        #expect(try scene.say(100, .missedDoses(mother, days: 1)) == [])
        #expect(try scene.say(102, .missedDoses(mother, days: 2)) == ["P07:@M:S2"])
        #expect(try scene.say(200, .missedDoses(mother, days: 1)) == [])
        #expect(try scene.say(202, .missedDoses(mother, days: 1), .missedDoses(father, days: 1)) == [])
    }

    @Test func `one dose while the dose is being found`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .prescription(mother, regime: "titration"), .test(mother, isPositive: false))
        #expect(try scene.say(1, .missedDoses(mother, days: 1)) == ["P07:@M:S2"])
        _ = try scene.say(2, .regime(mother, "supervised"))
        #expect(try scene.say(60, .missedDoses(mother, days: 1)) == [])
    }
}

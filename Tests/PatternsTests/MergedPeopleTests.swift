import Patterns
import Testing
import Vocabulary

/// What was said under two handles that somebody decided are one person's.
struct MergedPeopleTests {
    private let kept = Scene.mother
    private let absorbed = Scene.person("M2")

    @Test func `after a merge both records' contacts count together, and apart when it is taken back`() throws
    {
        var scene = try Scene()
        #expect(try scene.say(0, .missed(absorbed, .missed)) == [])
        scene.context.aliases = [absorbed: kept]
        #expect(try scene.say(5, .missed(kept, .missed)) == ["P01:@M:S3"])
        scene.context.aliases = [:]
        #expect(try scene.say(6, .missed(absorbed, .missed)) == ["P01:@M2:S3"])
    }

    @Test func `evidence, claims and carers follow, whichever record they were said of`() throws {
        var scene = try Scene()
        scene.context.carersDefault = [kept, absorbed]
        #expect(try scene.say(0, .test(absorbed, isPositive: true)) == [])
        scene.context.aliases = [absorbed: kept]
        #expect(try scene.say(3, .claim(kept, since: nil)).contains("P03:@M:S2"))
        #expect(try scene.say(4, .carers([kept])) == ["P05:H:S2"])
    }

    @Test func `the silence of an alert about the absorbed record holds for the kept one`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .missed(absorbed, .missed))
        #expect(try scene.say(1, .missed(absorbed, .missed)) == ["P01:@M2:S3"])
        scene.context.aliases = [absorbed: kept]
        #expect(try scene.say(2, .missed(kept, .missed)) == [])
        #expect(try scene.say(29, .missed(kept, .missed)) == ["P01:@M:S3"])
    }

    @Test func `a plan's review without a meeting asks for nobody's result`() throws {
        var scene = try Scene()
        _ = try scene.say(0, .treatment(kept))
        let review = Signal.meeting(type: "review", change: nil)
        #expect(try scene.say(40, review, topic: "plan.reviewed") == [])
        #expect(
            try scene.say(41, .meeting(type: "CIN", change: nil), topic: "meeting.held") == ["P02b:@M:S3"]
        )
    }
}

import Testing
import Vocabulary

@testable import Topics

@Suite struct TopicTests {
    @Test(arguments: [
        "police.domestic-incident", "a.b", "register.person", "s47.started",
        "case.E08000031.C-1042.police.arrest", "case.E08000031.front-door.police.arrest",
    ])
    func `a topic of the catalogue or of a case is read as written`(text: String) {
        #expect(Topic(text)?.text == text)
    }

    @Test(arguments: [
        "", "police", "police.", ".arrest", "police..arrest", "police.arrest.v1", "Police.arrest",
        "police.Arrest",
        "police.*", "police.>", "police.arrést", "police.arre st", "case.arrest", "case.E08000031.C-1.police",
        "kase.E08000031.C-1.police.arrest", "case.E08000031.C-1.police.Arrest",
        "case.E08000031.*.police.arrest",
        "case.E08000031.C>1.police.arrest", "case..C-1.police.arrest", "police.arrest\u{7f}",
    ])
    func `nothing else is a topic`(text: String) {
        #expect(Topic(text) == nil)
    }

    @Test func `a topic on a case names the case and what was published`() throws {
        let published = try TopicsTests.topic("police.arrest")
        let authority = try TopicsTests.authority("E08000031")
        let caseID = try TopicsTests.caseID("C-1042")
        let topic = try #require(published.onCase(authority: authority, case: caseID))
        #expect(topic.text == "case.E08000031.C-1042.police.arrest")
        #expect(topic.casePlace == CasePlace(authority: authority, caseID: caseID))
        #expect(topic.published == published)
        #expect(topic.area == "police" && topic.event == "arrest")
        #expect(topic.eventType == "police.arrest.v1")
        #expect(Topic(topic.text) == topic)
    }

    @Test func `a case that is no token gets no topic`() throws {
        let published = try TopicsTests.topic("police.arrest")
        let authority = try TopicsTests.authority("E08000031")
        #expect(published.onCase(authority: authority, case: try caseID("C.1")) == nil)
        #expect(published.onCase(authority: authority, case: try caseID(">")) == nil)
    }

    @Test func `a concern about nobody known goes to the front door`() throws {
        let published = try TopicsTests.topic("police.arrest")
        let topic = try #require(published.atFrontDoor(of: try authority("E08000031")))
        #expect(topic.text == "case.E08000031.front-door.police.arrest")
        #expect(topic.casePlace?.isFrontDoor == true)
    }

    @Test(arguments: [
        ("police.*", "police.arrest", true), ("police.>", "police.arrest", true),
        (">", "police.arrest", true),
        ("*.arrest", "police.arrest", true), ("*.*", "police.arrest", true),
        ("police.arrest", "police.arrest", true), ("*", "police.arrest", false),
        ("police.arrest.>", "police.arrest", false), ("police", "police.arrest", false),
        ("health.*", "police.arrest", false),
        ("case.E08000031.C-1.>", "case.E08000031.C-1.police.arrest", true),
        ("case.*.C-1.>", "case.E08000031.C-1.police.arrest", true),
        ("case.E08000031.C-1.*", "case.E08000031.C-1.police.arrest", false),
        ("*.*", "case.E08000031.C-1.police.arrest", false),
        ("case.>", "case.E08000031.C-1.police.arrest", true),
    ])
    func `a star stands for one token and a last angle for the rest`(
        wild: String,
        name: String,
        matches: Bool
    )
        throws
    {
        #expect(try pattern(wild).matches(try topic(name)) == matches)
    }

    @Test(arguments: ["", ".", "a.", "a.>.b", ">.a", "a*.b", "a.b>", "a b", "a.**", "1.2.3.4.5.6.7.8.9"])
    func `a wildcard stands alone and an angle last`(text: String) {
        #expect(TopicPattern(text) == nil)
    }

    @Test(arguments: [
        ("police.>", "police.*", true), ("police.*", "police.>", false), (">", "case.E1.>", true),
        ("police.>", "police.arrest", true), ("police.>", "police", false), ("police.>", ">", false),
        ("*.arrest", "police.arrest", true), ("police.arrest", "*.arrest", false), ("*.*", "police.*", true),
        ("case.*.>", "case.E1.C-1.>", true), ("case.E1.>", "case.*.>", false), ("police.>", "police.>", true),
    ])
    func `a pattern covers what it can never be exceeded by`(wide: String, narrow: String, covers: Bool)
        throws
    {
        #expect(try pattern(wide).covers(try pattern(narrow)) == covers)
    }
}

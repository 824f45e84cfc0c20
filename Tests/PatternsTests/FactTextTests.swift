import JSON
import Patterns
import Testing
import Topics
import Vocabulary

@testable import BrokerCore

/// Facts of patterns as lines of a ledger, both ways.
struct FactTextTests {
    private func text(_ fact: PatternBook.Fact) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        fact.write(to: &writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func read(_ text: String) throws -> PatternBook.Fact? {
        let node = try JSONDocument(parsing: Array(text.utf8)).root
        return try PatternBook.Fact(node["fact"]?.string ?? "", FactReader(node: node))
    }

    private static let signals: [Signal] = {
        let (mother, father) = (Scene.mother, Scene.father)
        let roles = ["GP", "R-HV"].compactMap { Role($0) }
        return [
            .test(mother, isPositive: true), .use(mother), .claim(mother, since: nil),
            .claim(mother, since: Scene.date(-3)), .missed(nil, .noAccess), .missed(father, .declined),
            .missedDoses(father, days: 3), .testMissed(father), .incident(.selfReport), .inCharge,
            .statement(father, key: "health", value: "ill \"again\""), .carers([]),
            .carers([mother, father]),
            .treatment(mother), .prescription(mother, regime: nil),
            .prescription(mother, regime: "take-home"),
            .opioid(mother), .storageCheck(isDone: true), .regime(mother, "supervised"), .jointPlan(mother),
            .meeting(type: "CIN", change: nil), .meeting(type: "CIN", change: false),
            .meetingUnsound(["no-health"]),
            .notInvited(roles), .closureProposed(polled: roles), .assessmentOutcomeHome,
            .hazard(kind: "pond"),
            .hazardCleared(kind: "pond"), .hazardCleared(kind: nil),
            .flag(.publicRisk, person: mother, detail: "driving"),
            .flag(.vagueTerms, person: nil, detail: nil),
        ]
    }()

    @Test func `every signal reads as it was written`() throws {
        let observation = Observation(
            entry: LedgerSequence(7),
            at: Scene.noon(0),
            author: try #require(UserID("hv/visits")),
            topic: try #require(Topic("home.visit-completed")),
            severity: .s2,
            who: .key(Scene.mother, "drug testing"),
            happened: Scene.date(-1),
            evidenceDate: Scene.date(-2),
            signals: Self.signals
        )
        let fact = PatternBook.Fact.observed(Scene.caseID, observation)
        #expect(try read(text(fact)) == fact)
    }

    @Test(arguments: [
        PatternSubject.child, .household, .person(Scene.mother), .person(Scene.person("C")),
        .person(Scene.person("H")), .key(Scene.mother, "drug-testing"), .key(Scene.mother, "two words"),
        .key(Scene.person("@"), ""),
    ])
    func `every subject reads as it was written`(subject: PatternSubject) throws {
        #expect(PatternSubject(subject.text) == subject)
        let alert = PatternAlert(
            code: "P18",
            subject: subject,
            severity: .s2,
            causes: [LedgerSequence(3), LedgerSequence(9)],
            count: 2,
            details: ["drug-testing"],
            version: 4,
            at: Scene.noon(0),
            holds: true
        )
        for fact in [PatternBook.Fact.raised(Scene.caseID, alert), .silenced(Scene.caseID, alert)] {
            #expect(try read(text(fact)) == fact)
        }
    }

    @Test func `a window reads as it was written`() throws {
        let window = RiskWindow(name: "birth", from: Scene.date(0), through: Scene.date(28))
        let fact = PatternBook.Fact.windowDeclared(Scene.caseID, window)
        let written = #"{"fact":"window-declared","case":"C-1","name":"birth","from":"2015-02-02","#
        #expect(text(fact) == written + #""through":"2015-03-02"}"#)
        #expect(try read(text(fact)) == fact)
    }

    @Test func `a whole story reads as it was written`() throws {
        let facts = try StoryReplay("toddler").played.flatMap(\.facts)
        #expect(facts.count > 200)
        for fact in facts { #expect(try read(text(fact)) == fact) }
    }

    @Test(arguments: [
        (
            #"{"fact":"window-declared","case":"C-1","name":"x","from":"2015-02-30","through":"2015-03-01"}"#,
            "from"
        ),
        (#"{"fact":"pattern-raised","case":"C-1","code":"P01","subject":"M"}"#, "subject"),
        (#"{"fact":"pattern-raised","code":"P01","subject":"C"}"#, "case"),
    ])
    func `what does not read says which member`(line: String, member: String) throws {
        let fault = #expect(throws: FactFault.self) { try read(line) }
        #expect(fault?.member == member)
    }

    @Test func `a fact of another machine is not read`() throws {
        #expect(try read(#"{"fact":"raised"}"#) == nil)
    }
}

import Escalation
import TestSupport
import Testing
import Vocabulary

/// The shipped clocks that only life starts and no script: what starts each, until when, and what ends it.
struct ClockStepTests {
    /// A clock from Monday 2 September 2019, 10:00.
    struct Step: CustomTestStringConvertible {
        let code: String
        let start: (topic: String, facets: [String])
        var isKnown = true
        let due: String
        let end: (topic: String, facets: [String])

        var testDescription: String { code }
    }

    static let steps = [
        Step(
            code: "T05c",
            start: ("broker.pattern-raised", ["pattern:P01", "score:6"]),
            isKnown: false,
            due: "2019-09-03",
            end: ("referral.submitted", [])
        ),
        Step(
            code: "T20a",
            start: ("pregnancy.notified", ["gestation:8"]),
            isKnown: false,
            due: "2019-09-30",
            end: ("earlyhelp.assessment-opened", [])
        ),
        Step(
            code: "T20b",
            start: ("pregnancy.notified", ["gestation:8"]),
            isKnown: false,
            due: "2019-10-28",
            end: ("referral.submitted", [])
        ),
        Step(
            code: "T48",
            start: ("person.flag", ["missing:found"]),
            due: "2019-09-05",
            end: ("health.contact", ["return-interview"])
        ),
        Step(
            code: "T65",
            start: ("transfer.move-notified", []),
            due: "2019-09-09",
            end: ("transfer.services-matched", ["handovers:complete"])
        ),
        Step(
            code: "T69",
            start: ("transfer.move-notified", ["legal-basis:s17"]),
            due: "2019-09-30",
            end: ("meeting.held", ["type:CIN"])
        ),
        Step(
            code: "P06p",
            start: ("broker.pattern-raised", ["pattern:P06", "person:@M"]),
            due: "2019-09-16",
            end: ("prescribing.joint-plan", ["person:@M"])
        ),
        Step(
            code: "P06r",
            start: ("broker.pattern-raised", ["pattern:P06", "person:@M"]),
            due: "2019-09-30",
            end: ("prescribing.opioid-issued", ["person:@M"])
        ),
        Step(
            code: "P08a",
            start: ("broker.pattern-raised", ["pattern:P08", "person:@M"]),
            due: "2019-09-04",
            end: ("safety.storage-check", ["result:safe", "person:@M"])
        ),
        Step(
            code: "P20c",
            start: ("home.visit-completed", ["seen", "plan:s17"]),
            due: "2019-09-30",
            end: ("plan.closed", [])
        ),
        Step(
            code: "P27",
            start: ("substance.claim", ["claim", "plan:s17", "person:@M"]),
            due: "2019-09-16",
            end: ("substance.test-result", ["person:@M"])
        ),
    ]

    private let caseID: CaseID

    init() throws { caseID = try #require(CaseID("C-1")) }

    private func word(_ entry: Int64, _ said: (topic: String, facets: [String]), isKnown: Bool) -> ClockWord {
        ClockWord(
            entry: LedgerSequence(entry),
            at: at("2019-09-0\(entry + 1)T10:00:00+01:00"),
            topic: said.topic,
            facets: said.facets,
            isKnownToSocialCare: isKnown
        )
    }

    private func due(_ book: ClockBook, _ code: String) -> [String] {
        book.open(of: caseID).filter { $0.key.code == code }.map { LondonTime.date(of: $0.due).iso8601 }
    }

    @Test(arguments: steps) func `it runs from what starts it until what ends it`(step: Step) throws {
        let (rules, calendar) = try ClockDeadlineTests.shipped()
        var book = ClockBook(rules: rules, calendar: calendar)
        _ = book.said(word(1, step.start, isKnown: step.isKnown), of: caseID)
        #expect(due(book, step.code) == [step.due])
        // Something else about somebody else changes nothing.
        _ = book.said(word(1, (step.end.topic + "-not", ["person:@F"]), isKnown: step.isKnown), of: caseID)
        #expect(due(book, step.code) == [step.due])
        _ = book.said(word(2, step.end, isKnown: step.isKnown), of: caseID)
        #expect(due(book, step.code) == [])
    }

    @Test func `what is taken home and not attested goes on to the designated nurse`() throws {
        let (rules, calendar) = try ClockDeadlineTests.shipped()
        var book = ClockBook(rules: rules, calendar: calendar)
        let start = ("broker.pattern-raised", ["pattern:P08", "person:@M"])
        _ = book.said(word(1, start, isKnown: true), of: caseID)
        _ = book.timePassed(to: at("2019-09-05T10:00:00+01:00"))
        #expect(due(book, "P08b") == ["2019-09-06"])
        let end = ("substance.supervision-changed", ["to:supervised", "person:@M"])
        _ = book.said(word(5, end, isKnown: true), of: caseID)
        #expect(due(book, "P08a") + due(book, "P08b") == [])
    }
}

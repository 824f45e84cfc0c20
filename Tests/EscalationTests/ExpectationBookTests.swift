import Testing
import Vocabulary

@testable import Escalation

/// What was to come, and what did not.
@Suite struct ExpectationBookTests {
    private let caseID = CaseID("C-1")
    private let due = Instant(rfc3339: "2018-06-06T17:00:00+01:00")

    private func expectation(_ entry: Int64, by role: String? = nil) throws -> ExpectationBook.Expectation {
        ExpectationBook.Expectation(
            entry: LedgerSequence(entry),
            id: try #require(MessageID("e-\(entry)")),
            caseID: try #require(caseID),
            what: "home.visit-completed",
            by: role.flatMap { Role($0) },
            due: try #require(due).advanced(byMilliseconds: entry),
            tells: []
        )
    }

    @Test func `what comes in time is met, by that topic, that role and no other entry than its own`() throws
    {
        var book = ExpectationBook()
        let id = try #require(caseID)
        _ = book.registered(try expectation(1, by: "HV"))
        let (visitor, other) = (Role("HV"), Role("GP"))
        #expect(book.heard("home.visit-completed", by: other, of: id, in: LedgerSequence(2)).facts.isEmpty)
        #expect(book.heard("home.no-access", by: visitor, of: id, in: LedgerSequence(3)).facts.isEmpty)
        #expect(book.heard("home.visit-completed", by: visitor, of: id, in: LedgerSequence(1)).facts.isEmpty)
        #expect(
            book.heard("home.visit-completed", by: visitor, of: id, in: LedgerSequence(4)).facts
                == [.met(LedgerSequence(1), of: id, by: LedgerSequence(4))]
        )
        #expect(book.deadline == nil)
    }

    @Test func `what does not come is missed once, in order, and a replay knows the same`() throws {
        var book = ExpectationBook()
        var facts = book.registered(try expectation(2)).facts + book.registered(try expectation(1)).facts
        let late = try #require(due).advanced(byMilliseconds: 1_000)
        let early = book.timePassed(to: try #require(due))
        #expect(early?.missed == nil)
        for entry in [1, 2] as [Int64] {
            let passed = book.timePassed(to: late)
            let missed = try #require(passed)
            #expect(missed.missed.entry == LedgerSequence(entry))
            facts += missed.decision.facts
            var replayed = ExpectationBook()
            for fact in facts { replayed.apply(fact) }
            #expect(replayed == book)
            var restated = ExpectationBook()
            for fact in book.restated { restated.apply(fact) }
            #expect(restated.expected(on: try #require(caseID)) == book.expected(on: try #require(caseID)))
        }
        let again = book.timePassed(to: late)
        #expect(again?.missed == nil)
    }

    @Test func `a closed case expects nothing`() throws {
        var book = ExpectationBook()
        _ = book.registered(try expectation(1))
        #expect(book.closed(try #require(caseID)).facts.count == 1)
        #expect(book.deadline == nil)
    }
}

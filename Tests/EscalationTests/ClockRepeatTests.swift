import Escalation
import TestSupport
import Testing
import Vocabulary

/// Clocks that begin again, that end on a day that was said, and that are about somebody with two records.
struct ClockRepeatTests {
    private static let rules = ClockRules(
        sets: [],
        rules: [
            ClockRule(
                code: "P10b",
                title: "allocate",
                limit: .workingDays(10),
                starts: [ClockTrigger(["allocation.ended"])],
                clears: [ClockTrigger(["allocation.made"])],
                next: "P10w"
            ),
            ClockRule(
                code: "P10w",
                title: "allocate, every week",
                limit: .days(7),
                clears: [ClockTrigger(["allocation.made"])],
                next: "P10w",
                replay: .onlyIfExpected
            ),
            ClockRule(
                code: "P30",
                title: "say what came of it",
                limit: .day("reply-by"),
                starts: [ClockTrigger(["referral.redirected"])],
                clears: [ClockTrigger(["referral.closed"])]
            ),
            ClockRule(
                code: "T33",
                title: "review",
                limit: .days(90),
                starts: [ClockTrigger(["substance.prescription-issued"])],
                isSingle: true,
                subject: "person",
                clears: [ClockTrigger(["substance.review"])]
            ),
        ]
    )

    private let caseID: CaseID

    init() throws { caseID = try #require(CaseID("C-1")) }

    private func word(_ entry: Int64, _ instant: String, _ topic: String, _ facets: String...) -> ClockWord {
        ClockWord(entry: LedgerSequence(entry), at: at(instant), topic: topic, facets: facets)
    }

    private func due(_ book: ClockBook) -> [String] {
        book.open(of: caseID).map { "\($0.key)=\(LondonTime.date(of: $0.due).iso8601)" }
    }

    @Test func `a case that stays without a worker is told again every week until it has one`() {
        var book = ClockBook(rules: Self.rules, calendar: england)
        _ = book.said(word(1, "2018-06-01T10:00:00+01:00", "allocation.ended"), of: caseID)
        _ = book.timePassed(to: at("2018-06-15T17:00:00+01:00"))
        #expect(due(book) == ["P10b#1=2018-06-15", "P10w#1=2018-06-22"])
        var facts = book.timePassed(to: at("2018-07-06T17:00:00+01:00")).facts
        #expect(facts.filter { if case .breached = $0 { true } else { false } }.count == 3)
        #expect(due(book) == ["P10b#1=2018-06-15", "P10w#1=2018-07-13"])
        var replayed = ClockBook(rules: Self.rules, calendar: england)
        for fact in book.restated { replayed.apply(fact) }
        #expect(due(replayed) == due(book))
        facts = book.said(word(2, "2018-07-09T10:00:00+01:00", "allocation.made"), of: caseID).facts
        #expect(facts.count == 2 && due(book).isEmpty && book.deadline == nil)
    }

    @Test func `in a script nothing begins that scripts do not run`() {
        var book = ClockBook(rules: Self.rules.forScripts(listsAreWhole: false), calendar: england)
        _ = book.said(word(1, "2018-06-01T10:00:00+01:00", "allocation.ended"), of: caseID)
        _ = book.timePassed(to: at("2018-08-01T17:00:00+01:00"))
        #expect(due(book) == ["P10b#1=2018-06-15"])
    }

    @Test func `a promised day is the due day, a past one ends today, and none starts nothing`() {
        for (facets, ends) in [
            (["reply-by:2018-06-20"], ["P30#1=2018-06-20"]), (["reply-by:2018-05-20"], ["P30#1=2018-06-01"]),
            (["reply-by:soon"], []), ([], []),
        ] {
            var book = ClockBook(rules: Self.rules, calendar: england)
            let word = ClockWord(
                entry: LedgerSequence(1),
                at: at("2018-06-01T10:00:00+01:00"),
                topic: "referral.redirected",
                facets: facets
            )
            _ = book.said(word, of: caseID)
            #expect(due(book) == ends)
        }
    }

    @Test
    func `what is said of a record that was merged ends the clock of the other record, not a stranger's`() {
        var book = ClockBook(rules: Self.rules, calendar: england)
        let start = "2018-06-01T10:00:00+01:00"
        _ = book.said(word(1, start, "substance.prescription-issued", "person:@M2"), of: caseID)
        _ = book.said(word(2, start, "substance.prescription-issued", "person:@F"), of: caseID)
        // Of one person only one runs, by whatever record it is said.
        let both = ["person:@M", "person:@M2"]
        _ = book.said(word(3, start, "substance.prescription-issued", both[0], both[1]), of: caseID)
        #expect(due(book).count == 2)
        _ = book.said(word(4, start, "substance.review", both[0], both[1]), of: caseID)
        #expect(book.open(of: caseID).map(\.subject) == ["@F"])
    }
}

import Patterns
import TestSupport
import Testing
import Topics
import Vocabulary

/// A case to which concerns are said on numbered days; day 0 is far from every window.
struct Scene {
    static let mother = person("M")
    static let father = person("F")
    static let caseID = caseID("C-1")
    private static let start = CivilDate(year: 2015, month: 2, day: 2) ?? CivilDate(daysSinceEpoch: 0)

    var book: PatternBook
    var context = PatternContext(carersDefault: [Self.mother, Self.father], hasUnbornOrUnderFive: true)
    private(set) var facts: [PatternBook.Fact] = []
    private var entry: Int64 = 0

    init(_ rules: PatternRules) { book = PatternBook(rules: rules, calendar: england) }

    init() throws { self.init(try Shipped.rules) }

    static func person(_ id: String) -> PersonID {
        guard let person = PersonID(id) else { preconditionFailure("no person: \(id)") }
        return person
    }

    static func caseID(_ id: String) -> CaseID {
        guard let caseID = CaseID(id) else { preconditionFailure("no case: \(id)") }
        return caseID
    }

    static func date(_ day: Int) -> CivilDate { start.advanced(byDays: day) }

    static func noon(_ day: Int) -> Instant { LondonTime.instant(on: date(day), minuteOfDay: 12 * 60) }

    /// The entry of the last thing that was said.
    var last: LedgerSequence { LedgerSequence(entry) }

    /// Says something on that day and returns what it raises.
    mutating func say(
        _ day: Int,
        _ signals: Signal...,
        who: PatternSubject = .child,
        topic: String = "home.visit-completed",
        by author: String = "hv/visits",
        severity: Severity = .s3,
        happened: Int? = nil,
        evidence: Int? = nil,
        of caseID: CaseID = Self.caseID
    ) throws -> [String] {
        entry += 1
        let observation = Observation(
            entry: LedgerSequence(entry),
            at: Self.noon(day),
            author: try #require(UserID(author)),
            topic: try #require(Topic(topic)),
            severity: severity,
            who: who,
            happened: happened.map { Self.date($0) },
            evidenceDate: evidence.map { Self.date($0) },
            signals: signals
        )
        return note(book.observed(observation, of: caseID, in: context))
    }

    /// Lets a clock run out and returns what that raises.
    mutating func breach(_ clock: String, _ day: Int, subject: PatternSubject? = nil) -> [String] {
        note(
            book.breached(
                clock,
                startedBy: LedgerSequence(max(1, entry)),
                subject: subject,
                of: Self.caseID,
                at: Self.noon(day)
            )
        )
    }

    mutating func declare(_ name: String, _ from: Int, _ through: Int) {
        let window = RiskWindow(name: name, from: Self.date(from), through: Self.date(through))
        _ = note(book.windowDeclared(window, of: Self.caseID))
    }

    private mutating func note(_ decision: Decision<PatternBook.Fact, Never>) -> [String] {
        facts += decision.facts
        return decision.facts.compactMap(\.alert).map {
            "\($0.code):\($0.subject.text):\($0.severity.rawValue)"
        }
    }

    /// The last alert.
    var alert: PatternAlert? { book.alerts(of: Self.caseID).last }
}

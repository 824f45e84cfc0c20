import Foundation
import Patterns
import Testing
import TestSupport
import Vocabulary

/// A story played to a book, with the little of other machines that patterns ask for.
struct StoryReplay {
    /// What one line raised, and the score around it.
    struct Played {
        let line: StoryLine
        let raised: [String]
        let facts: [PatternBook.Fact]
        /// The score's step that the line reached, and the score then.
        let step: (from: Int, score: Int)?
        /// Whether the police belonged at the table.
        let invitesPolice: Bool
        /// What speaks against what the line proposes.
        let concerns: [String]
    }

    static let caseID = CaseID("C-1")
    private(set) var book: PatternBook
    private(set) var windows: [PatternBook.Fact] = []
    private(set) var played: [Played] = []
    private var context = PatternContext(hasUnbornOrUnderFive: true)
    private var openClocks: Set<String> = []
    private var openChallenges = 0
    private var entries: [String: (entry: LedgerSequence, who: PatternSubject)] = [:]

    init(_ name: String) throws {
        book = PatternBook(rules: try Shipped.rules, calendar: england)
        let lines = try Shipped.story(name).map { data in
            try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        }
        let meta = try #require(lines[0]["meta"] as? [String: Any])
        try begin(meta)
        for (number, line) in lines.dropFirst().enumerated() {
            try play(try StoryLine(line), LedgerSequence(Int64(number) + 1))
        }
    }

    private mutating func begin(_ meta: [String: Any]) throws {
        let caseID = try #require(Self.caseID)
        context.activeRoles = (meta["initial_roles"] as? [String] ?? []).compactMap { Role($0) }
        context.carersDefault = (meta["carers"] as? [String] ?? []).compactMap { PersonID($0) }
        for window in meta["windows"] as? [[String: String]] ?? [] {
            let declared = RiskWindow(
                name: try #require(window["name"]),
                from: try #require(window["from"].flatMap { CivilDate(iso8601: $0) }),
                through: try #require(window["to"].flatMap { CivilDate(iso8601: $0) })
            )
            windows += book.windowDeclared(declared, of: caseID).facts
        }
    }

    private mutating func play(_ line: StoryLine, _ entry: LedgerSequence) throws {
        let caseID = try #require(Self.caseID)
        let day = LondonTime.date(of: line.at)
        entries[line.id] = (entry, line.who)
        join(line)
        let invitesPolice = book.invitesPolice(of: caseID, on: day)
        let decision =
            if line.topic == "clock.tick" {
                try tick(line, caseID)
            } else {
                book.observed(try line.observation(entry.number), of: caseID, in: context)
            }
        let polled = line.texts("polled").compactMap { Role($0) }
        let concerns = book.closureConcerns(of: caseID, polled: polled, on: day, in: context)
        let step = book.step(reachedBy: decision, of: caseID)
        played.append(
            Played(
                line: line,
                raised: decision.facts.compactMap(\.alert).map(Self.text).sorted(),
                facts: decision.facts,
                step: step.map { ($0.from, book.score(of: caseID, on: day).value) },
                invitesPolice: invitesPolice,
                concerns: concerns.map(\.reason)
            )
        )
        leave(line)
    }

    private mutating func tick(_ line: StoryLine, _ caseID: CaseID) throws -> Decision<
        PatternBook.Fact, Never
    > {
        let (clock, starter) = line.clock
        let started = try #require(entries[starter])
        let subject = clock == "P02r" ? started.who : nil
        return book.breached(clock, startedBy: started.entry, subject: subject, of: caseID, at: line.at)
    }

    private mutating func join(_ line: StoryLine) {
        context.activeRoles += line.texts("join").compactMap { Role($0) }
        if let basis = line.attrs["legal_basis"] as? String { context.legalBasis = basis }
        context.publisherRoles = line.from.prefix(1).compactMap { Role($0) }
        context.openClocks = Set(openClocks.map { String($0.prefix { $0 != "#" }) }).sorted()
        context.hasUnresolvedChallenge = openChallenges > 0
    }

    private mutating func leave(_ line: StoryLine) {
        context.activeRoles.removeAll { line.texts("leave").contains($0.code) }
        openClocks.formUnion(line.clocks("start"))
        openClocks.subtract(line.clocks("clear") + line.clocks("clear_late"))
        if line.topic == "challenge.raised" { openChallenges += 1 }
        if line.topic == "challenge.resolved" { openChallenges -= 1 }
    }

    private static func text(_ alert: PatternAlert) -> String {
        let subject =
            switch alert.subject {
            case .child: "C"
            case .household: "H"
            case .person(let person): person.text
            case .key(let person, let matter): "\(person.text).\(matter)"
            }
        return "\(alert.code):\(subject):\(alert.severity.rawValue)"
    }
}

import Escalation
import TestSupport
import Testing
import Vocabulary

/// Random years of random words under the shipped rules: what must hold whatever is said.
struct ClockPropertyTests {
    private struct Run {
        var book: ClockBook
        var facts: [ClockBook.Fact] = []
        var random: SeededGenerator
        var now: Int64 = at("2012-01-01T00:00:00Z").milliseconds
        var entry: Int64 = 0
        let cases = (1...5).compactMap { CaseID("C-\($0)") }

        init(_ book: ClockBook, seed: UInt64) {
            self.book = book
            random = SeededGenerator(seed: seed)
        }

        /// Something is said, or time passes, at times months of it.
        mutating func step() {
            now +=
                Int64.random(in: 0...(Int.random(in: 0..<20, using: &random) == 0 ? 200 : 4), using: &random)
                * 21_600_000
            let instant = Instant(milliseconds: now)
            guard let caseID = cases.randomElement(using: &random) else { return }
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<5:
                facts += book.timePassed(to: instant, atMost: Int.random(in: 0...3, using: &random)).facts
            case 5:
                entry += 1
                facts +=
                    book.closed(caseID, because: .caseClosed, by: LedgerSequence(entry), at: instant).facts
            default: facts += book.said(word(instant), of: caseID).facts
            }
        }

        private mutating func word(_ instant: Instant) -> ClockWord {
            entry += 1
            let rule = book.rules.rules[Int.random(in: 0..<book.rules.rules.count, using: &random)]
            let triggers = rule.starts + rule.clears
            let trigger = triggers.randomElement(using: &random)
            let topic = trigger?.topics.first ?? "any.thing"
            return ClockWord(
                entry: LedgerSequence(entry),
                at: instant,
                topic: topic,
                by: trigger?.by.first,
                facets: trigger?.facets ?? [],
                expects: Bool.random(using: &random) ? [rule.code] : [],
                satisfies: Int.random(in: 0..<6, using: &random) == 0 ? [rule.code] : []
            )
        }
    }

    private func run(seed: UInt64, steps: Int = 400) throws -> Run {
        let (rules, calendar) = try ClockDeadlineTests.shipped()
        var run = Run(ClockBook(rules: rules, calendar: calendar), seed: seed)
        for _ in 0..<steps { run.step() }
        return run
    }

    @Test(arguments: UInt64(1)...12)
    func `facts rebuild the book, and so do the fewest`(seed: UInt64) throws {
        let run = try run(seed: seed)
        var replayed = ClockBook(rules: run.book.rules, calendar: run.book.calendar)
        for fact in run.facts { replayed.apply(fact) }
        #expect(replayed == run.book)
        var restored = ClockBook(rules: run.book.rules, calendar: run.book.calendar)
        for fact in run.book.restated { restored.apply(fact) }
        #expect(restored == run.book)
        #expect(restored.restated == run.book.restated)
        #expect(run.book.count > 0 && run.facts.count > 100)
    }

    @Test(arguments: UInt64(1)...12)
    func `each clock starts, warns, is breached and ends once at most, in that order`(seed: UInt64) throws {
        let run = try run(seed: seed)
        var told: [ClockKey: [Int]] = [:]
        for fact in run.facts {
            let rank: Int? =
                switch fact {
                case .started: 0
                case .warned: 1
                case .breached: 2
                case .cleared, .ended: 3
                case .seconded, .paused, .resumed: nil
                }
            if let rank { told[fact.key, default: []].append(rank) }
        }
        for (key, ranks) in told {
            // One that begins again has ended before.
            let begins = run.book.rules[key.code]?.next == key.code
            let isOrdered = zip(ranks, ranks.dropFirst()).allSatisfy { before, after in
                before < after || (begins && before == 3 && after == 0)
            }
            #expect(ranks.first == 0 && isOrdered, "\(key): \(ranks)")
        }
    }

    @Test(arguments: UInt64(1)...12)
    func `a jump of years tells everything once, in order of time, in steps of any size`(seed: UInt64) throws
    {
        let run = try run(seed: seed)
        let later = Instant(milliseconds: run.now + 400 * 86_400_000)
        var atOnce = run.book
        let facts = atOnce.timePassed(to: later).facts
        var inSteps = run.book
        var stepped: [ClockBook.Fact] = []
        while let deadline = inSteps.deadline, deadline <= later {
            stepped += inSteps.timePassed(to: later, atMost: 1).facts
        }
        var daily = run.book
        var dailyFacts: [ClockBook.Fact] = []
        for day in 0...400 {
            let now = Instant(milliseconds: run.now + Int64(day) * 86_400_000)
            dailyFacts += daily.timePassed(to: now).facts
        }
        #expect(facts == stepped && facts == dailyFacts)
        #expect(atOnce == inSteps && atOnce == daily)
        #expect(atOnce.timePassed(to: later) == .nothing)
        let instants = facts.compactMap(\.told)
        #expect(instants == instants.sorted())
        let running = atOnce.cases.flatMap { atOnce.open(of: $0) }.filter { clock in
            !clock.isBreached && run.book.rules[clock.key.code]?.next != clock.key.code
        }
        #expect(running == [])
    }
}

extension ClockBook.Fact {
    /// When it warned or was breached.
    fileprivate var told: Instant? {
        switch self {
        case .warned(_, let instant), .breached(_, let instant): instant
        case .started, .cleared, .ended, .seconded, .paused, .resumed: nil
        }
    }
}

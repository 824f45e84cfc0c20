import Escalation
import TestSupport
import Testing
import Vocabulary

/// A week of concerns with random answers: everything ends answered or exhausted, and every deadline is the one that a
/// second reading, minute by minute, finds.
@Suite struct AnsweredWeekTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every obligation of a week ends answered or exhausted, never later than it was due`(
        seed: UInt64
    ) throws {
        var week = Week(seed: seed)
        while week.now < week.end { try week.step() }
        try week.leaveOneActing()
        // Nobody says anything any more.
        for _ in 0..<200 { try week.passTime(days: 1) }
        #expect(week.book.deadline == nil)
        #expect(week.book.tally.waiting == 0)
        #expect(week.book.tally.raised == week.raised)
        #expect(week.witness.faults == [])
        #expect(week.witness.seen["returned"] != nil && week.witness.seen["exhausted"] != nil)
        var rebuilt = week.empty
        for fact in week.facts { rebuilt.apply(fact) }
        #expect(rebuilt == week.book)
    }
}

private struct Week {
    let empty: EscalationBook
    var book: EscalationBook
    var witness: DeadlineWitness
    var facts: [EscalationBook.Fact] = []
    var random: SeededGenerator
    /// Over the clocks' change of March, or over Christmas.
    var now: Instant
    let end: Instant
    var raised = 0

    init(seed: UInt64) {
        let ladders = seed.isMultiple(of: 2) ? Ladders.standard : Self.ladders
        empty = EscalationBook(ladders: ladders, calendar: england)
        book = empty
        witness = DeadlineWitness(ladders)
        random = SeededGenerator(seed: seed)
        now = at(seed % 4 < 2 ? "2016-03-24T08:00:00Z" : "2016-12-21T08:00:00Z")
        end = now.advanced(byMilliseconds: 7 * 86_400_000)
    }

    private static let ladders: Ladders = {
        let steps = [
            Ladder.Rung([.dutyTeam, .frontDoor]), Ladder.Rung(.teamManager, limit: .workingMinutes(50)),
            Ladder.Rung(.headOfService),
        ]
        func ladder(_ limit: Limit, _ action: Limit, _ needed: Int) -> Ladder {
            Ladder(limit: limit, rungs: steps, action: action, answersNeeded: needed)
        }
        return Ladders(
            s1: ladder(.clockMinutes(60), .workingDays(1), 2),
            s2: ladder(.workingMinutes(240), .workingDays(2), 1),
            s3: ladder(.workingDays(1), .workingMinutes(700), 2),
            s4: ladder(.workingDays(2), .workingDays(3), 1)
        )
    }()

    mutating func step() throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: raise()
        case 3..<7: try answer()
        default:
            // Whole minutes, because the second reading walks in minutes; now and then an outage, or a clock set back.
            let minutes = Int64.random(in: -30...(Bool.random(using: &random) ? 120 : 900), using: &random)
            now = now.advanced(byMilliseconds: minutes * 60_000)
            let some = Int.random(in: 1...9, using: &random)
            take(book.timePassed(to: now, atMost: some, filling: Self.filled))
        }
    }

    mutating func passTime(days: Int64) throws {
        now = now.advanced(byMilliseconds: days * 86_400_000)
        take(book.timePassed(to: now, filling: Self.filled))
    }

    /// Somebody says that they are acting, and is never heard of again.
    mutating func leaveOneActing() throws {
        let count = raised
        raise()
        let key = ObligationKey(LedgerSequence(Int64(count + 1)), caseID("C-\((count + 1) % 5)"))
        for name in ["s/a", "s/b"] {
            take(try book.acknowledged(key, by: staff(name), answer: .acting, at: now))
        }
    }

    private mutating func raise() {
        raised += 1
        let severity = Severity.allCases.randomElement(using: &random) ?? .s3
        let owner = Owner(.allocatedSocialWorker, staff("s/a"))
        let isHeightened = Bool.random(using: &random)
        let key = ObligationKey(LedgerSequence(Int64(raised)), caseID("C-\(raised % 5)"))
        take(book.raised(key, severity: severity, isHeightened: isHeightened, owner: owner, at: now))
    }

    private mutating func answer() throws {
        // What is due is noticed first, as the broker's turn does.
        take(book.timePassed(to: now, filling: Self.filled))
        guard let key = book.keys.randomElement(using: &random) else { return }
        let name = staff("s/\(Int.random(in: 0...3, using: &random))")
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            take(
                try book.passedOn(
                    key,
                    to: Bool.random(using: &random) ? name : nil,
                    at: now,
                    filling: Self.filled
                )
            )
        case 1: take(book.leadChanged(of: caseID("C-1"), to: Owner(.allocatedSocialWorker, name), at: now))
        default:
            let answer = Answer.allCases.randomElement(using: &random) ?? .seen
            take(try book.acknowledged(key, by: name, answer: answer, at: now))
        }
    }

    private static func filled(_ role: Role, _ key: ObligationKey) -> StaffID? {
        (Int(key.sequence.number) + role.code.utf8.count).isMultiple(of: 5) ? nil : StaffID("s/" + role.code)
    }

    private mutating func take(_ decision: Decision<EscalationBook.Fact, EscalationBook.Action>) {
        facts += decision.facts
        for fact in decision.facts { witness.hear(fact) }
    }
}

/// Hears facts only, and knows for each when it must have come and until when it may wait.
private struct DeadlineWitness {
    let ladders: Ladders
    private let statute = ClockStatute(through: 2019)
    private var dues: [ObligationKey: Int64] = [:]
    private var starts: [ObligationKey: EscalationBook.Raised] = [:]
    private(set) var faults: [String] = []
    private(set) var seen: [String: Int] = [:]

    init(_ ladders: Ladders) { self.ladders = ladders }

    mutating func hear(_ fact: EscalationBook.Fact) {
        let key = fact.key
        switch fact {
        case .raised(_, let raised):
            starts[key] = raised
            expect(fact, raised.until, is: limit(of: 0, key), from: raised.at)
        case .climbed(_, let climb):
            // Either its deadline passed, or somebody passed it on before.
            if climb.at.milliseconds > dues[key] ?? .min { faults.append("climbed late: \(fact)") }
            expect(fact, climb.until, is: limit(of: climb.rung, key), from: climb.at)
        case .returned(_, let climb):
            seen["returned", default: 0] += 1
            if climb.at.milliseconds != dues[key] { faults.append("came back at another time: \(fact)") }
            expect(fact, climb.until, is: limit(of: climb.rung, key), from: climb.at)
        case .acting(_, let acting):
            expect(fact, acting.until, is: starts[key].map { ladders[$0.severity].action }, from: acting.at)
        case .reassigned(_, _, _, let until, _):
            if until.milliseconds != dues[key] { faults.append("changing hands moved it: \(fact)") }
        case .exhausted(_, _, let instant):
            seen["exhausted", default: 0] += 1
            if instant.milliseconds != dues.removeValue(forKey: key) { faults.append("ended late: \(fact)") }
        case .acknowledged, .withdrawn: dues[key] = nil
        case .counted: break
        }
    }

    private mutating func expect(
        _ fact: EscalationBook.Fact,
        _ until: Instant,
        is limit: Limit?,
        from: Instant
    ) {
        let wanted = limit.map { due($0, from.milliseconds) }
        if until.milliseconds != wanted { faults.append("\(fact): must be \(String(describing: wanted))") }
        dues[fact.key] = until.milliseconds
    }

    private func limit(of rung: Int, _ key: ObligationKey) -> Limit? {
        guard let start = starts[key] else { return nil }
        let ladder = ladders[start.severity]
        let whole = start.isHeightened ? ladder.heightenedLimit ?? ladder.limit : ladder.limit
        guard rung > 0 else { return whole }
        if let own = ladder.rungs[rung - 1].limit { return own }
        switch whole {
        case .clockMinutes(let minutes): return .clockMinutes(minutes < 60 ? 30 : minutes / 2)
        case .workingMinutes(let minutes): return .workingMinutes(minutes < 60 ? 30 : minutes / 2)
        case .workingDays(let days): return .workingMinutes(days * 240)
        }
    }

    /// Minute by minute, on the statute's own days.
    private func due(_ limit: Limit, _ start: Int64) -> Int64 {
        switch limit {
        case .clockMinutes(let minutes): return start + Int64(minutes) * 60_000
        case .workingDays(let days): return statute.due(.workingDays(days), at: start, gestation: 0)
        case .workingMinutes(var left):
            var cursor = start
            while left > 0 {
                let (place, minute) = statute.local(cursor)
                if statute.days[place].isWorking, (540..<1020).contains(minute) { left -= 1 }
                cursor += 60_000
            }
            return cursor
        }
    }
}

/// The longest that any rule looks back, and the most that it counts, for each kind of signal.
struct LookBack: Hashable, Sendable {
    // Some more than any rule needs, so that alerts can say how many.
    private(set) var missed = PatternTest.Count(atLeast: 16, days: 0)
    private(set) var incidents = PatternTest.Count(atLeast: 16, days: 0)
    private(set) var statements: [String: Int] = [:]
    private(set) var otherStatements = 0
    private(set) var doses = 0
    private(set) var reviews = 24
    private(set) var visits = 0
    private(set) var claims = 0
    /// Evidence and alerts.
    private(set) var kept: Int

    init(of rules: [PatternRule], policeInvitedDays: Int, keptDays: Int) {
        kept = max(keptDays, policeInvitedDays)
        for rule in rules { add(rule) }
    }

    private mutating func add(_ rule: PatternRule) {
        kept = max(kept, rule.silenceDays)
        switch rule.test {
        case .missedContacts(let counts, let insideWindow):
            for count in counts { missed = Self.longer(missed, count) }
            missed = Self.longer(missed, PatternTest.Count(atLeast: insideWindow, days: 0))
        case .incidents(let counts, _):
            for count in counts { incidents = Self.longer(incidents, count) }
        case .contradiction(let days, let otherwise):
            statements.merge(days) { max($0, $1) }
            otherStatements = max(otherStatements, otherwise)
        case .missedDoses(let inARow, _, _): doses = max(doses, inARow)
        case .sleepingPlaceUnseen(let inARow): visits = max(visits, inARow)
        case .drift(let inARow): reviews = max(reviews, inARow, rule.alwaysAt ?? 0)
        case .unsafeClosure(let test): kept = max(kept, test.useDays, test.incidentDays)
        case .claimAgainstEvidence(let days, let late):
            claims = max(claims, late)
            kept = max(kept, days)
        case .noFreeCarer(let days, _): kept = max(kept, days)
        default: break
        }
    }

    func days(ofStatement key: String) -> Int { statements[key] ?? otherStatements }

    private static func longer(_ lhs: PatternTest.Count, _ rhs: PatternTest.Count) -> PatternTest.Count {
        PatternTest.Count(atLeast: max(lhs.atLeast, rhs.atLeast), days: max(lhs.days, rhs.days))
    }
}

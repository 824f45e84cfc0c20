import Escalation
import JSON
import Meetings
import Vocabulary

/// Drives the clocks and the meetings by a story's attributes, and prints them as the stories do.
struct StoryReplay {
    /// What a line made happen, in the words of its `expect`.
    struct Outcome: Equatable, CustomStringConvertible {
        var start: [String] = []
        var clear: [String] = []
        var clearLate: [String] = []
        var breach: [String] = []
        var missing: [String] = []
        var faults: [String] = []

        var description: String {
            "start \(start) clear \(clear) late \(clearLate) breach \(breach) missing \(missing) faults \(faults)"
        }

        init() {}

        init(expectedBy line: Story.Line) {
            start = line.expected("start")
            clear = line.expected("clear")
            clearLate = line.expected("clear_late")
            breach = line.expected("breach")
            missing = line.expected("missing")
            faults = line.expected("meeting_faults")
        }
    }

    /// Whether the payload says of every clock that it opens and closes, or only of those that it must say it of.
    enum Payload { case full, spare }

    /// What a message must say of itself, because its topic does not tell.
    private static let said = [
        "T03", "T05", "T09", "T10", "T12", "T20", "T30", "P22", "P31", "P02r", "T44", "T46", "T47",
    ]

    private let caseID: CaseID
    private let payload: Payload
    private let sendsMinutes: Bool
    private(set) var clocks: ClockBook
    private(set) var meetings: MeetingBook
    private(set) var facts: [ClockBook.Fact] = []
    private var names: [LedgerSequence: String] = [:]
    private var active: Set<Role>
    private var carers: [String]
    private var lastDomesticPattern: Instant?
    private var isKnown = false
    /// Breaches, and the stages that they started, that no tick has asked for yet.
    private var pending: [String: [String]] = [:]

    init(_ story: Story, clocks: ClockBook, meetings: MeetingBook, caseID: CaseID, payload: Payload) {
        self.clocks = clocks
        self.meetings = meetings
        self.caseID = caseID
        self.payload = payload
        sendsMinutes = story.meta["minutes_sent"]?.bool != false
        active = Set(
            story.meta["initial_roles"]?.elements.compactMap { $0.string.flatMap { Role($0) } } ?? []
        )
        carers = story.meta["carers"]?.elements.compactMap(\.string) ?? []
    }

    /// Whom the breach of that line's clock tells, beside whoever is the lead; and the pattern that it raises.
    func told(byTick line: Story.Line) -> (roles: [String], isLeadTold: Bool, pattern: String?) {
        let code = String(line.reference.prefix { $0 != "#" })
        let told = clocks.rules[code]?.told(isKnownToSocialCare: isKnown) ?? []
        let isLeadTold = told.contains([.leadProfessional])
        // The manager is told whenever the lead is below a social worker, which is the casebook's to say.
        let roles = told.compactMap { roles in
            roles.count == 1 ? roles[0] : roles.first { active.contains($0) }
        }
        .filter { $0 != .leadProfessional && !(isLeadTold && $0 == .teamManager) }
        return (roles.map(\.code).sorted(), isLeadTold, clocks.rules[code]?.pattern)
    }

    /// Breaches that no tick has asked for.
    var unasked: [String] { pending.keys.sorted() }

    mutating func play(_ line: Story.Line) -> Outcome {
        names[LedgerSequence(line.number)] = line.id
        let passed = clocks.timePassed(to: line.instant).facts
        facts += passed
        note(passed)
        guard !line.isTick else { return outcome(ofTick: line) }
        active.formUnion(line.roles("join"))
        if line.attribute("carers") != nil { carers = line.texts("carers") }
        if line.topic == "referral.submitted" { isKnown = true }
        let decision = clocks.said(word(of: line), of: caseID)
        facts += decision.facts
        var outcome = outcome(of: decision.facts)
        if line.topic == "meeting.held" { judge(line, &outcome) }
        if line.node["expect"]?["pattern"]?.elements.contains(where: { $0.string?.hasPrefix("P09") == true })
            == true
        {
            lastDomesticPattern = line.instant
        }
        active.subtract(line.roles("leave"))
        return outcome
    }

    private func word(of line: Story.Line) -> ClockWord {
        let listed = { (name: String) in
            line.texts(name).filter { payload == .full || Self.said.contains($0) }
        }
        return ClockWord(
            entry: LedgerSequence(line.number),
            at: line.instant,
            happened: line.attribute("event_date")?.string.flatMap { CivilDate(iso8601: $0) },
            topic: line.topic,
            by: line.role,
            facets: facets(of: line),
            expects: listed("opens"),
            satisfies: listed("closes"),
            sightingWorkingDays: line.attribute("sighting_wd")?.integer.map { Int($0) },
            isKnownToSocialCare: isKnown
        )
    }

    private func facets(of line: Story.Line) -> [String] {
        var facets: [String] = []
        let names = [
            "type": "type", "hazard": "hazard", "care_arrangement": "arrangement", "share": "share",
            "legal_basis": "legal-basis", "outcome": "outcome", "status": "status", "holder": "holder",
        ]
        for (attribute, facet) in names.sorted(by: { $0.key < $1.key }) {
            if let value = line.attribute(attribute)?.string { facets.append("\(facet):\(value)") }
        }
        if line.attribute("seen")?.bool == true { facets.append("seen") }
        if line.topic == "meeting.held", sendsMinutes { facets.append("minutes-sent") }
        if line.topic == "referral.decided", ["none", nil].contains(line.attribute("holder")?.string) {
            facets.append("decision:no-holder")
        }
        if line.topic == "death.adult", carers.contains(line.node["who"]?.string ?? "") {
            facets.append("carer")
        }
        return facets
    }

    private func judge(_ line: Story.Line, _ outcome: inout Outcome) {
        let domestic = lastDomesticPattern.map { line.instant.milliseconds(since: $0) <= 365 * 86_400_000 }
        let judgement = meetings.judgement(
            type: line.attribute("type")?.string ?? "",
            present: line.roles("present"),
            invited: line.roles("invited"),
            reports: line.roles("reports"),
            organiser: line.role,
            active: active.sorted(),
            includesPolice: domestic == true
        )
        outcome.missing = judgement.missing.map(\.code)
        outcome.faults = judgement.faults.sorted()
    }

    // MARK: Printing

    private func text(_ key: ClockKey) -> String { "\(key.code)#\(names[key.startedBy] ?? "?")" }

    private func text(_ key: ClockKey, due: Instant) -> String {
        text(key) + "=" + clocks.rules.text(of: due, for: key.code)
    }

    /// A breach, and the stage that it started right after it.
    private mutating func note(_ facts: [ClockBook.Fact]) {
        var last: String?
        for fact in facts {
            switch fact {
            case .breached(let key, _):
                last = text(key)
                pending[text(key)] = []
            case .started(let key, _, let due, _, _, _):
                let started = text(key, due: due)
                if let last { pending[last]?.append(started) }
            case .warned, .cleared, .ended, .seconded, .paused, .resumed: break
            }
        }
    }

    private mutating func outcome(ofTick line: Story.Line) -> Outcome {
        var outcome = Outcome()
        guard let started = pending.removeValue(forKey: line.reference) else { return outcome }
        outcome.breach = [line.reference]
        outcome.start = started
        return outcome
    }

    private func outcome(of facts: [ClockBook.Fact]) -> Outcome {
        var outcome = Outcome()
        for fact in facts {
            switch fact {
            case .started(let key, _, let due, _, _, _): outcome.start.append(text(key, due: due))
            case .cleared(let key, _, _, let isLate):
                if isLate { outcome.clearLate.append(text(key)) } else { outcome.clear.append(text(key)) }
            case .warned, .breached, .ended, .seconded, .paused, .resumed: break
            }
        }
        outcome.start.sort()
        outcome.clear.sort()
        outcome.clearLate.sort()
        return outcome
    }
}

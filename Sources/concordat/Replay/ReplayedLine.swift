import BrokerCore
import Escalation
import JSON
import Meetings
import Patterns
import Routing
import Topics
import Vocabulary

/// What a broker would have done at one line of a story.
struct ReplayedLine {
    let line: Script.Line
    /// Who is told and how much, as `ROLE:level`, in the order of the broker's decision.
    private(set) var notify: [String] = []
    /// The latest acknowledgement, if anybody is told.
    private(set) var answerBy: Instant?
    /// Clocks as `code#line`; those that begin with `=due`.
    private(set) var start: [String] = []
    private(set) var clear: [String] = []
    private(set) var clearLate: [String] = []
    private(set) var breach: [String] = []
    /// `code:subject:severity`.
    private(set) var pattern: [String] = []
    /// Why a change of state waits for a person.
    private(set) var hold: [String] = []
    /// Roles that were not invited to the meeting, and what makes it unsound.
    private(set) var missing: [String] = []
    private(set) var meetingFaults: [String] = []
    /// Who was asked next because nobody answered, as `ROLE=until`.
    private(set) var climbs: [String] = []
    /// Why the broker refused it, if it did; the story goes on.
    private(set) var refusal: String?
    /// What the broker did beyond the line's own entry, in words.
    private(set) var alerts: [PatternAlert] = []
    private(set) var routing: [CaseRouting] = []

    private let policy: Policy?
    private let lines: [LedgerSequence: String]
    private let people: [PersonID: String]

    /// `entries` became durable because of the line, its own entry first; `lines` and `people` say what the story calls what
    /// the broker numbers.
    init(
        _ line: Script.Line,
        _ entries: [Turn.Entry],
        under policy: Policy,
        lines: [LedgerSequence: String],
        people: [PersonID: String]
    ) {
        self.line = line
        self.policy = policy
        self.lines = lines
        self.people = people
        for entry in entries { climb(entry) }
        guard let own = entries.first, climbs.isEmpty else { return }
        // What a story tells late is answered as if it had come when it says.
        if let routed = own.routed { tell(routed, at: min(own.accepted, line.at)) }
        for fact in Self.facts(of: own) { take(fact) }
    }

    /// The broker refused the line: it changes nothing and reaches nobody.
    init(_ line: Script.Line, refused reason: String) {
        self.line = line
        refusal = reason
        policy = nil
        lines = [:]
        people = [:]
    }

    static func facts(of entry: Turn.Entry) -> [BrokerFact] {
        do { return try BrokerFact.read(entry.facts) } catch {
            preconditionFailure("facts that were just written do not read: \(error)")
        }
    }

    /// The clock that an entry says ran out, `code#line`.
    static func breached(_ entry: Turn.Entry, lines: [LedgerSequence: String]) -> String? {
        for case .clock(.breached(let key, at: _)) in facts(of: entry) { return name(key, lines) }
        return nil
    }

    /// The ladder that an entry says was climbed, `ladder#line`.
    static func climbed(_ entry: Turn.Entry, lines: [LedgerSequence: String]) -> String? {
        for case .escalation(let fact) in facts(of: entry) {
            return "ladder#\(lines[fact.key.sequence] ?? String(fact.key.sequence.number))"
        }
        return nil
    }

    private static func name(_ key: ClockKey, _ lines: [LedgerSequence: String]) -> String {
        "\(key.code)#\(lines[key.startedBy] ?? String(key.startedBy.number))"
    }

    private mutating func climb(_ entry: Turn.Entry) {
        for case .escalation(let fact) in Self.facts(of: entry) {
            switch fact {
            case .climbed(_, let climb), .returned(_, let climb):
                climbs += climb.told.map { owner in
                    "\(owner.role)=\(LondonTime.rfc3339(climb.until).prefix(16))"
                }
            case .exhausted(_, let owner, _): climbs.append("\(owner.role)=for-good")
            case .raised, .reassigned, .counted, .acting, .acknowledged, .withdrawn: break
            }
        }
    }

    private mutating func tell(_ routed: RoutedFact, at now: Instant) {
        routing = routed.decision.routings
        let recipients = routing.flatMap(\.recipients)
        notify = recipients.map { "\($0.role):\($0.detail.letter)" }
        guard !recipients.isEmpty else { return }
        let isHeightened = routing.contains { $0.isHeightened }
        guard let policy else { return }
        answerBy = policy.ladders[routed.severity].limit(isHeightened: isHeightened)
            .end(after: now, on: policy.calendar)
    }

    private mutating func take(_ fact: BrokerFact) {
        switch fact {
        case .clock(let fact): take(fact)
        case .pattern(.raised(_, let alert)):
            alerts.append(alert)
            pattern.append("\(alert.code):\(name(alert.subject)):\(alert.severity.rawValue)")
        case .hold(.held(let held)): hold += held.reasons
        case .meeting(.convened(_, type: _, planned: _, organiser: _, invited: _, let judgement, at: _)),
            .meeting(.held(_, type: _, convened: _, let judgement, at: _)):
            missing = judgement.missing.map(\.code)
            meetingFaults = judgement.faults
        default: break  // Registers, positions, obligations: not what a line of a story asks.
        }
    }

    private mutating func take(_ fact: ClockBook.Fact) {
        switch fact {
        case .started(let key, at: _, let due, _, _, _):
            let until = policy?.clocks.text(of: due, for: key.code) ?? ""
            start.append("\(Self.name(key, lines))=\(until)")
        case .breached(let key, _): breach.append(Self.name(key, lines))
        case .cleared(let key, _, _, let isLate):
            if isLate { clearLate.append(Self.name(key, lines)) } else { clear.append(Self.name(key, lines)) }
        case .warned, .ended, .seconded, .paused, .resumed: break
        }
    }

    private func name(_ subject: PatternSubject) -> String {
        switch subject {
        case .child: "C"
        case .household: "H"
        case .person(let person): name(person)
        case .key(let person, let key): "\(name(person)).\(key)"
        }
    }

    /// A pattern in words.
    func sentence(of alert: PatternAlert) -> String {
        let causes = alert.causes.map { lines[$0] ?? String($0.number) }
        let title = policy?.patterns[alert.code]?.title ?? ""
        let because = causes.isEmpty ? "" : ", because of \(causes.joined(separator: ", "))"
        return "! \(alert.code) \(title) (\(name(alert.subject)), \(alert.severity.rawValue))\(because)."
    }

    private func name(_ person: PersonID) -> String { people[person] ?? person.text }
}

extension ReplayedLine {
    /// One JSON object; what is empty is absent.
    var json: JSONValue {
        var members = [JSONMember("id", .string(line.id))]
        func add(_ key: String, _ values: [String]) {
            if !values.isEmpty { members.append(JSONMember(key, .array(values.map(JSONValue.string)))) }
        }
        add("notify", notify)
        if let answerBy { members.append(JSONMember("ack_by", .string(LondonTime.rfc3339(answerBy)))) }
        add("start", start)
        add("clear", clear)
        add("clear_late", clearLate)
        add("breach", breach)
        add("pattern", pattern)
        if !hold.isEmpty { members.append(JSONMember("hold", true)) }
        add("hold_reasons", hold)
        add("missing", missing)
        add("meeting_faults", meetingFaults)
        add("climb", climbs)
        if let refusal { members.append(JSONMember("refused", .string(refusal))) }
        return .object(members)
    }
}

extension Detail {
    /// `F`, `S` or `A`, as stories write it.
    fileprivate var letter: String {
        switch self {
        case .full: "F"
        case .summary: "S"
        case .alert: "A"
        }
    }
}

import Foundation
import Patterns
import Testing
import TestSupport
import Topics
import Vocabulary

/// One line of a story: what an agency's adapter publishes, as patterns see it.
struct StoryLine {
    let id: String
    let topic: String
    let at: Instant
    let expect: [String: Any]
    let attrs: [String: Any]
    private let line: [String: Any]

    init(_ line: [String: Any]) throws {
        self.line = line
        id = try #require(line["id"] as? String)
        topic = try #require(line["topic"] as? String)
        let time = try #require(line["at"] as? String)
        // Stories leave the seconds out: `2016-04-28T10:00+01:00`.
        at = try #require(Instant(rfc3339: time.prefix(16) + ":00" + time.dropFirst(16)))
        expect = line["expect"] as? [String: Any] ?? [:]
        attrs = line["attrs"] as? [String: Any] ?? [:]
    }

    /// `role@agency`.
    var from: [String] { text("from").split(separator: "@").map(String.init) }

    /// The clock that a tick reports, and the line that started it.
    var clock: (code: String, starter: String) {
        let parts = text("ref").split(separator: "#").map(String.init)
        return (parts[0], parts.last ?? "")
    }

    /// Whom the line is about.
    var who: PatternSubject { Self.subject(text("who")) }

    func text(_ name: String) -> String { line[name] as? String ?? "" }
    func texts(_ name: String) -> [String] { attrs[name] as? [String] ?? [] }

    /// The codes of clocks in a column such as `T06#B002=2016-07-13`, with the lines that started them.
    func clocks(_ column: String) -> [String] {
        (expect[column] as? [String] ?? []).map { String($0.prefix { $0 != "=" }) }
    }

    func observation(_ entry: Int64) throws -> Observation {
        Observation(
            entry: LedgerSequence(entry),
            at: at,
            author: try #require(UserID(from.reversed().joined(separator: "/"))),
            topic: try #require(Topic(topic)),
            severity: try #require(Severity(rawValue: text("sev"))),
            who: who,
            happened: date("event_date"),
            evidenceDate: date("evidence_date"),
            signals: try signals()
        )
    }

    static func subject(_ text: String) -> PatternSubject {
        switch text {
        case "C": .child
        case "H": .household
        default: PersonID(text).map { .person($0) } ?? .child
        }
    }

    // MARK: Signals

    private func date(_ name: String) -> CivilDate? {
        (attrs[name] as? String).flatMap { CivilDate(iso8601: $0) }
    }

    private func signals() throws -> [Signal] {
        try treatment() + contacts() + (try said()) + (try meeting()) + home() + flags()
    }

    private func treatment() throws -> [Signal] {
        let regime = attrs["to"] as? String
        var signals = texts("in_treatment").compactMap { PersonID($0) }.map { Signal.treatment($0) }
        let who = who.person
        switch topic {
        case "substance.prescription-issued": signals.append(.prescription(try #require(who), regime: regime))
        case "prescribing.opioid-issued": signals.append(.opioid(try #require(who)))
        case "prescribing.joint-plan": signals.append(.jointPlan(try #require(who)))
        default: if let regime { signals.append(.regime(try #require(who), regime)) }
        }
        if let check = attrs["storage_check"] as? String {
            signals.append(.storageCheck(isDone: check != "none"))
        }
        return signals
    }

    private func contacts() -> [Signal] {
        let misses = attrs["miss"] as? [[String: String]] ?? []
        var signals = misses.map { miss -> Signal in
            let person = miss["person"] == "H" ? nil : miss["person"].flatMap { PersonID($0) }
            return .missed(person, miss["status"].flatMap { MissedStatus(rawValue: $0) } ?? .missed)
        }
        if let days = attrs["days"] as? Int, let person = who.person {
            signals.append(.missedDoses(person, days: days))
        }
        if topic == "substance.test-missed", let person = who.person { signals.append(.testMissed(person)) }
        return signals
    }

    private func said() throws -> [Signal] {
        var signals: [Signal] = []
        for (person, result) in attrs["test"] as? [String: String] ?? [:] {
            signals.append(.test(try #require(PersonID(person)), isPositive: result == "pos"))
        }
        signals += texts("use").compactMap { PersonID($0) }.map { .use($0) }
        for (person, since) in attrs["claim"] as? [String: Any] ?? [:] {
            let since = (since as? String).flatMap { CivilDate(iso8601: $0) }
            signals.append(.claim(try #require(PersonID(person)), since: since))
        }
        for (key, value) in attrs["state"] as? [String: String] ?? [:] {
            let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
            signals.append(.statement(try #require(PersonID(parts[0])), key: parts[1], value: value))
        }
        return signals
    }

    private func meeting() throws -> [Signal] {
        var signals: [Signal] = []
        let change = attrs["change"] as? Bool
        if topic == "meeting.held" {
            signals.append(.meeting(type: attrs["type"] as? String ?? "", change: change))
        }
        // Another machine judges these; its judgement comes in as a signal.
        if let faults = expect["meeting_faults"] as? [String] { signals.append(.meetingUnsound(faults)) }
        if let roles = expect["missing"] as? [String] {
            signals.append(.notInvited(roles.compactMap { Role($0) }))
        }
        if ["plan.closure-proposed", "plan.stepped-down", "plan.closed"].contains(topic) {
            signals.append(.closureProposed(polled: texts("polled").compactMap { Role($0) }))
        }
        if (attrs["outcome"] as? String)?.hasPrefix("home") == true { signals.append(.assessmentOutcomeHome) }
        return signals
    }

    private func home() -> [Signal] {
        var signals: [Signal] = []
        if let source = (attrs["da"] as? String).flatMap({ IncidentSource(rawValue: $0) }) {
            signals.append(.incident(source))
        }
        if attrs["incharge"] as? Bool == true { signals.append(.inCharge) }
        if attrs["carers"] != nil { signals.append(.carers(texts("carers").compactMap { PersonID($0) })) }
        if let kind = attrs["hazard"] as? String {
            signals.append(topic == "home.hazard-cleared" ? .hazardCleared(kind: kind) : .hazard(kind: kind))
        }
        return signals
    }

    private func flags() -> [Signal] {
        let named: [(String, PatternFlag)] = [
            ("history_markers", .historyMarkers), ("vague_terms", .vagueTerms),
            ("unverified_claim", .unverifiedClaim), ("public_risk", .publicRisk),
            ("plan_required_service_ended", .planRequiredServiceEnded), ("la_change", .authorityChanged),
            ("discharge_address_unsafe_no_housing_plan", .unsafeDischarge),
            ("closed_without_contact", .closedWithoutContact),
            ("deferred_without_consent", .deferredWithoutConsent), ("contacts_last5", .engagementDecline),
        ]
        var flags = named.filter { attrs[$0.0] != nil }.map { name, flag in
            Signal.flag(flag, person: PersonID(text("who")), detail: attrs[name] as? String)
        }
        let more: [(Bool, PatternFlag)] = [
            (attrs["care_arrangement"] as? String == "unassessed", .careUnassessed),
            (attrs["interim_plan"] as? String == "none", .noInterimPlan),
            (attrs["qualified"] as? Bool == false, .unqualifiedHolder),
            (topic == "prescribing.misuse-disclosed", .opioidMisuse),
        ]
        flags += more.filter(\.0).map { .flag($0.1, person: PersonID(text("who")), detail: nil) }
        return flags
    }
}

import Patterns
import Topics
import Vocabulary

/// `patterns.yaml`: what several concerns mean together.
enum PatternsFile {
    static func read(_ path: String, _ inspection: inout Inspection) -> PatternRules? {
        let place = YAMLFile.open(path, name: path, &inspection)
        let file = inspection.mapping(
            place,
            required: ["kept-days", "police-invited-days", "override-by", "windows", "score", "patterns"],
            optional: ["off-the-case", "asks", "holds"]
        )
        let kept = days(file?["kept-days"], &inspection)
        let invited = days(file?["police-invited-days"], &inspection)
        var overriders: [String: [Role]] = [:]
        for (name, key, place) in inspection.entries(file?["override-by"]) {
            _ = inspection.value(key, mustBe: "a topic, or default") {
                $0 == "default" || Topic($0) != nil ? $0 : nil
            }
            overriders[name] = inspection.roles(place)
        }
        let others = overriders.removeValue(forKey: "default")
        if others?.isEmpty ?? true, let place = file?["override-by"] {
            inspection.note(place.fault(mustBe: "a mapping with roles for default"))
        }
        let offTheCase = inspection.roles(file?["off-the-case"])
        let holds = HoldsFile.read(file?["holds"], &inspection)
        let asks = AsksFile.read(file?["asks"], &inspection)
        let windows = inspection.mapping(file?["windows"], required: ["uplift", "yearly", "around"])
        let uplift = uplift(windows?["uplift"], &inspection)
        let everyYear = inspection.list(windows?["yearly"]).compactMap { yearly($0, &inspection) }
        let spans = inspection.list(windows?["around"]).compactMap { span($0, &inspection) }
        let score = score(file?["score"], &inspection)
        var rules: [PatternRule] = []
        for (code, key, place) in inspection.entries(file?["patterns"]) {
            if !isCode(code) { inspection.note(key.fault(mustBe: "a code such as P05 or P09i, once")) }
            if rules.contains(where: { $0.code == code }) {
                inspection.note(key.fault(mustBe: "a code that stands once"))
            } else if let rule = rule(code, place, &inspection) {
                rules.append(rule)
            }
        }
        // Faults were noted for whatever is not there; no rules are made of half a file.
        guard let kept, let invited, let score, inspection.faults.isEmpty else { return nil }
        return PatternRules(
            rules: rules,
            yearlyWindows: everyYear,
            windowSpans: spans,
            uplift: uplift,
            score: score,
            overriders: others ?? [],
            overridersByTopic: overriders,
            holds: holds,
            offTheCase: offTheCase,
            asks: asks,
            policeInvitedDays: invited,
            keptDays: kept
        )
    }

    /// `P`, two digits, and at most one letter.
    private static func isCode(_ code: String) -> Bool {
        let bytes = Array(code.utf8)
        return (3...4).contains(bytes.count) && bytes[0] == UInt8(ascii: "P")
            && bytes[1...2].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && bytes[3...].allSatisfy { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xdf)
            }
    }

    private static func rule(
        _ code: String,
        _ place: YAMLPlace,
        _ inspection: inout Inspection
    ) -> PatternRule? {
        let rule = inspection.mapping(
            place,
            required: ["title", "version", "severity", "to", "silence", "test"],
            optional: ["further", "always-at", "holds", "clocks", "always-clocks"]
        )
        let title = inspection.text(rule?["title"])
        let version = inspection.integer(rule?["version"], in: 1...1_000_000)
        let severity = severity(rule?["severity"], &inspection)
        let to = recipients(rule?["to"], &inspection)
        let further = further(rule?["further"], &inspection)
        let silence = days(rule?["silence"], &inspection)
        let alwaysAt = count(rule?["always-at"], &inspection)
        let holds = inspection.flag(rule?["holds"])
        let clocks = PatternTestReading.words(rule?["clocks"], &inspection)
        let always = inspection.list(rule?["always-clocks"]).compactMap { place in
            inspection.value(place, mustBe: "one of clocks") { clocks.contains($0) ? $0 : nil }
        }
        let test = PatternTestReading.test(rule?["test"], &inspection)
        guard let title, let version, let severity, let silence, let test else { return nil }
        return PatternRule(
            code: code,
            title: title,
            version: Int(version),
            severity: severity,
            to: to,
            further: further,
            silenceDays: silence,
            alwaysAt: alwaysAt,
            holds: holds ?? false,
            clocks: clocks,
            alwaysClocks: always,
            test: test
        )
    }

    private static func further(_ place: YAMLPlace?, _ inspection: inout Inspection) -> PatternRule.Further? {
        let further = inspection.mapping(place, required: ["from", "to"])
        let from = count(further?["from"], &inspection)
        let to = recipients(further?["to"], &inspection)
        return from.map { PatternRule.Further(from: $0, to: to) }
    }

    private static func recipients(
        _ place: YAMLPlace?,
        _ inspection: inout Inspection
    ) -> [PatternRecipient] {
        inspection.list(place, atLeast: 1).compactMap { element in
            inspection.value(
                element,
                mustBe: "a role (domain.md 5.2), `<role> if under 5`, or a relation such as keyworker"
            ) { PatternRecipient($0) }
        }
    }

    // MARK: Windows and score

    private static func uplift(
        _ place: YAMLPlace?,
        _ inspection: inout Inspection
    ) -> [Severity: Severity] {
        let names = Severity.allCases.map(\.rawValue)
        let place = inspection.mapping(place, required: [], optional: names)
        var uplift: [Severity: Severity] = [:]
        for severity in Severity.allCases {
            uplift[severity] = self.severity(place?[severity.rawValue], &inspection)
        }
        return uplift
    }

    private static func yearly(_ place: YAMLPlace, _ inspection: inout Inspection) -> YearlyWindow? {
        let window = inspection.mapping(place, required: ["name", "from", "to"])
        let name = inspection.text(window?["name"])
        let mustBe = "a day of the year as MM-DD, in quotes"
        let from = inspection.value(window?["from"], mustBe: mustBe) { YearlyWindow.Day($0) }
        let to = inspection.value(window?["to"], mustBe: mustBe) { YearlyWindow.Day($0) }
        guard let name, let from, let to else { return nil }
        return YearlyWindow(name: name, from: from, through: to)
    }

    private static func span(_ place: YAMLPlace, _ inspection: inout Inspection) -> WindowSpan? {
        let span = inspection.mapping(place, required: ["name", "before", "after"], optional: ["told-by"])
        let name = inspection.text(span?["name"])
        let before = days(span?["before"], &inspection)
        let after = days(span?["after"], &inspection)
        guard let name, let before, let after else { return nil }
        var topics: [String: String] = [:]
        for (topic, _, day) in inspection.entries(span?["told-by"]) { topics[topic] = inspection.text(day) }
        return WindowSpan(name: name, before: before, after: after, topics: topics)
    }

    private static func score(_ place: YAMLPlace?, _ inspection: inout Inspection) -> ScoreRule? {
        let score = inspection.mapping(place, required: ["days", "weights", "steps"])
        let length = days(score?["days"], &inspection)
        let names = Severity.allCases.map(\.rawValue).sorted()
        let weights = inspection.mapping(score?["weights"], required: names)
        var weighed: [Severity: Int] = [:]
        for severity in Severity.allCases {
            weighed[severity] = inspection.integer(weights?[severity.rawValue], in: 0...1000).map { Int($0) }
        }
        let steps = inspection.list(score?["steps"]).compactMap { element -> ScoreRule.Step? in
            let step = inspection.mapping(
                element,
                required: ["from", "action", "before-social-care"],
                optional: ["tells", "tells-before-known"]
            )
            let from = count(step?["from"], &inspection)
            let action = inspection.text(step?["action"])
            let before = inspection.text(step?["before-social-care"])
            let tells = inspection.roles(step?["tells"])
            let tellsBefore = inspection.roles(step?["tells-before-known"])
            guard let from, let action, let before else { return nil }
            return ScoreRule.Step(
                from: from,
                action: action,
                beforeSocialCare: before,
                tells: tells,
                tellsBeforeKnown: tellsBefore
            )
        }
        return length.map { ScoreRule(days: $0, weights: weighed, steps: steps) }
    }

    // MARK: Terms

    static func severity(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Severity? {
        inspection.choice(place, of: Severity.self)
    }

    static func days(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Int? {
        inspection.integer(place, in: 0...3660).map { Int($0) }
    }

    static func count(_ place: YAMLPlace?, _ inspection: inout Inspection) -> Int? {
        inspection.integer(place, in: 1...1000).map { Int($0) }
    }
}

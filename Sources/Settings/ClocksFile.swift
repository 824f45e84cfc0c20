import Escalation
import Vocabulary
import Yams

/// `clocks.yaml`: what starts each clock, what ends it, how long it runs and who hears when nothing ended it.
enum ClocksFile {
    static func read(_ path: String, _ inspection: inout Inspection) -> ClockRules? {
        let place = YAMLFile.open(path, name: path, &inspection)
        guard let file = inspection.mapping(place, required: ["policy-sets", "clocks"]) else { return nil }
        let sets = sets(file["policy-sets"], &inspection)
        var rules: [ClockRule] = []
        let entries = inspection.entries(file["clocks"])
        for entry in entries {
            let isNew = !rules.contains { $0.code == entry.name }
            guard isNew, isCode(entry.name) else {
                inspection.note(entry.key.fault(mustBe: "a code of its own such as T20 or P10a"))
                continue
            }
            if let rule = rule(entry.name, entry.place, sets.map(\.name), &inspection) { rules.append(rule) }
        }
        let codes = entries.map(\.name)
        for entry in entries {
            guard let next = entry.place["next"] else { continue }
            _ = inspection.value(next, mustBe: "the code of a clock") { codes.contains($0) ? $0 : nil }
        }
        return ClockRules(sets: sets, rules: rules)
    }

    private static func isCode(_ name: String) -> Bool {
        let rest = name.utf8.dropFirst()
        return ["T", "P", "N"].contains(name.prefix(1)) && (2...4).contains(rest.count)
            && rest.prefix(2).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && rest.dropFirst(2).allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    private static func sets(
        _ place: YAMLPlace?,
        _ inspection: inout Inspection
    ) -> [ClockRules.PolicySet] {
        var sets: [ClockRules.PolicySet] = []
        for element in inspection.list(place, atLeast: 1) {
            let set = inspection.mapping(element, required: ["name"], optional: ["from"])
            let name = inspection.value(set?["name"], mustBe: "a name of its own") { name in
                sets.contains { $0.name == name } ? nil : name
            }
            let from = inspection.date(set?["from"])
            guard let name else { continue }
            let isLater = sets.last.map { last in
                from.map { $0 > last.from ?? $0.advanced(byDays: -1) } ?? false
            }
            if isLater == false {
                inspection.note(element.fault(mustBe: "in force later than the one before"))
            }
            sets.append(ClockRules.PolicySet(name, from: from))
        }
        return sets
    }

    private static let required = ["title", "limit"]
    private static let optional = [
        "source", "warn", "sets", "from", "counts", "starts", "expected", "sighting", "single", "about",
        "clears", "pauses", "resumes", "talks", "tells", "tells-before-known", "informs", "pattern",
        "pattern-in-scripts", "next",
        "outlives", "scripts",
    ]

    private static func rule(
        _ code: String,
        _ place: YAMLPlace,
        _ sets: [String],
        _ inspection: inout Inspection
    ) -> ClockRule? {
        guard let rule = inspection.mapping(place, required: required, optional: optional) else { return nil }
        let title = inspection.text(rule["title"])
        let limit = limit(rule["limit"], &inspection)
        let outlives = inspection.texts(rule["outlives"], mustBe: "case or child") {
            ["case", "child"].contains($0)
        }
        let known = inspection.texts(rule["sets"], mustBe: "the name of a policy set", sets.contains)
        let starts = triggers(rule["starts"], &inspection)
        let clears = triggers(rule["clears"], &inspection)
        let pauses = triggers(rule["pauses"], &inspection)
        let resumes = triggers(rule["resumes"], &inspection)
        if pauses.isEmpty != resumes.isEmpty {
            inspection.note(
                (rule["pauses"] ?? rule).fault(mustBe: "said together with resumes, or not at all")
            )
        }
        // What is missing was noted, so nobody ever sees what stands for it here.
        return ClockRule(
            code: code,
            title: title ?? "",
            source: inspection.text(rule["source"]) ?? "",
            limit: limit ?? .sameDay,
            warning: warning(rule["warn"], &inspection),
            sets: rule["sets"] == nil ? nil : known,
            from: inspection.date(rule["from"]),
            origin: inspection.choice(rule["counts"]) ?? .message,
            starts: starts,
            isExpectable: inspection.flag(rule["expected"]) ?? true,
            isSighting: inspection.flag(rule["sighting"]) ?? false,
            isSingle: inspection.flag(rule["single"]) ?? false,
            subject: inspection.text(rule["about"]),
            clears: clears,
            pauses: pauses,
            resumes: resumes,
            talks: inspection.roles(rule["talks"]),
            tells: told(rule["tells"], &inspection),
            tellsBeforeKnown: rule["tells-before-known"].map { told($0, &inspection) },
            informs: told(rule["informs"], &inspection),
            pattern: inspection.text(rule["pattern"]),
            isPatternForScripts: inspection.flag(rule["pattern-in-scripts"]) ?? true,
            next: inspection.text(rule["next"]),
            outlivesCase: outlives.contains("case"),
            outlivesChild: outlives.contains("child"),
            replay: inspection.choice(rule["scripts"]) ?? .run
        )
    }

    /// Roles; a list among them is those of whom the first active one is told.
    private static func told(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [[Role]] {
        inspection.list(place).compactMap { element in
            if element.node.sequence != nil { return inspection.roles(element) }
            return inspection.value(element, mustBe: "a role (domain.md 5.2)") { Role($0) }.map { [$0] }
        }
    }
}

// MARK: Triggers

extension ClocksFile {
    private static func triggers(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [ClockTrigger] {
        inspection.list(place).compactMap { element in
            guard element.node.mapping != nil else {
                let topics = topics(element, &inspection)
                return topics.isEmpty ? nil : ClockTrigger(topics)
            }
            return trigger(element, &inspection)
        }
    }

    private static func trigger(_ place: YAMLPlace, _ inspection: inout Inspection) -> ClockTrigger? {
        let trigger = inspection.mapping(
            place,
            required: ["topic"],
            optional: ["except", "facets", "without", "by", "known", "limit", "scripts"]
        )
        let topics = topics(trigger?["topic"], &inspection)
        guard let trigger, !topics.isEmpty else { return nil }
        return ClockTrigger(
            topics,
            except: inspection.list(trigger["except"]).flatMap { self.topics($0, &inspection) },
            facets: facets(trigger["facets"], &inspection),
            without: facets(trigger["without"], &inspection),
            by: inspection.roles(trigger["by"]),
            isKnown: inspection.flag(trigger["known"]),
            limit: limit(trigger["limit"], &inspection),
            isForScripts: inspection.flag(trigger["scripts"]) ?? true
        )
    }

    private static func facets(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [String] {
        inspection.texts(place, mustBe: "a facet, name or name:value") { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty }
        }
    }

    /// One topic or a list of them.
    private static func topics(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [String] {
        guard let place else { return [] }
        let elements = place.node.sequence == nil ? [place] : inspection.list(place, atLeast: 1)
        return elements.compactMap { element in
            inspection.value(element, mustBe: "a topic, all of an area such as home.*, or `*`") { text in
                let parts = text.split(separator: ".", omittingEmptySubsequences: false)
                return text == "*" || parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? text : nil
            }
        }
    }
}

// MARK: Limits

extension ClocksFile {
    private static func warning(_ place: YAMLPlace?, _ inspection: inout Inspection) -> ClockLimit? {
        inspection.value(place, mustBe: "a time such as 2 hours, 3 days or 1 working day, at most 10000") {
            switch limit($0) {
            case .hours(let count): .hours(count)
            case .days(let count): .days(count)
            case .workingDays(let count): .workingDays(count)
            case .sameDay, .months, .nextOpening, .pregnancyWeek, .day, nil: nil
            }
        }
    }

    private static func limit(_ place: YAMLPlace?, _ inspection: inout Inspection) -> ClockLimit? {
        inspection.value(
            place,
            mustBe: "a time such as 2 hours, 5 working days, 14 days, 3 months, same day, next opening, "
                + "28 weeks of pregnancy or day of reply-by, at most 10000",
            limit
        )
    }

    private static func limit(_ text: String) -> ClockLimit? {
        if text == "same day" { return .sameDay }
        if text == "next opening" { return .nextOpening }
        if text.hasPrefix("day of "), !text.dropFirst(7).contains(" ") {
            return .day(String(text.dropFirst(7)))
        }
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) else { return nil }
        return switch words[1] {
        case "hour", "hours": .hours(count)
        case "day", "days": .days(count)
        case "working day", "working days": .workingDays(count)
        case "month", "months": .months(count)
        case "weeks of pregnancy": .pregnancyWeek(count)
        default: nil
        }
    }
}

extension Inspection {
    /// A day.
    mutating func date(_ place: YAMLPlace?) -> CivilDate? {
        value(place, mustBe: "a date as YYYY-MM-DD") { CivilDate(iso8601: $0) }
    }

    /// Texts that are each admitted.
    fileprivate mutating func texts(
        _ place: YAMLPlace?,
        mustBe: String,
        _ admits: (String) -> Bool
    ) -> [String] {
        list(place).compactMap { value($0, mustBe: mustBe) { admits($0) ? $0 : nil } }
    }
}

import Patterns
import Vocabulary

/// A pattern's `test`: its kind, and that kind's numbers.
enum PatternTestReading {
    /// The members that each kind has beside `kind`.
    private static let members: [(kind: String, members: [String])] = [
        ("missed-contacts", ["counts", "inside-window"]), ("missed-test", []), ("no-result", ["days"]),
        ("claim-against-evidence", ["days", "late"]), ("contradiction", ["days", "otherwise"]),
        ("no-free-carer", ["days", "in-charge"]), ("dual-prescribing", ["days", "misuse"]),
        ("missed-doses", ["in-a-row", "while-titrating", "titration"]),
        ("control-relaxed", ["regimes", "days"]), ("incidents", ["counts", "except"]),
        ("grave-incident", ["sources"]), ("drift", ["in-a-row"]), ("meeting-unsound", []),
        ("not-invited", []),
        (
            "unsafe-closure",
            [
                "assessments", "core-assessments", "use-days", "incident-days", "change-days", "change-bases",
                "unpolled",
            ]
        ), ("stale", ["working-days"]), ("hazard", ["at-once"]), ("flag", ["flags", "about"]), ("clock", []),
        ("sleeping-place-unseen", ["visits"]),
    ]

    static func test(_ place: YAMLPlace?, _ inspection: inout Inspection) -> PatternTest? {
        guard let place else { return nil }
        guard let named = place["kind"] else { return inspection.refuse(place.fault(missing: "kind")) }
        let kinds = members.map(\.kind).joined(separator: ", ")
        let known = inspection.value(named, mustBe: "one of " + kinds) { kind in
            members.first { $0.kind == kind }
        }
        guard let known else { return nil }
        guard let test = inspection.mapping(place, required: ["kind"] + known.members) else { return nil }
        return people(known.kind, test, &inspection) ?? cases(known.kind, test, &inspection)
    }

    /// The kinds that look at what people do.
    private static func people(
        _ kind: String,
        _ test: YAMLPlace,
        _ inspection: inout Inspection
    ) -> PatternTest? {
        let days = kind == "contradiction" ? nil : PatternsFile.days(test["days"], &inspection)
        switch kind {
        case "missed-contacts":
            let counts = counts(test["counts"], &inspection)
            let inside = PatternsFile.count(test["inside-window"], &inspection)
            return inside.map { .missedContacts(counts, insideWindow: $0) }
        case "missed-test": return .missedTest
        case "no-result": return days.map { .noResult(days: $0) }
        case "claim-against-evidence":
            let late = PatternsFile.days(test["late"], &inspection)
            return both(days, late).map { .claimAgainstEvidence(days: $0, late: $1) }
        case "contradiction": return contradiction(test, &inspection)
        case "no-free-carer":
            let severity = PatternsFile.severity(test["in-charge"], &inspection)
            return both(days, severity).map { .noFreeCarer(days: $0, inCharge: $1) }
        case "dual-prescribing":
            let severity = PatternsFile.severity(test["misuse"], &inspection)
            return both(days, severity).map { .dualPrescribing(days: $0, misuse: $1) }
        case "missed-doses":
            let inARow = PatternsFile.count(test["in-a-row"], &inspection)
            let titrating = PatternsFile.count(test["while-titrating"], &inspection)
            let titration = words(test["titration"], &inspection)
            return both(inARow, titrating).map {
                .missedDoses(inARow: $0, whileTitrating: $1, titration: titration)
            }
        case "control-relaxed":
            let regimes = words(test["regimes"], &inspection)
            return days.map { .controlRelaxed(regimes: regimes, days: $0) }
        default: return nil
        }
    }

    /// The kinds that look at what befalls a household, and at the work on a case.
    private static func cases(
        _ kind: String,
        _ test: YAMLPlace,
        _ inspection: inout Inspection
    ) -> PatternTest? {
        switch kind {
        case "incidents":
            let counts = counts(test["counts"], &inspection)
            return .incidents(counts, except: choices(test["except"], &inspection))
        case "grave-incident": return .graveIncident(choices(test["sources"], &inspection))
        case "drift": return PatternsFile.count(test["in-a-row"], &inspection).map { .drift(inARow: $0) }
        case "sleeping-place-unseen":
            return PatternsFile.count(test["visits"], &inspection).map { .sleepingPlaceUnseen(visits: $0) }
        case "meeting-unsound": return .meetingUnsound
        case "not-invited": return .notInvited
        case "unsafe-closure": return closure(test, &inspection)
        case "stale":
            let names = Severity.allCases.map(\.rawValue)
            let place = inspection.mapping(test["working-days"], required: [], optional: names)
            var days: [Severity: Int] = [:]
            for severity in Severity.allCases {
                days[severity] = PatternsFile.days(place?[severity.rawValue], &inspection)
            }
            return .stale(days)
        case "hazard": return .hazard(atOnce: words(test["at-once"], &inspection))
        case "flag":
            let flags: [PatternFlag] = choices(test["flags"], &inspection)
            return inspection.choice(test["about"], of: PatternTest.About.self).map {
                .flag(flags, about: $0)
            }
        case "clock": return .clock
        default: return nil
        }
    }

    private static func contradiction(_ test: YAMLPlace, _ inspection: inout Inspection) -> PatternTest? {
        var days: [String: Int] = [:]
        for (key, _, place) in inspection.entries(test["days"]) {
            days[key] = PatternsFile.days(place, &inspection)
        }
        return PatternsFile.days(test["otherwise"], &inspection).map {
            .contradiction(days: days, otherwise: $0)
        }
    }

    private static func closure(_ test: YAMLPlace, _ inspection: inout Inspection) -> PatternTest? {
        let assessments = words(test["assessments"], &inspection)
        let core = words(test["core-assessments"], &inspection)
        let use = PatternsFile.days(test["use-days"], &inspection)
        let incident = PatternsFile.days(test["incident-days"], &inspection)
        let change = PatternsFile.days(test["change-days"], &inspection)
        let bases = words(test["change-bases"], &inspection)
        let unpolled = inspection.roles(test["unpolled"])
        guard let use, let incident, let change else { return nil }
        return .unsafeClosure(
            ClosureTest(
                assessments: assessments,
                coreAssessments: core,
                useDays: use,
                incidentDays: incident,
                changeDays: change,
                changeBases: bases,
                unpolled: unpolled
            )
        )
    }

    // MARK: Terms

    private static func counts(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [PatternTest.Count] {
        inspection.list(place, atLeast: 1).compactMap { element in
            let count = inspection.mapping(element, required: ["at-least", "days"])
            let atLeast = PatternsFile.count(count?["at-least"], &inspection)
            let days = PatternsFile.days(count?["days"], &inspection)
            return both(atLeast, days).map { PatternTest.Count(atLeast: $0, days: $1) }
        }
    }

    /// Words, none twice.
    static func words(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [String] {
        var words: [String] = []
        for element in inspection.list(place) {
            let word = inspection.value(element, mustBe: "a word, named once") { text in
                text.isEmpty || words.contains(text) ? nil : text
            }
            if let word { words.append(word) }
        }
        return words
    }

    private static func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _ place: YAMLPlace?,
        _ inspection: inout Inspection
    ) -> [Choice] {
        inspection.list(place).compactMap { inspection.choice($0, of: Choice.self) }
    }

    private static func both<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
        guard let first, let second else { return nil }
        return (first, second)
    }
}

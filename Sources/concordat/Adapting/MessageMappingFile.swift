import Adapters
import JSON
import Settings

/// How messages become events, as a YAML file; how it is written is told in `Configs/adapters/README.md`.
struct MessageMappingFile: Sendable {
    /// Whether a text leads somewhere in a message of this kind.
    let isPath: @Sendable (String) -> Bool
    /// What a path looks like, for people.
    let phrase: String

    /// Of HL7 version 2.
    static let hl7 = MessageMappingFile(phrase: "a place such as PID-7 or PID-3[5=NH].1") {
        HL7Path($0) != nil
    }

    /// Of FHIR R4.
    static let fhir = MessageMappingFile(
        phrase: "a place such as Patient.birthDate or Patient.identifier[system=https://…].value"
    ) { FHIRPath($0) != nil }

    private init(phrase: String, isPath: @escaping @Sendable (String) -> Bool) {
        self.phrase = phrase
        self.isPath = isPath
    }

    /// Reads a mapping alone.
    ///
    /// - Throws: every fault in it.
    func mapping(at path: String) throws(SettingsFaults) -> MessageMapping {
        var reading = SettingsReading()
        let mapping = read(path, &reading)
        return try reading.result(mapping)
    }

    func read(_ path: String, _ reading: inout SettingsReading) -> MessageMapping? {
        let file = reading.mapping(
            reading.open(path),
            required: ["title", "messages"],
            optional: ["lists"]
        )
        let title = reading.text(file?["title"])
        // What several rules share is written once, with a name.
        var shared: [String: MessageListRule] = [:]
        for entry in reading.entries(file?["lists"]) {
            if let list = list(entry.place, [:], &reading) { shared[entry.name] = list }
        }
        let rules = reading.list(file?["messages"], atLeast: 1).compactMap { rule($0, shared, &reading) }
        return title.map { MessageMapping(title: $0, rules: rules) }
    }

    private func rule(
        _ place: SettingsPlace,
        _ shared: [String: MessageListRule],
        _ reading: inout SettingsReading
    ) -> MessageRule? {
        let rule = reading.mapping(
            place,
            required: ["for"],
            optional: ["when", "each", "topic", "nobody", "time", "recorded", "fields", "lists"]
        )
        guard let rule else { return nil }
        let triggers = reading.list(rule["for"], atLeast: 1).compactMap { reading.text($0) }
        let conditions = conditions(rule["when"], &reading)
        let each = rule["each"].flatMap { reading.text($0) }
        guard let outcome = outcome(rule, &reading) else { return nil }
        if outcome != .tellsNobody, rule["time"] == nil {
            return reading.refuse(
                rule,
                was: "a rule without a time",
                mustBe: "one that says when it happened"
            )
        }
        return MessageRule(
            triggers: triggers,
            conditions: conditions,
            each: each,
            outcome: outcome,
            time: paths(rule["time"], &reading),
            recorded: paths(rule["recorded"], &reading),
            fields: reading.list(rule["fields"]).compactMap { field($0, &reading) },
            lists: reading.list(rule["lists"]).compactMap { list($0, shared, &reading) }
        )
    }

    private func outcome(
        _ rule: SettingsPlace,
        _ reading: inout SettingsReading
    ) -> MessageRule.Outcome? {
        switch (rule["topic"], rule["nobody"]) {
        case (let topic?, nil): return reading.topic(topic).map { .tells($0) }
        case (nil, let nobody?):
            guard reading.flag(nobody) == true else {
                return reading.refuse(nobody, mustBe: "true, or left out")
            }
            return .tellsNobody
        case (nil, nil), (_?, _?):
            return reading.refuse(rule, was: "a rule", mustBe: "a rule with one of topic and nobody")
        }
    }

    /// A list's rule, or the name of one that several share.
    private func list(
        _ place: SettingsPlace,
        _ shared: [String: MessageListRule],
        _ reading: inout SettingsReading
    ) -> MessageListRule? {
        guard place.isMapping else {
            let names = shared.keys.sorted().joined(separator: ", ")
            return reading.value(place, mustBe: "a list's rule, or one of \(names)") { shared[$0] }
        }
        let list = reading.mapping(place, required: ["into", "fields"], optional: ["each", "when"])
        let into = FieldFile.pointer(list?["into"], &reading)
        let each = list?["each"].flatMap { reading.text($0) }
        let conditions = conditions(list?["when"], &reading)
        let fields = reading.list(list?["fields"], atLeast: 1).compactMap { field($0, &reading) }
        return into.map { MessageListRule(into: $0, each: each, conditions: conditions, fields: fields) }
    }

    private func field(_ place: SettingsPlace, _ reading: inout SettingsReading) -> FieldRule? {
        guard let field = FieldFile.read(place, &reading) else { return nil }
        if case .columns = field.source { _ = paths(place["from"], &reading) }
        return field
    }

    private func conditions(
        _ place: SettingsPlace?,
        _ reading: inout SettingsReading
    ) -> [MessageCondition] {
        reading.list(place).compactMap { condition($0, &reading) }
    }

    private func condition(
        _ place: SettingsPlace,
        _ reading: inout SettingsReading
    ) -> MessageCondition? {
        let condition = reading.mapping(
            place,
            required: ["field"],
            optional: ["is", "filled", "younger-than", "at-least", "on"]
        )
        guard let condition, let path = path(condition["field"], &reading) else { return nil }
        let on = paths(condition["on"], &reading)
        switch (condition["is"], condition["filled"], condition["younger-than"], condition["at-least"]) {
        case (let codes?, nil, nil, nil):
            let codes = reading.list(codes, atLeast: 1).compactMap { reading.text($0) }
            return MessageCondition(path, .isOneOf(codes))
        case (nil, let filled?, nil, nil):
            return reading.flag(filled).map { MessageCondition(path, $0 ? .isFilled : .isEmpty) }
        case (nil, nil, let years?, nil):
            return reading.integer(years, in: 1...120).map {
                MessageCondition(path, .isYounger(thanYears: Int($0), on: on))
            }
        case (nil, nil, nil, let years?):
            return reading.integer(years, in: 1...120).map {
                MessageCondition(path, .isAtLeast(years: Int($0), on: on))
            }
        case (_, _, _, _):
            return reading.refuse(
                condition,
                was: "a condition",
                mustBe: "a condition with one of is, filled, younger-than, at-least"
            )
        }
    }

    /// One place, or a list of which the first that is filled in counts.
    private func paths(_ place: SettingsPlace?, _ reading: inout SettingsReading) -> [String] {
        guard let place else { return [] }
        let places = place.isList ? reading.list(place, atLeast: 1) : [place]
        return places.compactMap { path($0, &reading) }
    }

    private func path(_ place: SettingsPlace?, _ reading: inout SettingsReading) -> String? {
        reading.value(place, mustBe: phrase) { text in
            isPath(text.hasSuffix("*") ? String(text.dropLast()) : text) ? text : nil
        }
    }
}

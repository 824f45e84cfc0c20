import JSON
import TestSupport
import Vocabulary

/// Grows messages from a seed: every field that a topic has, and a canary in each that can hold one.
struct CanaryGrowth {
    private(set) var canaries: [String: Canary] = [:]
    private let catalogue: CanaryCatalogue
    private var random: SeededGenerator
    private var days = 0
    private var topic = ""

    init(_ catalogue: CanaryCatalogue, seed: UInt64) {
        self.catalogue = catalogue
        random = SeededGenerator(seed: seed)
    }

    /// A payload of the topic, in which everything is there.
    mutating func payload(of topic: CanaryCatalogue.Topic) -> [JSONMember] {
        self.topic = topic.name
        return members(of: topic.payload, topic.name, [], isRoot: true)
    }

    /// An attribute that the protocol does not know, which is shown in full detail only, and without names to none but
    /// the agency that said it.
    mutating func note() -> String {
        text(topic + " vendornote", [topic.hasPrefix("consultation.") ? .roles([]) : .atLeast(2)])
    }

    /// A text that may come back to nobody.
    mutating func secret(_ field: String) -> String { text(field, [.never]) }

    /// The number of somebody nobody knows, with a check digit that is not right if it is a secret.
    mutating func secretNumber() -> String { number("identifiers", [.never], isRight: false) }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] { elements.shuffled(using: &random) }

    // MARK: Schemas

    private mutating func members(
        of schema: [String: Any],
        _ path: String,
        _ markers: [Canary.Marker],
        isRoot: Bool = false,
        isKnown: Bool = false
    ) -> [JSONMember] {
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        return properties.sorted { $0.key < $1.key }.map { name, property in
            let property = resolved(property)
            let own = Canary.Marker(property["audience"]) ?? (isRoot ? .atLeast(2) : nil)
            let field = path + "/" + name
            let markers = markers + [own].compactMap(\.self)
            if name == "identifiers" {
                return JSONMember(name, identifiers(field, markers, isKnown: isKnown || isRoot))
            }
            return JSONMember(name, value(of: property, field, markers))
        }
    }

    /// What a definition says, and what is said where it is used.
    private func resolved(_ schema: [String: Any]) -> [String: Any] {
        guard let reference = schema["$ref"] as? String else { return schema }
        let definition = catalogue.definitions[String(reference.dropFirst("#/$defs/".count))] ?? [:]
        return resolved(definition.merging(schema.filter { $0.key != "$ref" }) { _, used in used })
    }

    private mutating func value(
        of schema: [String: Any],
        _ field: String,
        _ markers: [Canary.Marker],
        isKnown: Bool = false
    ) -> JSONValue {
        if let choices = schema["enum"] as? [Any] { return scalar(choices[random.pick(choices.count)]) }
        switch schema["type"] as? String {
        case "object": return .object(members(of: schema, field, markers, isKnown: isKnown))
        case "array":
            let item = resolved(schema["items"] as? [String: Any] ?? [:])
            let inner = markers + [Canary.Marker(item["audience"])].compactMap(\.self)
            return .array((0..<2).map { value(of: item, field, inner, isKnown: $0 == 0) })
        case "integer" where field.hasSuffix("/epoch"): return topic == "transfer.move-notified" ? 0 : 1
        case "integer":
            let least = schema["minimum"] as? Int ?? 0
            return .integer(Int64(least + random.pick(5)))
        case "boolean": return .bool(random.pick(2) == 0)
        default: return .string(string(schema, field, markers))
        }
    }

    private func scalar(_ value: Any) -> JSONValue {
        switch value {
        case let flag as Bool: .bool(flag)
        case let number as Int: .integer(Int64(number))
        default: .string("\(value)")
        }
    }

    /// What must be true or known for a message to be taken.
    private static let meant: [String: String] = [
        "acknowledgement.made/concern": "canary-police.domestic-incident",
        "acknowledgement.made/person": "zz-say/sue.reed", "acknowledgement.made/to": "bhm-csc/nadia.bloom",
        "allocation.made/role": "FC",
        "allocation.made/staff": "zz-say/sue.reed", "allocation.ended/role": "FC",
        "allocation.ended/staff": "zz-say/sue.reed", "register.staff/roles": "FC",
        "register.staff/agency": "zz-say",
    ]

    private mutating func string(
        _ schema: [String: Any],
        _ field: String,
        _ markers: [Canary.Marker]
    ) -> String {
        if let meant = Self.meant[field] { return meant }
        if topic.hasPrefix("transfer."), field.hasSuffix("/transfer") { return "TR-1" }
        if topic.hasPrefix("transfer."), field.hasSuffix("/lineage") { return "L-1" }
        switch (schema["identifies"] as? String, schema["format"] as? String) {
        // Whoever works on C-1042 goes on reading; its sibling is opened and closed meanwhile.
        case ("case", _): return topic.hasPrefix("casefile.") ? "C-2" : "C-1042"
        case ("household", _): return "H-1"
        case (_, "date"): return day(field, markers)
        case (_, "authority"): return field.hasSuffix("/from") ? "E08000025" : "E08000029"
        case (_, "digest"): return String(repeating: "0", count: 64)
        default:
            let text = text(field, markers)
            let least = schema["minLength"] as? Int ?? 0
            return text + String(repeating: ".", count: max(0, least - text.count))
        }
    }

    /// The child of C-1042 first of those whom a message names, and everybody else by numbers of their own.
    private mutating func identifiers(_ field: String, _ markers: [Canary.Marker], isKnown: Bool) -> JSONValue
    {
        guard !isKnown else { return [["scheme": "nhs", "value": "9990516286"]] }
        return [
            ["scheme": "nhs", "value": .string(number(field, markers, isRight: true))],
            ["scheme": "zz-say", "value": .string(text(field, markers))],
        ]
    }

    // MARK: Canaries

    private mutating func plant(_ text: String, _ field: String, _ markers: [Canary.Marker]) -> String {
        precondition(canaries[text] == nil, "two canaries alike: \(text)")
        canaries[text] = Canary(text: text, topic: topic, field: field, markers: markers)
        return text
    }

    private mutating func text(_ field: String, _ markers: [Canary.Marker]) -> String {
        let letters = Array("bcdfghjklmnprstvwx23456789")
        while true {
            let text = "zq" + String((0..<6).map { _ in letters[random.pick(letters.count)] })
            if canaries[text] == nil { return plant(text, field, markers) }
        }
    }

    /// A day of the last century, each once.
    private mutating func day(_ field: String, _ markers: [Canary.Marker]) -> String {
        days += 1 + random.pick(3)
        let first = CivilDate(iso8601: "1901-01-01")
        return plant(first?.advanced(byDays: days).iso8601 ?? "", field, markers)
    }

    /// A number of the range that is never issued, with its check digit or the next.
    private mutating func number(_ field: String, _ markers: [Canary.Marker], isRight: Bool) -> String {
        while true {
            let digits = [9, 9, 9] + (0..<6).map { _ in random.pick(10) }
            let sum = zip(digits, (2...10).reversed()).map { $0 * $1 }.reduce(0, +)
            let check = (11 - sum % 11) % 11
            guard check < 9 else { continue }
            let text = (digits + [isRight ? check : check + 1]).map(String.init).joined()
            if canaries[text] == nil { return plant(text, field, markers) }
        }
    }
}

extension SeededGenerator {
    fileprivate mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
}

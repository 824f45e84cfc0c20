import Patterns
import Topics
import Vocabulary

/// The member `holds` of `patterns.yaml`: which messages wait for a named person, why, and what else ends the wait.
enum HoldsFile {
    static func read(_ place: YAMLPlace?, _ inspection: inout Inspection) -> [String: HoldRule] {
        var rules: [String: HoldRule] = [:]
        for (topic, key, place) in inspection.entries(place) {
            if Topic(topic) == nil {
                inspection.note(key.fault(mustBe: "a topic such as plan.closed"))
            } else if let rule = rule(place, &inspection) {
                rules[topic] = rule
            }
        }
        return rules
    }

    private static func rule(_ place: YAMLPlace, _ inspection: inout Inspection) -> HoldRule? {
        let rule = inspection.mapping(
            place,
            required: ["when", "rule"],
            optional: ["reason", "ends-by", "unless"]
        )
        let test = inspection.choice(rule?["when"], of: HoldRule.Test.self)
        let name = inspection.text(rule?["rule"])
        let reason = inspection.value(rule?["reason"], mustBe: "a short word such as not-discussed") {
            StringFormat.identifier.admits($0) && $0.utf8.count <= 64 ? $0 : nil
        }
        let endsBy = inspection.list(rule?["ends-by"]).compactMap { element in
            inspection.value(element, mustBe: "a topic such as referral.discussed") {
                Topic($0) == nil ? nil : $0
            }
        }
        let unless = inspection.list(rule?["unless"]).compactMap { inspection.text($0) }
        guard let rule, let test, let name else { return nil }
        if test.saysWhy, let reason = rule["reason"] {
            return inspection.refuse(reason.fault(mustBe: "left out: \(test.rawValue) says why itself"))
        }
        if !test.saysWhy, rule["reason"] == nil { return inspection.refuse(rule.fault(missing: "reason")) }
        if let ends = rule["ends-by"], test == .always || test == .once {
            return inspection.refuse(ends.fault(mustBe: "left out: nothing is missing that could arrive"))
        }
        return HoldRule(test: test, reason: reason ?? "", rule: name, endsBy: endsBy, unless: unless)
    }
}

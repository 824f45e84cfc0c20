import JSON
import Vocabulary

/// A line's `attrs` as the `observed` member of a payload, in which persons are places in its list of people.
struct ScriptObservation {
    private let line: Script.Line
    private let refs: [String]
    private let sendsMinutes: Bool

    init(_ line: Script.Line, refs: [String], sendsMinutes: Bool) {
        self.line = line
        self.refs = refs
        self.sendsMinutes = sendsMinutes
    }

    /// The members that the line has something for.
    var members: [JSONMember] {
        var members: [JSONMember] = []
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append(JSONMember(key, value)) }
        }
        add("tests", tests)
        add("claims", claims)
        add("missed", missed)
        add("recent-contacts", recentContacts)
        // A line names its last contacts because they went badly; two of five are that only with agitation.
        add("agitated", attribute("contacts_last5").map { _ in true })
        add("statements", statements)
        add("use", people("use"))
        add("carers", people("carers"))
        add("in-treatment", people("in_treatment"))
        for (name, key) in Self.taken { add(key, attribute(name)?.value) }
        for (name, key) in Self.words { add(key, attribute(name)?.string.map { .string(Self.word($0)) }) }
        add("history", texts("history_markers").map { .array($0.map { .string(Self.word($0)) }) })
        add("vague-terms", texts("vague_terms").map { .array($0.map(JSONValue.string)) })
        add("public-risk", texts("public_risk").map { .string($0.joined(separator: ", ")) })
        for (name, key) in Self.flags where attribute(name)?.bool == true { add(key, true) }
        // What the line does not say of use or of a claim nobody said, whatever the topic is.
        if line.topic == "substance.disclosure", attribute("use") == nil { add("use", []) }
        if line.topic == "substance.claim", attribute("claim") == nil { add("claims", []) }
        // These topics must name markers of their own; what the line says is all that was said.
        let mustSay = ["family.history", "police.information-log"].contains(line.topic)
        if mustSay, attribute("history_markers") == nil { add("history", []) }
        add("minutes-sent", line.topic == "meeting.held" && sendsMinutes ? true : nil)
        return members
    }

    /// Members that a payload has under another name and otherwise just so.
    private static let taken: [(String, String)] = [
        ("evidence_date", "evidence-date"), ("event_date", "happened"), ("da", "incident"),
        ("seen", "child-seen"),
        ("days", "missed-days"), ("storage_check", "storage-check"),
        ("care_arrangement", "care-arrangement"), ("interim_plan", "interim-plan"),
        ("plan_required_service_ended", "service-ended"),
        ("la_change", "authority-change"), ("polled", "polled"), ("share", "share"),
        ("discussed", "discussed"), ("holder", "holder"), ("qualified", "qualified"),
        ("statement", "statement"),
        ("join", "joins"), ("leave", "leaves"), ("change", "change"),
    ]

    /// Members that are one word of the catalogue's, however a story spells it.
    private static let words: [(String, String)] = [("to", "regime"), ("hazard", "hazard")]

    private static let flags: [(String, String)] = [
        ("incharge", "in-charge"), ("unverified_claim", "unverified-claim"),
        ("discharge_address_unsafe_no_housing_plan", "discharge-unsafe"),
        ("closed_without_contact", "closed-without-contact"),
        ("deferred_without_consent", "deferred-without-consent"),
    ]

    private func attribute(_ name: String) -> JSONNode? { line.attributes?[name] }

    private func place(_ ref: String) -> JSONValue? { refs.firstIndex(of: ref).map { .integer(Int64($0)) } }

    private func people(_ name: String) -> JSONValue? {
        attribute(name).map { node in .array(Self.texts(node).compactMap(place)) }
    }

    /// What a member lists; one that is only there, such as `true`, says that there was something.
    private func texts(_ name: String) -> [String]? {
        guard let node = attribute(name), node.bool != false else { return nil }
        let texts = Self.texts(node)
        return texts.isEmpty && node.bool == true ? ["unspecified"] : texts
    }

    private static func texts(_ node: JSONNode) -> [String] {
        node.string.map { [$0] } ?? node.elements.compactMap(\.string)
    }

    /// A story's `stair gate` or `take_home` as one word.
    private static func word(_ text: String) -> String {
        String(text.map { $0 == " " || $0 == "_" ? "-" : $0 }.prefix(60))
    }

    private var tests: JSONValue? {
        attribute("test").map { node in
            .array(
                node.members.compactMap { member in
                    place(member.key).map { person in
                        ["person": person, "outcome": .string(Self.outcome(member.node.string))]
                    }
                }
            )
        }
    }

    private static func outcome(_ word: String?) -> String {
        if word?.hasPrefix("pos") == true { return "positive" }
        return word?.hasPrefix("neg") == true ? "negative" : "unclear"
    }

    private var claims: JSONValue? {
        attribute("claim").map { node in
            .array(
                node.members.compactMap { member in
                    guard let person = place(member.key) else { return nil }
                    guard let since = member.node.string else { return ["person": person] }
                    return ["person": person, "since": .string(since)]
                }
            )
        }
    }

    /// Without a person it is the household that was not met.
    private var missed: JSONValue? {
        attribute("miss").map { node in
            .array(
                node.elements.map { miss in
                    let said = miss["status"]?.string ?? "missed"
                    let status = JSONMember("status", .string(Self.misses.contains(said) ? said : "missed"))
                    let person = miss["person"]?.string.flatMap(place).map { JSONMember("person", $0) }
                    return .object([person, status].compactMap(\.self))
                }
            )
        }
    }

    /// How a contact can fail; whatever else a story calls it was missed.
    private static let misses = ["missed", "cancelled", "declined", "rearranged", "no-access"]

    /// The last five contacts in the words of the catalogue; a number is how many of them did not take place, and what
    /// names none says that they went badly.
    private var recentContacts: JSONValue? {
        attribute("contacts_last5").map { node in
            if let count = node.integer ?? (Array(node.elements).isEmpty ? 3 : nil) {
                let failed = max(0, min(5, Int(count)))
                return .array(
                    Array(repeating: "attended", count: 5 - failed)
                        + Array(repeating: "missed", count: failed)
                )
            }
            return .array(
                node.elements.suffix(5).map { contact in
                    let word = contact.string ?? contact["status"]?.string ?? "missed"
                    if Self.contacts.contains(word) { return .string(word) }
                    return Self.kept.contains(word) ? "attended" : "missed"
                }
            )
        }
    }

    private static let contacts = [
        "attended", "missed", "cancelled", "declined", "rearranged", "no-access", "was-not-brought",
    ]
    /// Other words for a contact that took place.
    private static let kept = ["kept", "seen", "met", "completed", "ok", "good", "present", "attended-late"]

    private var statements: JSONValue? {
        attribute("state").map { node in
            .array(
                node.members.compactMap { member in
                    let parts = member.key.split(separator: ".", maxSplits: 1).map(String.init)
                    guard parts.count == 2, let person = place(parts[0]) else { return nil }
                    let value =
                        member.node.string
                        ?? String(decoding: member.node.value.serialized(), as: UTF8.self)
                    return ["person": person, "key": .string(Self.word(parts[1])), "value": .string(value)]
                }
            )
        }
    }
}

import BrokerCore
import JSON
import Topics
import Vocabulary

/// A line's `attrs` as the payload that the agency's own system would have sent on that topic.
///
/// Members that the topic requires and of which a story does not speak are those of the topic's own example.
struct ScriptPayload {
    private let line: Script.Line
    private let world: ScriptWorld
    private let holder: Role?
    private let isFirstReview: Bool
    private let definition: TopicDefinition
    /// Whom the payload speaks of, in order; the line's own person first.
    private let refs: [String]

    /// `holder` is who holds the case before this line; a looked-after review may be the first.
    init(
        _ line: Script.Line,
        on definition: TopicDefinition,
        in world: ScriptWorld,
        heldBy holder: Role?,
        isFirstReview: Bool
    ) {
        self.line = line
        self.world = world
        self.holder = holder
        self.isFirstReview = isFirstReview
        self.definition = definition
        refs = Self.references(of: line)
    }

    /// The payload.
    var data: JSONValue {
        var data = Self.leastExample(of: definition)
        /// What the topic does not take there stays as it was; of a list it takes what it can.
        func set(_ key: String, _ value: JSONValue?) {
            guard let value else { return }
            let others = data.filter { $0.key != key }
            let taken = Self.part(of: value) {
                Self.fault(in: others + [JSONMember(key, $0)], on: definition) == nil
            }
            if let taken { data = others + [JSONMember(key, taken)] }
        }
        set("case", .string(ScriptWorld.caseID))
        set("people", .array(refs.map(person)))
        set("severity", .string(line.severity.rawValue))
        if let speaker = line.speaker { set("author", .string(ScriptWorld.staff(speaker.role).text)) }
        for (key, value) in neutral where data.contains(where: { $0.key == key }) { set(key, value) }
        for member in ownMembers { set(member.key, member.value) }
        set("expects", codes("opens"))
        set("satisfies", satisfied)
        set("legal-basis", attribute("legal_basis")?.value)
        set("see-child-within", attribute("sighting_wd")?.value)
        // One word that the topic does not take hides no other.
        var observed: [JSONMember] = []
        for member in ScriptObservation(line, refs: refs, sendsMinutes: world.cast.sendsMinutes).members {
            let others = data
            let taken = Self.part(of: member.value) { value in
                let whole = JSONMember("observed", .object(observed + [JSONMember(member.key, value)]))
                return Self.fault(in: others + [whole], on: definition) == nil
            }
            if let taken { observed.append(JSONMember(member.key, taken)) }
        }
        if !observed.isEmpty { data.append(JSONMember("observed", .object(observed))) }
        return .object(data)
    }

    /// A value as it is taken: whole, or of a list those elements that are taken alone; `nil` if nothing is.
    private static func part(of value: JSONValue, _ isTaken: (JSONValue) -> Bool) -> JSONValue? {
        if isTaken(value) { return value }
        guard case .array(let elements) = value else { return nil }
        let some = elements.filter { isTaken([$0]) }
        return some.isEmpty || !isTaken(.array(some)) ? nil : .array(some)
    }

    private func attribute(_ name: String) -> JSONNode? { line.attributes?[name] }

    /// A line that tells of no hazard of its own says that all are cleared.
    private var satisfied: JSONValue? {
        let isOfAll = line.topic == "home.hazard-cleared" && attribute("hazard") == nil
        return isOfAll && attribute("closes") == nil ? ["P24"] : codes("closes")
    }

    private func codes(_ name: String) -> JSONValue? {
        attribute(name).map { .array($0.elements.map(\.value)) }
    }

    // MARK: The family

    private static func references(of line: Script.Line) -> [String] {
        var refs = line.who == "H" ? ["C"] : [line.who]
        func add(_ ref: String) { if ref != "H", !refs.contains(ref) { refs.append(ref) } }
        let attributes = line.attributes
        for name in ["test", "claim"] { attributes?[name]?.members.forEach { add($0.key) } }
        for name in ["use", "in_treatment", "carers"] {
            attributes?[name]?.elements.compactMap(\.string).forEach(add)
        }
        attributes?["miss"]?.elements.compactMap { $0["person"]?.string }.forEach(add)
        attributes?["state"]?.members.compactMap { $0.key.split(separator: ".").first.map(String.init) }
            .forEach(add)
        return refs
    }

    private func person(_ ref: String) -> JSONValue {
        let person = world.person(ref)
        let role =
            switch ref {
            case "C": person.born.map { $0 <= LondonTime.date(of: line.at) } ?? true ? "child" : "unborn"
            case "M": "mother"
            case "F": "father"
            case "S": "sibling"
            default: "carer"
            }
        var members = [
            JSONMember("role", .string(role)), JSONMember("identifiers", ScriptWorld.identifiers(of: person)),
        ]
        if role != "unborn", let born = person.born {
            members.append(JSONMember("born", .string(born.iso8601)))
        }
        return .object(members)
    }

    // MARK: What only some topics have

    /// Members that a topic requires, rules read, and the line says nothing of.
    private var neutral: [(String, JSONValue)] {
        [
            ("child-seen", .bool(attribute("seen")?.bool ?? false)),
            ("interim-plan", attribute("interim_plan")?.value ?? "in-place"),
            ("regime", attribute("to")?.value ?? "unclear"),
            ("status", attribute("in_treatment") == nil ? "continuing" : "started"),
            ("checked", attribute("care_arrangement") == nil ? "yes" : "no"),
            ("hazard", attribute("hazard")?.value ?? "other"),
            ("days", attribute("days")?.value ?? 1), ("child-care", "with-other-carer"),
            ("to", attribute("legal_basis")?.value ?? attribute("to")?.value ?? "unclear"),
            ("kind", "other"), ("basis", careBasis), ("result", storageResult),
            ("from-authority", home),
            ("to-authority", attribute("la_change")?.elements.reversed().first?.value ?? home),
        ]
    }

    private var home: JSONValue { .string(world.cast.authority.text) }

    /// A line that becomes looked after says so by its clocks or its basis; another one tells of the end.
    private var careBasis: JSONValue {
        let isLookedAfter = attribute("legal_basis")?.string?.hasPrefix("LAC") ?? false
        return isLookedAfter || startsCareClocks ? "s20" : "ended"
    }

    private var startsCareClocks: Bool { ["T44", "T45", "T46"].contains(where: expects) }

    /// Whether the line opens that clock.
    private func expects(_ clock: String) -> Bool {
        attribute("opens")?.elements.contains { $0.string == clock } ?? false
    }

    private var storageResult: JSONValue {
        attribute("storage_check")?.string == "none" ? "not-safe" : "safe"
    }

    private var ownMembers: [JSONMember] {
        switch line.topic {
        case "substance.test-result": [JSONMember("result", .string(resultOfWho))]
        case "substance.test-missed": [JSONMember("status", "did-not-attend")]
        case "substance.claim": claimMembers
        case "police.domestic-incident": incidentMembers
        case "meeting.held": meetingMembers
        case "meeting.convened", "meeting.report": invitationMembers
        case "home.visit-completed": visitMembers
        case "strategy.held":
            [JSONMember("decision", expects("T10") ? "s47-single" : "no-further-action")]
        case "lac.status": [JSONMember("already-looked-after", .bool(!startsCareClocks))]
        case "lac.review": [JSONMember("first", .bool(isFirstReview))]
        case "assessment.completed": assessmentMembers
        case "referral.decided": decisionMembers
        case "allocation.made": allocationMembers
        case "allocation.ended": endingMembers
        case "challenge.resolved": resolutionMembers
        case "access.break-glass": openingMembers
        case "plan.reviewed": [attribute("change").map { JSONMember("change", $0.value) }].compactMap(\.self)
        default: line.topic.hasPrefix("transfer.") ? [JSONMember("step", .string(transferStep))] : []
        }
    }

    /// Which step of a handover between authorities a line tells of.
    private var transferStep: String {
        let step = String(line.topic.dropFirst("transfer.".count))
        return BrokerMachine.handoverSteps[step] ?? Self.otherSteps[step] ?? step
    }

    /// Steps that clocks do not know, by the word for the step that two people settle.
    private static let otherSteps = ["pack": "pack-sent", "cancel-requested": "cancelled"]

    /// Whoever speaks needs it, for as long as is usual.
    private var openingMembers: [JSONMember] {
        line.speaker.map { [JSONMember("person", .string(ScriptWorld.staff($0.role).text))] } ?? []
    }

    private var resultOfWho: String {
        switch attribute("test")?[line.who]?.string {
        case "pos"?: "positive"
        case "neg"?: "negative"
        default: "unclear"
        }
    }

    private var claimMembers: [JSONMember] {
        guard let since = attribute("claim")?[line.who]?.string else { return [] }
        return [JSONMember("since", .string(since))]
    }

    private var incidentMembers: [JSONMember] {
        [
            JSONMember("dash-grade", .string(attribute("dash")?.string ?? "standard")),
            JSONMember("child-present", true),
            JSONMember("child-seen", .bool(attribute("seen")?.bool ?? false)),
            JSONMember("child-harmed", .bool(attribute("da")?.string == "injury")),
        ]
    }

    private var meetingMembers: [JSONMember] {
        var members = [
            JSONMember("type", attribute("type")?.value ?? "CIN"), JSONMember("present", list("present")),
            JSONMember("invited", list("invited")), JSONMember("reports", list("reports")),
        ]
        if let change = attribute("change")?.bool { members.append(JSONMember("change", .bool(change))) }
        if attribute("type")?.string == "LACR" { members.append(JSONMember("first", .bool(isFirstReview))) }
        if expects("T10") { members.append(JSONMember("outcome", "s47")) }
        return members
    }

    /// A meeting to come, or what somebody sends to it; what a story does not date is held some day.
    private var invitationMembers: [JSONMember] {
        var members = [JSONMember("type", attribute("type")?.value ?? "CIN")]
        if line.topic == "meeting.report" {
            if let speaker = line.speaker { members.append(JSONMember("role", .string(speaker.role.code))) }
        } else {
            members.append(JSONMember("invited", list("invited")))
        }
        return members
    }

    private var visitMembers: [JSONMember] {
        [attribute("rooms_seen").map { JSONMember("rooms-seen", $0.value) }].compactMap(\.self)
    }

    private func list(_ name: String) -> JSONValue { attribute(name)?.value ?? [] }

    private var assessmentMembers: [JSONMember] {
        let closes = attribute("closes")?.elements.compactMap(\.string) ?? []
        let type =
            if closes.contains("T09") {
                "core"
            } else if closes.contains("T06") {
                "child-and-family"
            } else if closes.contains("T07") || closes.contains("T08") {
                "initial"
            } else {
                "parenting"
            }
        let isHome = attribute("outcome")?.string?.hasPrefix("home") == true
        return [
            JSONMember("type", .string(type)),
            JSONMember("outcome", .string(isHome ? "home-with-parents" : "child-in-need")),
        ]
    }

    private var decisionMembers: [JSONMember] {
        var members = [
            JSONMember("decision", "assessment"),
            JSONMember("discussed", .bool(attribute("discussed")?.bool ?? true)),
        ]
        if let qualified = attribute("qualified")?.bool {
            members.append(JSONMember("qualified", .bool(qualified)))
        }
        return members
    }

    private var allocationMembers: [JSONMember] {
        let role = attribute("holder")?.string.flatMap { Role($0) } ?? .allocatedSocialWorker
        var members = [
            JSONMember("staff", .string(ScriptWorld.staff(role).text)),
            JSONMember("role", .string(role.code)),
            JSONMember("from", .string(LondonTime.date(of: line.at).iso8601)),
        ]
        if let qualified = attribute("qualified")?.bool {
            members.append(JSONMember("qualified", .bool(qualified)))
        }
        return members
    }

    /// A story says only if the statement is not whole.
    private var resolutionMembers: [JSONMember] {
        let isWhole = attribute("statement")?.string != "incomplete"
        return [
            JSONMember(
                "statement",
                isWhole ? "What was decided, by whom, why, and what is done." : "Not all of it."
            ),
            JSONMember("complete", .bool(isWhole)),
        ]
    }

    private var endingMembers: [JSONMember] {
        [JSONMember("staff", .string(ScriptWorld.staff(holder ?? .allocatedSocialWorker).text))]
    }

    // MARK: The topic's own example, without what it need not say

    private static func leastExample(of definition: TopicDefinition) -> [JSONMember] {
        guard case .object(var members)? = definition.example.root["data"]?.value else { return [] }
        for key in members.map(\.key) {
            let without = members.filter { $0.key != key }
            if fault(in: without, on: definition) == nil { members = without }
        }
        return members
    }

    private static func fault(in members: [JSONMember], on definition: TopicDefinition) -> PayloadFault? {
        do throws(JSONError) {
            return definition.fault(
                in: try JSONDocument(parsing: JSONValue.object(members).serialized()).root
            )
        } catch {
            preconditionFailure("what is written as JSON reads as JSON: \(error)")
        }
    }
}

import Concerns
import JSON
import Patterns
import Topics
import Vocabulary

/// What a concern says in a form that rules can read: its `observed` member, and what its topic's own members say.
///
/// People are places in the payload's list; whoever has no handle says nothing here, because nothing could be found again.
struct Testimony {
    let topic: Topic
    let data: JSONNode
    let observed: JSONNode?
    /// Whom it is about.
    let who: PatternSubject
    /// For each place in the payload's list of people, who that is.
    private let places: [Int: PersonID]
    /// What patterns are made of, each once.
    private(set) var signals: [Signal] = []

    init(_ concern: Concern, people: [Int: PersonID], isAboutHousehold: Bool) {
        topic = concern.topic
        data = concern.data
        observed = data["observed"]
        places = people
        let first = data["people"]?.elements.first { _ in true }
        let role = first?["role"]?.string
        who =
            if isAboutHousehold {
                .household
            } else if role != "child", role != "unborn", let person = people[0] {
                .person(person)
            } else {
                .child
            }
        readEvidence()
        readContacts()
        readFamily()
        readFlags()
        readTopic()
        readOwnWords()
    }

    // MARK: Reading

    /// The person whom it is about, if it is about one.
    var person: PersonID? { places[0] }

    /// Everybody whom it names and who has a handle, in order.
    var people: [PersonID] { Set(places.values).sorted() }

    func text(_ name: String) -> String? { observed?[name]?.string ?? data[name]?.string }

    func flag(_ name: String) -> Bool? { observed?[name]?.bool ?? data[name]?.bool }

    func roles(_ name: String) -> [Role] {
        let own = data[name] ?? observed?[name]
        return own?.elements.compactMap { $0.string.flatMap { Role($0) } } ?? []
    }

    /// A day that the topic's own member says, also as part of a time, or the due date of somebody it is about.
    func day(_ name: String) -> CivilDate? {
        let own = data[name]?.string ?? data["people"]?.elements.lazy.compactMap { $0[name]?.string }.first
        return own.flatMap { CivilDate(iso8601: String($0.prefix(10))) }
    }

    func date(_ name: String) -> CivilDate? { observed?[name]?.string.flatMap { CivilDate(iso8601: $0) } }

    private func elements(_ name: String) -> [JSONNode] { observed?[name].map { Array($0.elements) } ?? [] }

    private func person(_ node: JSONNode?) -> PersonID? { node?.integer.flatMap { places[Int($0)] } }

    private func persons(_ name: String) -> [PersonID] { elements(name).compactMap { person($0) } }

    /// Adds a signal that was not said yet; the same contact is not missed twice by being said in two members.
    mutating func add(_ signal: Signal) {
        if !signals.contains(signal) { signals.append(signal) }
    }

    mutating func raise(_ flag: PatternFlag, _ person: PersonID? = nil, _ detail: String? = nil) {
        add(.flag(flag, person: person, detail: detail))
    }
}

// MARK: The member `observed`
extension Testimony {
    private mutating func readEvidence() {
        for test in elements("tests") {
            guard let person = person(test["person"]), let outcome = test["outcome"]?.string else { continue }
            if outcome != "unclear" { add(.test(person, isPositive: outcome == "positive")) }
        }
        for person in persons("use") { add(.use(person)) }
        for claim in elements("claims") {
            guard let person = person(claim["person"]) else { continue }
            add(.claim(person, since: claim["since"]?.string.flatMap { CivilDate(iso8601: $0) }))
        }
        for statement in elements("statements") {
            guard let person = person(statement["person"]), let key = statement["key"]?.string,
                let value = statement["value"]?.string
            else { continue }
            add(.statement(person, key: key, value: value))
        }
        if flag("in-charge") == true || flag("in-charge-of-child") == true { add(.inCharge) }
    }

    private mutating func readContacts() {
        for miss in elements("missed") {
            guard let status = miss["status"]?.string.flatMap({ MissedStatus(rawValue: $0) }) else {
                continue
            }
            // Somebody who is named and has no handle is not the household.
            guard let named = miss["person"] else {
                add(.missed(nil, status))
                continue
            }
            if let person = person(named) { add(.missed(person, status)) }
        }
        if let days = observed?["missed-days"]?.integer, let person {
            add(.missedDoses(person, days: Int(days)))
        }
        if let incident = text("incident").flatMap({ IncidentSource(rawValue: $0) }) {
            add(.incident(incident))
        }
    }

    private mutating func readFamily() {
        if observed?["carers"] != nil { add(.carers(persons("carers"))) }
        for person in persons("in-treatment") { add(.treatment(person)) }
        if let check = text("storage-check") { add(.storageCheck(isDone: check == "done")) }
        if let kind = text("hazard") {
            add(topic.text == "home.hazard-cleared" ? .hazardCleared(kind: kind) : .hazard(kind: kind))
        }
        // Whoever says that what was asked for is done ends the clock of every hazard, and the hazards with it.
        let isDone = data["satisfies"]?.elements.contains { $0.string == "P24" } ?? false
        if isDone { add(.hazardCleared(kind: nil)) }
    }

    private mutating func readFlags() {
        for marker in elements("history") + ownMarkers { raise(.historyMarkers, person, marker.string) }
        for term in elements("vague-terms") { raise(.vagueTerms, person, term.string) }
        if flag("unverified-claim") == true { raise(.unverifiedClaim) }
        if isCareUnassessed { raise(.careUnassessed) }
        if text("interim-plan") == "none" { raise(.noInterimPlan) }
        // Of a household nobody is meant alone.
        if let risk = text("public-risk") { raise(.publicRisk, who == .household ? nil : person, risk) }
        if let service = text("service-ended") { raise(.planRequiredServiceEnded, person, service) }
        if observed?["authority-change"] != nil { raise(.authorityChanged) }
        if flag("discharge-unsafe") == true { raise(.unsafeDischarge) }
        if flag("closed-without-contact") == true { raise(.closedWithoutContact) }
        if isDeclining { add(.flag(.engagementDecline, person: nil, detail: nil)) }
        if flag("deferred-without-consent") == true { raise(.deferredWithoutConsent) }
    }
}

// MARK: What only some topics have
extension Testimony {
    /// What came to light of somebody's history, where the topic is about that.
    private var ownMarkers: [JSONNode] {
        observed?["history"] == nil ? data["markers"].map { Array($0.elements) } ?? [] : []
    }

    /// Whether of the last five contacts three did not take place, or two and somebody saw agitation (P21).
    private var isDeclining: Bool {
        let failed = elements("recent-contacts").compactMap(\.string).filter { $0 != "attended" }
        return failed.count >= (flag("agitated") == true ? 2 : 3)
    }

    private var isCareUnassessed: Bool {
        if let said = observed?["care-arrangement"]?.string { return said == "unassessed" }
        return topic.text == "family.carer-arrangement" && data["checked"]?.string == "no"
    }

    private mutating func readTopic() {
        switch topic.area {
        case "substance", "prescribing": readTreatment()
        case "police": readPolice()
        default: readCasework()
        }
    }

    private mutating func readTreatment() {
        guard let person else { return }
        switch topic.text {
        case "substance.test-result":
            let result = data["result"]?.string
            if result == "positive" || result == "negative" {
                add(.test(person, isPositive: result == "positive"))
            }
        case "substance.test-missed":
            add(.testMissed(person))
            let status = data["status"]?.string.flatMap { MissedStatus(rawValue: $0) } ?? .missed
            if !missedAlready(person) { add(.missed(person, status)) }
        case "substance.claim":
            if observed?["claims"] == nil {
                add(.claim(person, since: data["since"]?.string.flatMap { CivilDate(iso8601: $0) }))
            }
        case "substance.treatment-status":
            if data["status"]?.string == "started" { add(.treatment(person)) }
        case "substance.prescription-issued": add(.prescription(person, regime: text("regime")))
        case "substance.supervision-changed":
            if let regime = text("regime") { add(.regime(person, regime)) }
        case "substance.programme-stopped":
            if data["plan-required"]?.bool == true {
                raise(.planRequiredServiceEnded, person, data["service"]?.string)
            }
        case "prescribing.opioid-issued": add(.opioid(person))
        case "prescribing.misuse-disclosed": raise(.opioidMisuse, person)
        case "prescribing.joint-plan": add(.jointPlan(person))
        default: break  // Other topics of treatment say what they say in `observed`.
        }
    }

    private func missedAlready(_ person: PersonID) -> Bool {
        signals.contains { if case .missed(person, _) = $0 { true } else { false } }
    }

    private mutating func readPolice() {
        guard topic.text == "police.domestic-incident" else { return }
        let isGrave = data["child-harmed"]?.bool == true
        let isSaid = signals.contains { if case .incident = $0 { true } else { false } }
        if !isSaid { add(.incident(isGrave ? .injury : .police)) }
    }

    private mutating func readCasework() {
        switch topic.text {
        case "meeting.held":
            add(.meeting(type: data["type"]?.string ?? "", change: flag("change")))
        case "plan.reviewed": add(.meeting(type: "review", change: flag("change")))
        case "plan.closure-proposed", "plan.stepped-down", "plan.closed":
            add(.closureProposed(polled: roles("polled")))
        case "assessment.completed":
            if text("outcome")?.hasPrefix("home") == true { add(.assessmentOutcomeHome) }
        case "allocation.made", "referral.decided":
            if flag("qualified") == false { raise(.unqualifiedHolder) }
        case "family.domestic-reported":
            let isSaid = signals.contains { if case .incident = $0 { true } else { false } }
            if !isSaid { add(.incident(.selfReport)) }
        default: break  // Other topics say what they say in `observed`.
        }
    }
}

import Concerns
import Escalation
import JSON
import Patterns
import Topics
import Vocabulary

extension Testimony {
    /// Roles that enter the active register by this message.
    var joins: [Role] { roles("joins") }

    /// Roles that leave it.
    var leaves: [Role] { roles("leaves") }

    /// Who holds the case from now on: a role, or `none`.
    var holder: String? {
        if let holder = observed?["holder"]?.string { return holder }
        guard topic.text == "referral.decided", data["holder"] != nil else { return nil }
        return flag("qualified") == false ? Role.socialCareWorker.code : Role.allocatedSocialWorker.code
    }

    /// Whether those who wrote it have not decided yet whether it may be shared.
    var isUndecided: Bool { text("share") == "undecided" || data["sharing"]?.string == "undecided" }

    /// The day it happened, if the concern says an earlier one than the day it was accepted.
    func happened(_ concern: Concern, acceptedAt now: Instant) -> CivilDate? {
        let said = date("happened") ?? LondonTime.date(of: concern.time)
        return said < LondonTime.date(of: now) ? said : nil
    }

    /// What it says to clocks.
    func word(
        _ draft: Draft,
        by role: Role?,
        answers: [LedgerSequence] = [],
        isKnown: Bool,
        isHeld: Bool,
        basis: String?,
        handles: [PersonID],
        carers: [PersonID],
        isWindowOpen: Bool
    ) -> ClockWord {
        ClockWord(
            entry: draft.sequence,
            at: draft.accepted,
            happened: date("happened"),
            topic: told,
            by: role,
            facets: facets + derived(at: draft.accepted) + (isWindowOpen ? ["window"] : [])
                + (person.map(carers.contains) == true ? ["carer"] : [])
                + (basis.map { ["plan:\($0)"] } ?? [])
                + (topic.text == "referral.decided" && !isHeld ? ["decision:no-holder"] : [])
                // Clocks about a record that was merged with this one are about the same person.
                + handles.map { "person:\(PatternSubject.person($0).text)" },
            expects: codes("expects"),
            satisfies: codes("satisfies"),
            answers: answers,
            sightingWorkingDays: data["see-child-within"]?.integer.map { Int($0) },
            isKnownToSocialCare: isKnown
        )
    }

    /// The topic, or for a step of a handover that somebody tells of the topic of that step.
    private var told: String {
        guard topic.text == "transfer.reported", let step = data["step"]?.string else { return topic.text }
        return "transfer.\(step)"
    }

    private func codes(_ name: String) -> [String] { data[name]?.elements.compactMap(\.string) ?? [] }

    /// Facts of the payload in the form in which rules of clocks ask for them.
    private var facets: [String] {
        var facets = said(data) + (observed.map(said) ?? [])
        if who.person != nil { facets.append("person:\(who.text)") }
        func add(_ facet: String, from member: String) {
            if let text = text(member) { facets.append("\(facet):\(text)") }
        }
        add("arrangement", from: "care-arrangement")
        if topic.text == "assessment.completed" { add("assessment", from: "type") }
        if let holder { facets.append("holder:\(holder)") }
        if topic.text == "allocation.made" { add("holder", from: "role") }
        if observed?["authority-change"] != nil || flag("crosses-boundary") == true {
            facets.append("la-change")
        }
        if topic.area == "challenge", let stage = data["stage"]?.integer { facets.append("stage:\(stage)") }
        if flag("child-seen") == true { facets.append("seen") }
        return facets
    }

    /// Facts that follow from several members, or from people and days.
    private func derived(at now: Instant) -> [String] {
        let today = LondonTime.date(of: now)
        var facets: [String] = []
        if let weeks = gestation(on: today) { facets.append("gestation:\(weeks)") }
        let days = observed?["missed-days"]?.integer ?? data["days"]?.integer ?? 0
        if topic.text == "substance.pickup-missed", days >= 3 { facets.append("consecutive") }
        if isPrivateFostering { facets.append("private-fostering") }
        if signals.contains(where: { if case .claim = $0 { true } else { false } }) { facets.append("claim") }
        if topic.text == "person.flag", data["flag"]?.string == "missing" {
            // A flag that ends was of somebody who was found.
            facets.append(data["until"] == nil ? "missing:not-found" : "missing:found")
        }
        return facets
    }

    /// Weeks of pregnancy, as said or from the day on which the child is due.
    private func gestation(on today: CivilDate) -> Int? {
        if topic.area == "pregnancy", let weeks = data["weeks"]?.integer { return Int(weeks) }
        let unborn = data["people"]?.elements.first { $0["role"]?.string == "unborn" }
        guard let due = unborn?["due"]?.string.flatMap({ CivilDate(iso8601: $0) }), due >= today else {
            return nil
        }
        return max(0, 40 - (due.daysSinceEpoch - today.daysSinceEpoch + 6) / 7)
    }

    /// Care by somebody who is no relative for 28 days or more (T40).
    private var isPrivateFostering: Bool {
        guard topic.text == "family.carer-arrangement",
            ["friend", "other"].contains(data["relation"]?.string ?? ""),
            let from = data["from-date"]?.string.flatMap({ CivilDate(iso8601: $0) }),
            let until = data["until"]?.string.flatMap({ CivilDate(iso8601: $0) })
        else { return false }
        return until >= from.advanced(byDays: 28)
    }

    /// Every member of a payload that is a short word, as `name:word`, and every one that is true, by its name.
    private func said(_ node: JSONNode) -> [String] {
        node.members.compactMap { member in
            if member.node.bool == true { return member.key }
            guard let word = member.node.string, word.utf8.count <= 40, !word.utf8.contains(UInt8(ascii: " "))
            else {
                return nil
            }
            return "\(member.key):\(word)"
        }
    }
}

import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary
import Wire

extension BrokerMachine {
    /// A person answers for a concern; only this stops its clock, and a system speaks only for its own agency's staff.
    ///
    /// Returns who is told because it is not hers, or because she disagrees.
    mutating func conclude(
        fromAcknowledgement concern: Concern,
        by publisher: UserID,
        in draft: inout Draft
    ) throws(WireRefusal) -> RoutedFact? {
        let data = concern.data
        guard let person = data["person"]?.string.flatMap({ StaffID($0) }),
            let id = data["concern"]?.string.flatMap({ MessageID($0) })
        else { throw WireRefusal(.schema, "data: must name person and concern", field: "/data") }
        guard let staff = state.register.staff(person), staff.agency == publisher.agency else {
            throw WireRefusal(
                .forbidden,
                "person: must be staff that the register places in the publisher's agency",
                field: "/data/person"
            )
        }
        try checkSignature(of: concern, by: staff)
        let keys = answered(id, by: person, in: data["case"]?.string.flatMap { CaseID($0) })
        guard !keys.isEmpty else {
            throw WireRefusal(
                .noSuch,
                "concern: must be the id of a concern that somebody was asked to answer",
                field: "/data/concern"
            )
        }
        guard let answer = Answer(rawValue: data["decision"]?.string ?? "") else {
            return passOn(keys, to: try heir(data, at: draft.accepted), in: &draft)
        }
        for key in keys { record(answer, of: key, by: staff, in: &draft) }
        return answer == .disagree ? challenge(keys, about: id, by: staff, in: &draft) : nil
    }

    /// Whose key the register knows, their answers are theirs only if it signed them.
    private func checkSignature(of concern: Concern, by staff: StaffMember) throws(WireRefusal) {
        guard let bytes = staff.signingKey else { return }
        guard let key = VerifyingKey(bytes: bytes), concern.verdict(by: key) == .valid else {
            throw WireRefusal(
                .forbidden,
                "signature: must be made by the key that the register has for the person",
                field: "/signature"
            )
        }
    }

    /// What the answer makes of one obligation, and of the clocks that wait for somebody to have heard.
    private mutating func record(
        _ answer: Answer,
        of key: ObligationKey,
        by staff: StaffMember,
        in draft: inout Draft
    ) {
        let now = draft.accepted
        let asked = isOwner(staff.id, of: key) ? state.escalations[key]?.owner?.role : nil
        let facts = state.escalate { book throws(EscalationError) in
            try book.acknowledged(key, by: staff.id, answer: answer, at: now)
        }
        draft.store(facts)
        if answer != .disagree { notePoll(by: staff, of: key, in: &draft) }
        // What a disagreement says to clocks is a challenge's.
        guard let caseID = key.caseID, !facts.isEmpty, answer != .disagree else { return }
        let word = ClockWord(
            entry: draft.sequence,
            at: now,
            topic: draft.topic.text,
            by: asked ?? (staff.roles.count == 1 ? staff.roles.first : nil),
            facets: ["decision:\(answer.rawValue)"],
            answers: [key.sequence],
            isKnownToSocialCare: state.casebook.file(caseID)?.isKnownToSocialCare ?? true
        )
        draft.store(state.record { $0.said(word, of: caseID) })
    }

    /// Whose it is, if she says so: somebody who is there, or whoever stands in for them.
    private func heir(_ data: JSONNode, at now: Instant) throws(WireRefusal) -> StaffID? {
        guard let heir = data["to"]?.string.flatMap({ StaffID($0) }) else { return nil }
        guard state.register.staff(heir)?.isThere(on: LondonTime.date(of: now)) == true else {
            throw WireRefusal(.noSuch, "to: must be staff that the register knows", field: "/data/to")
        }
        return heir
    }

    /// The obligations that a person's answer is for: of one case if she says so, else those that are hers, else all.
    private func answered(_ id: MessageID, by person: StaffID, in caseID: CaseID?) -> [ObligationKey] {
        let keys = (state.obligations[id] ?? []).filter { caseID == nil || $0.caseID == caseID }
        let own = keys.filter { isOwner(person, of: $0) }
        return own.isEmpty ? keys : own
    }

    /// Whether she is asked herself, or a member of a team that is.
    func isOwner(_ person: StaffID, of key: ObligationKey) -> Bool {
        let owners = state.escalations[key]?.owners.compactMap(\.staff) ?? []
        return owners.contains { $0 == person || state.register.staff($0)?.members.contains(person) == true }
    }

    /// It is not hers: whoever has it now is told by this entry.
    private mutating func passOn(
        _ keys: [ObligationKey],
        to heir: StaffID?,
        in draft: inout Draft
    ) -> RoutedFact? {
        let now = draft.accepted
        let standIns = standIns(at: now)
        var routed: RoutedFact?
        for key in keys {
            let heir = heir.map { standIns.standingIn($0, key) ?? $0 }
            let facts = state.escalate { book throws(EscalationError) in
                try book.passedOn(key, to: heir, at: now, filling: standIns.filling)
            }
            draft.store(facts)
            guard let obligation = state.escalations[key], !obligation.owners.isEmpty, !facts.isEmpty
            else { continue }
            let told = routing(obligation.owners, by: .passedOn, for: key.caseID, obligation.isHeightened)
            let earlier = routed?.decision.routings ?? []
            routed = RoutedFact(
                severity: max(routed?.severity ?? obligation.severity, obligation.severity),
                decision: RoutingDecision(
                    people: [],
                    unmatched: [],
                    disputes: [],
                    routings: earlier + [told]
                ),
                due: (routed?.due ?? []) + [obligation.deadline]
            )
        }
        if let routed { conclude(.routed(routed), in: &draft) }
        return routed
    }
}

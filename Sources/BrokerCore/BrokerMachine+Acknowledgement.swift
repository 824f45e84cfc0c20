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
    /// Returns who is told because it is not hers, if it is not.
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
        for key in keys {
            let now = draft.accepted
            draft.store(
                state.escalate { book throws(EscalationError) in
                    try book.acknowledged(key, by: person, answer: answer, at: now)
                }
            )
        }
        return nil
    }

    /// Whose it is, if she says so: somebody who is there.
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

    /// Whether she is asked herself, or a member of the team that is.
    func isOwner(_ person: StaffID, of key: ObligationKey) -> Bool {
        guard let owner = state.escalations[key]?.owner?.staff else { return false }
        return owner == person || state.register.staff(owner)?.members.contains(person) == true
    }

    /// It is not hers: whoever has it now is told by this entry.
    private mutating func passOn(
        _ keys: [ObligationKey],
        to heir: StaffID?,
        in draft: inout Draft
    ) -> RoutedFact? {
        let now = draft.accepted
        let filling = Self.filling(state.register, state.casebook, at: now)
        var routed: RoutedFact?
        for key in keys {
            let facts = state.escalate { book throws(EscalationError) in
                try book.passedOn(key, to: heir, at: now, filling: filling)
            }
            draft.store(facts)
            guard let obligation = state.escalations[key], let owner = obligation.owner, !facts.isEmpty
            else { continue }
            let told = routing([owner], by: .passedOn, for: key.caseID, obligation.isHeightened)
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

    /// Who fills a role for a case now.
    static func filling(
        _ register: Register,
        _ casebook: Casebook,
        at now: Instant
    ) -> EscalationBook.Filling {
        let today = LondonTime.date(of: now)
        return { role, key in
            register.staff(filling: role, near: key.caseID.flatMap { casebook.file($0)?.team }, on: today)
        }
    }
}

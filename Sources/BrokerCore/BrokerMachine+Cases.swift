import Concerns
import Escalation
import JSON
import Routing
import Topics
import Vocabulary
import Wire

extension BrokerMachine {
    /// What an entry makes true of cases: opened, closed, somebody put on them or taken off.
    mutating func conclude(
        fromCase concern: Concern,
        in draft: inout Draft
    ) throws(WireRefusal) {
        guard let id = draft.references.caseID else { return }
        switch draft.topic.text {
        case "casefile.opened": try open(id, concern.data, in: &draft)
        case "casefile.closed":
            // It is closed once everybody on it is told, if nothing speaks against it.
            guard state.casebook.file(id) != nil else { throw Self.refusal(.unknownCase(id)) }
        case "casefile.restricted": try restrict(id, concern.data, in: &draft)
        case "allocation.made": try allocate(id, concern.data, in: &draft)
        case "allocation.ended": try endAllocation(id, concern.data, in: &draft)
        default: break  // Another topic about a case: routed, and nothing more.
        }
    }

    private mutating func open(
        _ id: CaseID,
        _ data: JSONNode,
        in draft: inout Draft
    ) throws(WireRefusal) {
        let place = CasePlace(authority: policy.authority, caseID: id)
        guard id.isTopicToken, !place.isFrontDoor else {
            throw WireRefusal(
                .schema,
                "case: must be one token of a topic, without `.`, `*` and `>`, and not the front door's",
                field: "/data/case"
            )
        }
        let now = draft.accepted
        let children = record(draft.references.people, in: &draft).map(\.person)
        let basis = data["legal-basis"]?.string.flatMap { CaseFile.LegalBasis(rawValue: $0) }
        let team = data["team"]?.string.flatMap { StaffID($0) }
        let isKnown = data["known-to-social-care"]?.bool ?? true
        draft.store(
            state.record {
                $0.opened(
                    id,
                    children: children,
                    legalBasis: basis,
                    team: team,
                    isKnown: isKnown,
                    at: now
                )
            }
        )
        enrol(id, children: children, in: &draft)
    }

    /// A case is kept to named people: a worker in the family, an allegation against staff.
    private mutating func restrict(_ id: CaseID, _ data: JSONNode, in draft: inout Draft) throws(WireRefusal)
    {
        func staff(_ name: String) -> [StaffID] {
            data[name]?.elements.compactMap { $0.string.flatMap { StaffID($0) } } ?? []
        }
        let restriction =
            data["restricted"]?.bool == true
            ? CaseFile.Restriction(to: staff("staff"), excluding: staff("excluded")) : nil
        let now = draft.accepted
        draft.store(
            try change { cases throws(CasebookError) in try cases.restricted(id, restriction, at: now) }
        )
    }

    private mutating func allocate(
        _ id: CaseID,
        _ data: JSONNode,
        in draft: inout Draft
    ) throws(WireRefusal) {
        guard let staff = data["staff"]?.string.flatMap({ StaffID($0) }), let role = try Self.role(data)
        else { return }
        let (isQualified, now) = (data["qualified"]?.bool, draft.accepted)
        let facts = try change { cases throws(CasebookError) in
            try cases.allocationMade(id, staff: staff, role: role, isQualified: isQualified, at: now)
        }
        draft.store(facts + handOver(id, at: now))
    }

    private mutating func endAllocation(
        _ id: CaseID,
        _ data: JSONNode,
        in draft: inout Draft
    ) throws(WireRefusal) {
        guard let staff = data["staff"]?.string.flatMap({ StaffID($0) }) else { return }
        let (role, now) = (try Self.role(data), draft.accepted)
        let facts = try change { cases throws(CasebookError) in
            try cases.allocationEnded(id, staff: staff, role: role, at: now)
        }
        draft.store(facts + handOver(id, at: now))
    }

    /// What waits for the lead of a case waits for whoever leads now, with the same deadline.
    mutating func handOver(_ id: CaseID, at now: Instant) -> [BrokerFact] {
        guard let owner = lead(of: id, at: now) else { return [] }
        return state.escalate { $0.leadChanged(of: id, to: owner, at: now) }
    }

    /// Somebody has left their agency: they leave every case, and what waited for them waits for whoever leads now.
    mutating func leave(_ staff: StaffID, at now: Instant) -> [BrokerFact] {
        let cases = state.casebook.openCases(workedBy: staff)
        return state.record { $0.staffLeft(staff, at: now) } + cases.flatMap { handOver($0, at: now) }
    }

    private static func role(_ data: JSONNode) throws(WireRefusal) -> Role? {
        guard let code = data["role"]?.string else { return nil }
        guard let role = Role(code) else {
            throw WireRefusal(.schema, "role: must be a role of the partnership", field: "/data/role")
        }
        return role
    }

    private mutating func change(
        _ input: (inout Casebook) throws(CasebookError) -> Decision<Casebook.Fact, Casebook.Action>
    ) throws(WireRefusal) -> [BrokerFact] {
        do throws(CasebookError) {
            return try state.record(input)
        } catch {
            throw Self.refusal(error)
        }
    }

    private static func refusal(_ error: CasebookError) -> WireRefusal {
        switch error {
        case .unknownCase(let id):
            WireRefusal(.noSuch, "case: \(id) must be a case of this authority", field: "/data/case")
        case .closedCase(let id):
            WireRefusal(.schema, "case: \(id) is closed; must be open", field: "/data/case")
        case .aliasCannotBeAllocated(let role):
            WireRefusal(
                .schema,
                "role: was \(role), an alias; must be somebody's own role",
                field: "/data/role"
            )
        }
    }
}

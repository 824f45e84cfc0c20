import Escalation
import JSON
import Routing
import Topics
import Vocabulary

/// Whoever joins a case is told who else works with the household: ids and roles, never a word of what was said.
extension BrokerMachine {
    /// Introduces those who joined cases by an entry, case by case.
    mutating func introduceNewcomers(of draft: Draft, into turn: inout Turn) {
        var cases: [CaseID] = []
        for (id, _) in draft.joined where !cases.contains(id) { cases.append(id) }
        for id in cases {
            let newcomers = draft.joined.filter { $0.caseID == id }.map(\.allocation)
            introduce(newcomers, on: id, by: draft, into: &turn)
        }
        for id in draft.neighbouring {
            let newcomers = state.casebook.file(id)?.allocations ?? []
            introduce(newcomers, on: id, asNeighbours: true, by: draft, into: &turn)
        }
    }

    /// Records a household, and notes which cases it brings together.
    mutating func settle(_ household: Household, in draft: inout Draft) {
        let before = cases(of: household.id)
        draft.store(state.record { $0.householdRecorded(household) })
        let now = cases(of: household.id)
        let new = now.filter { !before.contains($0) }
        guard now.count > 1 else { return }
        // Where all are new the first one is met by the others.
        draft.neighbouring += before.isEmpty ? Array(new.dropFirst()) : new
    }

    private func cases(of household: HouseholdID) -> [CaseID] {
        SubscriptionRouter.openCases(ofHousehold: household, state.register, state.casebook)
    }

    private mutating func introduce(
        _ newcomers: [CaseFile.Allocation],
        on id: CaseID,
        asNeighbours: Bool = false,
        by cause: Draft,
        into turn: inout Turn
    ) {
        guard let definition = Topic("broker.introduced").flatMap({ policy.catalogue[$0] }) else { return }
        let severity = definition.severity.usual
        let matter = Matter(
            severity: severity,
            publisher: brokerUser,
            at: cause.accepted,
            tells: definition.tells
        )
        let introduction = SubscriptionRouter(calendar: policy.calendar).introduce(
            newcomers,
            on: id,
            matter,
            besides: Self.told(of: cause, on: id),
            asNeighbours: asNeighbours,
            in: state.register,
            state.casebook
        )
        guard let introduction else { return }
        var draft = draft(
            definition.topic.text,
            cause: "\(cause.sequence.number)-\(id)",
            at: cause.accepted,
            data: [
                "case": .string(id.text), "newcomers": Self.list(introduction.newcomers),
                "workers": Self.list(introduction.others),
            ]
        )
        tell(introduction.routing, severity, until: nil, in: &draft, into: &turn)
    }

    /// Who knows of the newcomers by the entry itself: an allocation says who they are, another message does not.
    private static func told(of draft: Draft, on id: CaseID) -> Set<StaffID> {
        guard draft.topic.text == "allocation.made" else { return [] }
        let routings = draft.routed?.decision.routings.filter { $0.caseID == id } ?? []
        return Set(routings.flatMap(\.recipients).compactMap(\.staff))
    }

    private static func list(_ colleagues: [Introduction.Colleague]) -> JSONValue {
        .array(
            colleagues.prefix(100).map { colleague in
                var members = [
                    JSONMember("staff", .string(colleague.staff.text)),
                    JSONMember("role", .string(colleague.role.code)),
                ]
                if let agency = colleague.agency {
                    members.append(JSONMember("agency", .string(agency.text)))
                }
                return .object(members)
            }
        )
    }
}

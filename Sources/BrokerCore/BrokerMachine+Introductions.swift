import Escalation
import JSON
import Routing
import Topics
import Vocabulary

extension BrokerMachine {
    /// Whoever joins a case on which others work learns who they are; the others learn of them by the allocation itself.
    mutating func introduce(
        _ allocation: CaseFile.Allocation,
        to id: CaseID,
        at now: Instant,
        into turn: inout Turn
    ) {
        guard let file = state.casebook.file(id) else { return }
        let others = file.allocations.filter { $0.staff != allocation.staff }
        guard !others.isEmpty else { return }
        let team = others.map { other in
            JSONValue.object([
                JSONMember("role", .string(other.role.code)), JSONMember("staff", .string(other.staff.text)),
            ])
        }
        var members = [
            JSONMember("case", .string(id.text)), JSONMember("role", .string(allocation.role.code)),
            JSONMember("staff", .string(allocation.staff.text)), JSONMember("team", .array(team)),
        ]
        if let basis = file.legalBasis { members.append(JSONMember("legal-basis", .string(basis.rawValue))) }
        var draft = draft(
            "broker.introduced",
            cause: "\(state.lastSequence.number)-\(id)-\(allocation.role)",
            at: now,
            data: .object(members)
        )
        let routing = routing(
            [Owner(allocation.role, allocation.staff)],
            by: .introduced,
            for: id,
            false,
            sees: .summary
        )
        tell(routing, .s4, until: nil, in: &draft, into: &turn)
    }
}

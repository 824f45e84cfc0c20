import Escalation
import JSON
import Patterns
import Routing
import Vocabulary

/// What the duty list shows of changes that wait and of clocks that ran out; identifiers, codes and titles of rules only.
extension BrokerMachine {
    /// Changes of state that wait for a named person, the longest waiting first.
    var heldRows: [JSONValue] {
        state.holds.all.map { hold in
            let owner = resolve(
                [policy.patterns.overriders(of: hold.change)],
                on: hold.caseID,
                at: state.lastAccepted
            ).first
            return .object(
                [
                    JSONMember("kind", "hold"), JSONMember("seq", .integer(hold.entry.number)),
                    JSONMember("case", .string(hold.caseID.text)),
                    JSONMember("since", .integer(hold.since.milliseconds)), JSONMember("due", .null),
                    JSONMember("owner", Self.text(owner?.staff)),
                    JSONMember("owner-role", owner.map { .string($0.role.code) } ?? .null),
                ] + members(of: hold)
            )
        }
    }

    /// Clocks that ran out and that nothing has cleared, the longest overdue first.
    func breachedRows(at now: Instant) -> [JSONValue] {
        let clocks = state.clocks.cases.flatMap { state.clocks.open(of: $0).filter(\.isBreached) }
        return clocks.sorted { ($0.due, $0.key) < ($1.due, $1.key) }.map { clock in
            let owner = lead(of: clock.key.caseID, at: state.lastAccepted)
            return .object([
                JSONMember("kind", "breached"), JSONMember("seq", .integer(clock.key.startedBy.number)),
                JSONMember("case", .string(clock.key.caseID.text)),
                JSONMember("since", .integer(clock.startedAt.milliseconds)),
                JSONMember("due", .integer(clock.due.milliseconds)),
                JSONMember("owner", Self.text(owner?.staff)),
                JSONMember("owner-role", owner.map { .string($0.role.code) } ?? .null),
                JSONMember("clock", .string(clock.key.code)),
                JSONMember("title", .string(policy.clocks[clock.key.code]?.title ?? "")),
                JSONMember("late-ms", .integer(max(0, now.milliseconds - clock.due.milliseconds))),
            ])
        }
    }

    /// What a hold is about and, if it is shown whole, by which rule, why, and who may override it.
    func members(of hold: HoldBook.Hold, isWhole: Bool = true) -> [JSONMember] {
        let alert = [
            JSONMember("hold", .integer(hold.entry.number)), JSONMember("event", .string(hold.event.text)),
            JSONMember("change", .string(hold.change)),
        ]
        guard isWhole else { return alert }
        return alert + [
            JSONMember("rule", .string(policy.patterns.holds[hold.change]?.rule ?? "")),
            JSONMember("reasons", .array(hold.reasons.map(JSONValue.string))),
            JSONMember(
                "may-override",
                .array(policy.patterns.overriders(of: hold.change).map { .string($0.code) })
            ),
        ]
    }
}

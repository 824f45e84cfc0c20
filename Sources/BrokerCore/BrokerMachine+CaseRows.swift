import Escalation
import JSON
import Patterns
import Vocabulary

/// What a case's row and the duty list show of clocks, holds, patterns and windows; identifiers and codes only.
extension BrokerMachine {
    /// The clocks that run on a case or ran out, in order of their keys.
    func clockRows(of id: CaseID) -> JSONValue {
        .array(
            state.clocks.open(of: id).map { clock in
                // It runs on: whether it must is for people to say, who see that what began it was taken back.
                let isRecalled = state.sharing.recall(of: clock.key.startedBy) != nil
                return .object(
                    [
                        JSONMember("clock", .string(clock.key.code)),
                        JSONMember("title", .string(policy.clocks[clock.key.code]?.title ?? "")),
                        JSONMember("started-by", .integer(clock.key.startedBy.number)),
                        JSONMember("since", .integer(clock.startedAt.milliseconds)),
                        JSONMember("due", .integer(clock.due.milliseconds)),
                        JSONMember("breached", .bool(clock.isBreached)),
                    ] + (isRecalled ? [JSONMember("started-by-recalled", .bool(true))] : [])
                )
            }
        )
    }

    /// What waits for a named person on a case, oldest first; why, only if the reader sees it whole.
    func holdRows(of id: CaseID, isWhole: Bool) -> JSONValue {
        .array(
            state.holds.holds(on: id).map { hold in
                .object(
                    members(of: hold, isWhole: isWhole) + [
                        JSONMember("since", .integer(hold.since.milliseconds))
                    ]
                )
            }
        )
    }

    /// The patterns raised on a case within the days in which they count for its score, newest last.
    func patternRows(of id: CaseID) -> JSONValue {
        let today = LondonTime.date(of: state.lastAccepted)
        let since = today.advanced(byDays: -policy.patterns.score.days)
        return .array(
            state.patterns.alerts(of: id, since: since).map { alert in
                let recalled = alert.causes.filter { state.sharing.recall(of: $0) != nil }
                return .object(
                    [
                        JSONMember("pattern", .string(alert.code)),
                        JSONMember("title", .string(policy.patterns[alert.code]?.title ?? "")),
                        JSONMember("version", .integer(Int64(alert.version))),
                        JSONMember("about", .string(alert.subject.person?.text ?? alert.subject.text)),
                        JSONMember("severity", .string(alert.severity.rawValue)),
                        JSONMember("causes", .array(alert.causes.map { .integer($0.number) })),
                        JSONMember("at", .integer(alert.at.milliseconds)),
                    ]
                        + (recalled.isEmpty
                            ? [] : [JSONMember("recalled", .array(recalled.map { .integer($0.number) }))])
                )
            }
        )
    }

    /// The windows of heightened risk that are open on a case today.
    func windowRows(of id: CaseID) -> JSONValue {
        let today = LondonTime.date(of: state.lastAccepted)
        return .array(
            state.patterns.openWindows(for: id, on: today).map { window in
                .object([
                    JSONMember("window", .string(window.name)),
                    JSONMember("from", .string(window.first.iso8601)),
                    JSONMember("to", .string(window.last.iso8601)),
                ])
            }
        )
    }
}

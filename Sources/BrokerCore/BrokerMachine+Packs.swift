import Escalation
import JSON
import Meetings
import Patterns
import Topics
import Vocabulary
import Wire

/// What a meeting is given before it sits, from the ledger and not from memory (N16, F60); each row names its entry.
extension BrokerMachine {
    /// The pack of the meeting that a read names, else of the next one of its case.
    func pack(
        _ fetch: ClientMessage.Fetch,
        by user: UserID,
        at now: Instant
    ) throws(WireRefusal) -> Action.Reading {
        let id = try readable(fetch, by: user, at: now)
        let sight = sections(for: user)
        guard sight.meetings else {
            throw WireRefusal(
                .forbidden,
                "what: must be asked by a system whose roles are shown meetings",
                field: "/what"
            )
        }
        let named = fetch.sequence.map { entry in
            state.meetings.upcoming(of: id).first { $0.key.entry == entry }
        }
        guard let meeting = named ?? state.meetings.next(of: id) else {
            throw WireRefusal(.noSuch, "seq: must be a meeting that is convened on this case", field: "/seq")
        }
        let before =
            state.meetings.lastMeeting(of: id, type: meeting.type) ?? state.meetings.lastMeeting(of: id)
        let rows = fetch.after == nil ? packRows(of: meeting, after: before, sight) : []
        return .pack(
            id,
            since: before?.heldAt,
            rows: Self.lines(rows),
            after: fetch.after,
            limit: fetch.limit
        )
    }

    private func packRows(
        of meeting: ConvenedMeeting,
        after before: HeldMeeting?,
        _ sight: SectionSight
    ) -> [JSONValue] {
        let id = meeting.key.caseID
        var rows = [head(of: meeting, after: before)]
        rows += state.meetings.reportsMissing(for: meeting).map { role in
            Self.row("missing-reports", meeting.key.entry, [JSONMember("role", .string(role.code))])
        }
        if sight.patterns { rows += contradictions(on: id, since: before?.heldAt) }
        rows += actions(on: id)
        if sight.clocks { rows += packClocks(of: id) }
        if sight.expected { rows += packExpected(on: id) }
        return rows
    }

    private func head(of meeting: ConvenedMeeting, after before: HeldMeeting?) -> JSONValue {
        guard case .object(let members) = convenedRow(meeting) else { return .null }
        return Self.row(
            "meeting",
            meeting.key.entry,
            [
                JSONMember("case", .string(meeting.key.caseID.text)),
                JSONMember("since", before.map { .integer($0.heldAt.milliseconds) } ?? .null),
                JSONMember("last-meeting", before.map { .integer($0.key.entry.number) } ?? .null),
            ] + members
        )
    }

    /// Patterns that found a claim against evidence, against another's, or not confirmed.
    private func contradictions(on id: CaseID, since: Instant?) -> [JSONValue] {
        state.patterns.alerts(of: id).filter { alert in
            policy.patterns[alert.code]?.test.isAboutClaims == true && since.map { alert.at >= $0 } != false
        }.map { alert in
            Self.row(
                "contradictions",
                alert.causes.last,
                [
                    JSONMember("pattern", .string(alert.code)),
                    JSONMember("title", .string(policy.patterns[alert.code]?.title ?? "")),
                    JSONMember("about", .string(alert.subject.person?.text ?? alert.subject.text)),
                    JSONMember("causes", .array(alert.causes.map { .integer($0.number) })),
                    JSONMember("at", .integer(alert.at.milliseconds)),
                ]
            )
        }
    }

    /// What somebody has yet to answer, or said that they would act on.
    private func actions(on id: CaseID) -> [JSONValue] {
        state.escalations.open(for: id).compactMap { key in
            guard let obligation = state.escalations[key], let deadline = obligation.deadline else {
                return nil
            }
            let isActing = if case .acting = obligation.state { true } else { false }
            return Self.row(
                "actions",
                key.sequence,
                [
                    JSONMember("state", .string(isActing ? "acting" : "unanswered")),
                    JSONMember("owner", Self.text(obligation.owner?.staff)),
                    JSONMember("due", .integer(deadline.milliseconds)),
                ]
            )
        }
    }

    private func packClocks(of id: CaseID) -> [JSONValue] {
        state.clocks.open(of: id).map { clock in
            Self.row(
                "clocks",
                clock.key.startedBy,
                [
                    JSONMember("clock", .string(clock.key.code)),
                    JSONMember("title", .string(policy.clocks[clock.key.code]?.title ?? "")),
                    JSONMember("due", .integer(clock.due.milliseconds)),
                    JSONMember("breached", .bool(clock.isBreached)),
                ]
            )
        }
    }

    private func packExpected(on id: CaseID) -> [JSONValue] {
        state.expectations.expected(on: id).map { expectation in
            Self.row(
                "expected",
                expectation.entry,
                [
                    JSONMember("what", .string(expectation.what)),
                    JSONMember("from-role", expectation.by.map { .string($0.code) } ?? .null),
                    JSONMember("due", .integer(expectation.due.milliseconds)),
                ]
            )
        }
    }

    private static func row(_ section: String, _ entry: LedgerSequence?, _ members: [JSONMember]) -> JSONValue
    {
        .object(
            [
                JSONMember("section", .string(section)),
                JSONMember("seq", entry.map { .integer($0.number) } ?? .null),
            ] + members
        )
    }
}

import Escalation
import JSON
import Meetings
import Patterns
import Routing
import Topics
import Vocabulary

/// What a case's row shows of meetings, of what is expected and of how things add up; dates, codes and roles only.
extension BrokerMachine {
    /// The part of a case's row that not everybody on the case sees; no member at all of what is not for the reader.
    func sections(of id: CaseID, for user: UserID) -> [JSONMember] {
        let sight = sections(for: user)
        var members: [JSONMember] = []
        if sight.meetings { members.append(JSONMember("meetings", meetingRows(of: id, sight.patterns))) }
        if sight.expected { members.append(JSONMember("expected", expectedRows(of: id))) }
        if sight.clocks { members.append(JSONMember("clocks", clockRows(of: id))) }
        if let detail = sight.holds {
            members.append(JSONMember("holds", holdRows(of: id, isWhole: detail >= .summary)))
        }
        if sight.patterns {
            members.append(JSONMember("patterns", patternRows(of: id)))
            members.append(JSONMember("score", scoreRow(of: id)))
        }
        if sight.referrals { members.append(JSONMember("consultations", consultationRows(of: id))) }
        if sight.windows { members.append(JSONMember("windows", windowRows(of: id))) }
        return members
    }

    /// Of each kind of thing a reader sees as much as its topic shows the reader's roles.
    struct SectionSight {
        let meetings: Bool
        let expected: Bool
        let clocks: Bool
        let holds: Detail?
        let patterns: Bool
        let windows: Bool
        let referrals: Bool
    }

    func sections(for user: UserID) -> SectionSight {
        let roles = state.register.roles(of: user)
        func detail(_ topic: String) -> Detail? {
            Topic(topic).flatMap { policy.catalogue[$0] }?.detail(for: roles)
        }
        func isSummary(_ topic: String) -> Bool { detail(topic).map { $0 >= .summary } ?? false }
        return SectionSight(
            meetings: isSummary("meeting.convened"),
            expected: isSummary("expected.registered"),
            clocks: detail("broker.clock-breached") != nil,
            holds: detail("broker.held"),
            patterns: detail("broker.pattern-raised") != nil,
            windows: detail("risk.window-declared") != nil,
            referrals: detail("referral.submitted") == .full
        )
    }

    /// The meetings that are to come, then the last held of each type.
    func meetingRows(of id: CaseID, _ seesPatterns: Bool) -> JSONValue {
        let held = state.meetings.lastMeetings(of: id).map { heldRow($0, seesPatterns) }
        return .array(state.meetings.upcoming(of: id).map(convenedRow) + held)
    }

    /// A meeting to come: who is asked and who ought to be, and whose report is missing.
    func convenedRow(_ meeting: ConvenedMeeting) -> JSONValue {
        let book = state.meetings
        return .object([
            JSONMember("meeting", .integer(meeting.key.entry.number)), JSONMember("state", "convened"),
            JSONMember("type", .string(meeting.type)),
            JSONMember("title", .string(book.rules[meeting.type].title)),
            JSONMember("convened", .integer(meeting.convenedAt.milliseconds)),
            JSONMember("on", meeting.planned.map { .string($0.iso8601) } ?? .null),
            JSONMember("organiser", meeting.organiser.map { .string($0.code) } ?? .null),
            JSONMember("invited", Self.codes(meeting.invited)),
            JSONMember("not-invited", Self.codes(uninvited(to: meeting))),
            JSONMember("reports", Self.codes(meeting.reports)),
            JSONMember("reports-due", book.reportsDue(for: meeting).map { .string($0.iso8601) } ?? .null),
            JSONMember("reports-missing", Self.codes(book.reportsMissing(for: meeting))),
        ])
    }

    /// Who works on the case by now and would be asked to such a meeting today, and was not (F97).
    func uninvited(to meeting: ConvenedMeeting) -> [Role] {
        let id = meeting.key.caseID
        return state.meetings.invitations(
            type: meeting.type,
            active: state.casebook.file(id)?.activeRegister.map(\.role) ?? [],
            includesPolice: state.patterns.invitesPolice(of: id, on: LondonTime.date(of: state.lastAccepted))
        ).filter { $0 != meeting.organiser && !meeting.invited.contains($0) }
    }

    private func heldRow(_ meeting: HeldMeeting, _ seesPatterns: Bool) -> JSONValue {
        let due = state.meetings.minutesDue(for: meeting)
        let members = [
            JSONMember("meeting", .integer(meeting.key.entry.number)), JSONMember("state", "held"),
            JSONMember("type", .string(meeting.type)),
            JSONMember("title", .string(state.meetings.rules[meeting.type].title)),
            JSONMember("held", .integer(meeting.heldAt.milliseconds)),
            JSONMember("minutes-due", due.map { .integer($0.milliseconds) } ?? .null),
            JSONMember("minutes-sent", .bool(meeting.hasMinutes)),
        ]
        guard seesPatterns else { return .object(members) }
        return .object(
            members + [
                JSONMember("not-invited", Self.codes(meeting.judgement.missing)),
                JSONMember("faults", .array(meeting.judgement.faults.map(JSONValue.string))),
            ]
        )
    }

    /// What agencies said will come, in the order registered.
    func expectedRows(of id: CaseID) -> JSONValue {
        .array(
            state.expectations.expected(on: id).map { expectation in
                .object([
                    JSONMember("registered-by", .integer(expectation.entry.number)),
                    JSONMember("what", .string(expectation.what)),
                    JSONMember("from-role", expectation.by.map { .string($0.code) } ?? .null),
                    JSONMember("due", .integer(expectation.due.milliseconds)),
                    JSONMember("if-missed", Self.codes(expectation.tells)),
                ])
            }
        )
    }

    /// The cumulative score, never without what it is made of.
    func scoreRow(of id: CaseID) -> JSONValue {
        let score = state.patterns.score(of: id, on: LondonTime.date(of: state.lastAccepted))
        return .object([
            JSONMember("value", .integer(Int64(score.value))),
            JSONMember("days", .integer(Int64(policy.patterns.score.days))),
            JSONMember(
                "parts",
                .array(
                    score.parts.map { part in
                        .object([
                            JSONMember("pattern", .string(part.code)),
                            JSONMember("about", .string(part.subject.person?.text ?? part.subject.text)),
                            JSONMember("severity", .string(part.severity.rawValue)),
                            JSONMember("weight", .integer(Int64(part.weight))),
                        ])
                    }
                )
            ),
        ])
    }

    static func codes(_ roles: [Role]) -> JSONValue { .array(roles.map { .string($0.code) }) }
}

import Escalation
import JSON
import Meetings
import Routing
import Topics
import Vocabulary

/// The report chaser (F72, F98): authors are reminded before reports to a meeting are due, and whoever convened it is told
/// of those that are missing.
extension BrokerMachine {
    /// Asks for reports that are missing; each step is an entry of its own, and none if nothing is missing.
    mutating func chaseReports(to now: Instant, atMost limit: Int, into turn: inout Turn) -> Int {
        var count = 0
        while count < limit, let (meeting, step, facts) = state.chaseReports(to: now) {
            count += 1
            let missing = state.meetings.reportsMissing(for: meeting)
            let owners =
                switch step {
                case .reminder: authors(missing, on: meeting.key.caseID)
                case .overdue: conveners(of: meeting, at: now)
                }
            guard !missing.isEmpty, !owners.isEmpty else {
                store(facts, in: &turn)
                continue
            }
            enter(meeting, step, missing, to: owners, facts, at: now, into: &turn)
        }
        return count
    }

    private mutating func enter(
        _ meeting: ConvenedMeeting,
        _ step: ReportChase.Step,
        _ missing: [Role],
        to owners: [Owner],
        _ facts: [BrokerFact],
        at now: Instant,
        into turn: inout Turn
    ) {
        let key = meeting.key
        var members = [
            JSONMember("case", .string(key.caseID.text)), JSONMember("step", .string(step.rawValue)),
            JSONMember("meeting", .string(String(key.entry.number))),
            JSONMember("type", .string(meeting.type)),
            JSONMember("missing", Self.codes(missing)),
        ]
        if let planned = meeting.planned { members.append(JSONMember("on", .string(planned.iso8601))) }
        if let due = meeting.chase?.dueAt { members.append(JSONMember("due", .string(due.rfc3339))) }
        var draft = draft(
            "broker.report-due",
            cause: "\(key.entry.number)-\(key.caseID)-\(step.rawValue)",
            at: now,
            data: .object(members)
        )
        draft.store(facts)
        // Only who convened it must do something; a reminder informs.
        let severity: Severity = step == .overdue ? .s3 : .s4
        tellOwners(owners, of: key.caseID, severity, in: draft, at: now, into: &turn)
    }

    /// Those on the case whose reports are missing; whoever is not on it learns nothing of it from here.
    private func authors(_ missing: [Role], on id: CaseID) -> [Owner] {
        (state.casebook.file(id)?.activeRegister ?? [])
            .filter { missing.contains($0.role) }
            .map { Owner($0.role, $0.staff) }
    }

    /// Whoever chairs it, else whoever asked to it, else whoever leads on the case.
    private func conveners(of meeting: ConvenedMeeting, at now: Instant) -> [Owner] {
        let today = LondonTime.date(of: now)
        if let chair = meeting.chase?.chair, let staff = state.register.staff(chair), staff.isThere(on: today)
        {
            let chairs = Role("CPC").map { staff.roles.contains($0) } ?? false
            let role = chairs ? Role("CPC") : staff.roles.first
            return [Owner(role ?? .leadProfessional, chair)]
        }
        let choices = [meeting.organiser, .leadProfessional].compactMap(\.self)
        return resolve([choices], on: meeting.key.caseID, at: now)
    }
}

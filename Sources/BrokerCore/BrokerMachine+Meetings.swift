import JSON
import Meetings
import Patterns
import Routing
import Topics
import Vocabulary

/// Meetings: who is asked, who has reported, who was there; what is unsound is said before and after.
extension BrokerMachine {
    /// Takes in what the concern says of a meeting, and returns what patterns make of it.
    mutating func meet(_ testimony: Testimony, of id: CaseID, in draft: inout Draft) -> [Signal] {
        let type = testimony.text("type")
        switch testimony.topic.text {
        case "meeting.convened": return convene(testimony, type ?? "", of: id, in: &draft)
        case "meeting.held": return hold(testimony, type ?? "", of: id, in: &draft)
        case "meeting.report":
            let now = draft.accepted
            guard let role = testimony.data["role"]?.string.flatMap({ Role($0) }) ?? speaker(of: draft) else {
                return []
            }
            draft.store(state.record { $0.reportReceived(of: id, type: type, by: role, at: now) })
            return []
        case "meeting.minutes":
            let now = draft.accepted
            draft.store(state.record { $0.minutesSent(of: id, meeting: nil, at: now) })
            return []
        default: return []
        }
    }

    private mutating func convene(
        _ testimony: Testimony,
        _ type: String,
        of id: CaseID,
        in draft: inout Draft
    ) -> [Signal] {
        let key = MeetingKey(caseID: id, entry: draft.sequence)
        let (invited, organiser, now) = (testimony.roles("invited"), speaker(of: draft), draft.accepted)
        let planned = testimony.text("on").flatMap { text in
            Instant(rfc3339: text).map { LondonTime.date(of: $0) }
                ?? CivilDate(iso8601: String(text.prefix(10)))
        }
        let judgement = judgement(testimony, type, present: nil, of: id, by: organiser, at: now)
        let reportsBy = testimony.text("reports-by").flatMap { CivilDate(iso8601: $0) }
        let chair = testimony.data["chair"]?.string.flatMap { StaffID($0) }
        draft.store(
            state.record {
                $0.convened(
                    key,
                    type: type,
                    planned: planned,
                    organiser: organiser,
                    invited: invited,
                    judgement: judgement,
                    reportsBy: reportsBy,
                    chair: chair,
                    at: now
                )
            }
        )
        return signals(of: judgement)
    }

    private mutating func hold(
        _ testimony: Testimony,
        _ type: String,
        of id: CaseID,
        in draft: inout Draft
    ) -> [Signal] {
        let key = MeetingKey(caseID: id, entry: draft.sequence)
        let now = draft.accepted
        let judgement = judgement(
            testimony,
            type,
            present: testimony.roles("present"),
            of: id,
            by: speaker(of: draft),
            at: now
        )
        draft.store(state.record { $0.held(key, type: type, judgement: judgement, at: now) })
        return signals(of: judgement)
    }

    private func judgement(
        _ testimony: Testimony,
        _ type: String,
        present: [Role]?,
        of id: CaseID,
        by organiser: Role?,
        at now: Instant
    ) -> MeetingJudgement {
        state.meetings.judgement(
            type: type,
            present: present,
            invited: testimony.roles("invited"),
            reports: testimony.roles("reports"),
            convened: state.meetings.next(of: id, type: type),
            organiser: organiser,
            active: state.casebook.file(id)?.activeRegister.map(\.role) ?? [],
            includesPolice: state.patterns.invitesPolice(of: id, on: LondonTime.date(of: now))
        )
    }

    private func signals(of judgement: MeetingJudgement) -> [Signal] {
        let signals: [Signal] = [.notInvited(judgement.missing), .meetingUnsound(judgement.faults)]
        return signals.filter { $0 != .notInvited([]) && $0 != .meetingUnsound([]) }
    }

    /// The role that speaks, if its system stands for one alone.
    private func speaker(of draft: Draft) -> Role? {
        let roles = state.register.roles(of: draft.publisher)
        return roles.count == 1 ? roles.first : nil
    }
}

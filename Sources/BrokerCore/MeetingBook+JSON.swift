import JSON
import Meetings
import Vocabulary

extension MeetingBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .convened(let key, let type, let planned, let organiser, let invited, let judgement, let instant):
            writer.member("fact", "meeting-convened")
            write(key, to: &writer)
            writer.member("type", type)
            if let planned { writer.member("planned", planned.iso8601) }
            if let organiser { writer.member("organiser", organiser.code) }
            writer.member("invited", texts: invited.map(\.code))
            write(judgement, to: &writer)
            writer.member("at", instant)
        case .reportsAsked(let key, let chase):
            writer.member("fact", "meeting-reports-asked")
            write(key, to: &writer)
            if let instant = chase.remindAt { writer.member("remind", instant) }
            writer.member("due", chase.dueAt)
            if chase.isOver { writer.member("over", true) }
            if let chair = chase.chair { writer.member("chair", chair) }
        case .reportsChased(let key, let step, let instant):
            writer.member("fact", "meeting-reports-chased")
            write(key, to: &writer)
            writer.member("step", step.rawValue)
            writer.member("at", instant)
        case .reportReceived(let key, let role, let instant):
            writer.member("fact", "meeting-report-received")
            write(key, to: &writer)
            writer.member("by", role.code)
            writer.member("at", instant)
        case .held(let key, let type, let convened, let judgement, let instant):
            writer.member("fact", "meeting-held")
            write(key, to: &writer)
            writer.member("type", type)
            if let convened { writer.member("convened", convened) }
            write(judgement, to: &writer)
            writer.member("at", instant)
        case .minutesSent(let key, let instant):
            writer.member("fact", "meeting-minutes-sent")
            write(key, to: &writer)
            writer.member("at", instant)
        case .calledOff(let caseID, let instant):
            writer.member("fact", "meetings-called-off")
            writer.member("case", caseID)
            writer.member("at", instant)
        }
    }

    private func write(_ judgement: MeetingJudgement, to writer: inout JSONWriter) {
        writer.member("missing", texts: judgement.missing.map(\.code))
        writer.member("faults", texts: judgement.faults)
    }

    private func write(_ key: MeetingKey, to writer: inout JSONWriter) {
        writer.member("case", key.caseID)
        writer.member("seq", key.entry)
    }

    /// Reads a fact of that name, or `nil` if it is none of the meetings.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "meeting-convened":
            self = .convened(
                try reader.meeting(),
                type: try reader.text("type"),
                planned: reader.has("planned") ? try reader.date("planned") : nil,
                organiser: reader.has("organiser") ? try reader.role("organiser") : nil,
                invited: try reader.roles("invited"),
                judgement: try reader.judgement(),
                at: try reader.instant("at")
            )
        case "meeting-reports-asked": self = .reportsAsked(try reader.meeting(), try reader.chase())
        case "meeting-reports-chased":
            self = .reportsChased(
                try reader.meeting(),
                try reader.code("step", ReportChase.Step.self),
                at: try reader.instant("at")
            )
        case "meeting-report-received":
            self = .reportReceived(
                try reader.meeting(),
                by: try reader.role("by"),
                at: try reader.instant("at")
            )
        case "meeting-held":
            self = .held(
                try reader.meeting(),
                type: try reader.text("type"),
                convened: reader.has("convened") ? try reader.sequence("convened") : nil,
                judgement: try reader.judgement(),
                at: try reader.instant("at")
            )
        case "meeting-minutes-sent":
            self = .minutesSent(try reader.meeting(), at: try reader.instant("at"))
        case "meetings-called-off":
            self = .calledOff(
                try reader.identifier("case", CaseKind.self),
                at: try reader.instant("at")
            )
        default: return nil
        }
    }
}

extension FactReader {
    fileprivate func judgement() throws(FactFault) -> MeetingJudgement {
        MeetingJudgement(missing: try roles("missing"), faults: try strings("faults"))
    }

    fileprivate func meeting() throws(FactFault) -> MeetingKey {
        MeetingKey(caseID: try identifier("case", CaseKind.self), entry: try sequence("seq"))
    }

    fileprivate func chase() throws(FactFault) -> ReportChase {
        ReportChase(
            remindAt: has("remind") ? try instant("remind") : nil,
            dueAt: try instant("due"),
            isOver: has("over"),
            chair: has("chair") ? try identifier("chair", StaffKind.self) : nil
        )
    }

    fileprivate func date(_ name: String) throws(FactFault) -> CivilDate {
        guard let date = CivilDate(iso8601: try text(name)) else { throw FactFault(node, name) }
        return date
    }
}

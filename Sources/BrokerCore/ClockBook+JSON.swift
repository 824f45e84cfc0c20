import Escalation
import JSON
import Vocabulary

extension ClockBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .started(let key, let instant, let due, let warnAt, let policySet, let subject):
            writer.member("fact", "clock-started")
            write(key, to: &writer)
            writer.member("at", instant)
            writer.member("due", due)
            if let warnAt { writer.member("warn-at", warnAt) }
            if let policySet { writer.member("policy-set", policySet) }
            if let subject { writer.member("subject", subject) }
        case .warned(let key, let instant):
            writer.member("fact", "clock-warned")
            write(key, to: &writer)
            writer.member("at", instant)
        case .breached(let key, let instant):
            writer.member("fact", "clock-breached")
            write(key, to: &writer)
            writer.member("at", instant)
        case .cleared(let key, let entry, let instant, let isLate):
            writer.member("fact", "clock-cleared")
            write(key, to: &writer)
            writer.member("by", entry)
            writer.member("at", instant)
            writer.member("late", isLate)
        case .ended(let key, let entry, let instant):
            writer.member("fact", "clock-ended")
            write(key, to: &writer)
            writer.member("by", entry)
            writer.member("at", instant)
        case .seconded(let key, let entries):
            writer.member("fact", "clock-seconded")
            write(key, to: &writer)
            writer.member("by", integers: entries.map(\.number))
        case .paused(let key, let entry, let instant):
            writer.member("fact", "clock-paused")
            write(key, to: &writer)
            writer.member("by", entry)
            writer.member("at", instant)
        case .resumed(let key, let entry, let instant, let due, let warnAt):
            writer.member("fact", "clock-resumed")
            write(key, to: &writer)
            writer.member("by", entry)
            writer.member("at", instant)
            writer.member("due", due)
            if let warnAt { writer.member("warn-at", warnAt) }
        }
    }

    private func write(_ key: ClockKey, to writer: inout JSONWriter) {
        writer.member("case", key.caseID)
        writer.member("code", key.code)
        writer.member("started-by", key.startedBy)
    }

    /// Reads a fact of that name, or `nil` if it is none of the clocks.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "clock-started":
            self = .started(
                try reader.clock(),
                at: try reader.instant("at"),
                due: try reader.instant("due"),
                warnAt: reader.has("warn-at") ? try reader.instant("warn-at") : nil,
                policySet: reader.has("policy-set") ? try reader.text("policy-set") : nil,
                subject: reader.has("subject") ? try reader.text("subject") : nil
            )
        case "clock-warned": self = .warned(try reader.clock(), at: try reader.instant("at"))
        case "clock-breached": self = .breached(try reader.clock(), at: try reader.instant("at"))
        case "clock-cleared":
            self = .cleared(
                try reader.clock(),
                by: try reader.sequence("by"),
                at: try reader.instant("at"),
                isLate: try reader.flag("late")
            )
        case "clock-ended":
            self = .ended(
                try reader.clock(),
                by: try reader.sequence("by"),
                at: try reader.instant("at")
            )
        case "clock-seconded":
            self = .seconded(try reader.clock(), by: try reader.integers("by").map { LedgerSequence($0) })
        case "clock-paused":
            self = .paused(
                try reader.clock(),
                by: try reader.sequence("by"),
                at: try reader.instant("at")
            )
        case "clock-resumed":
            self = .resumed(
                try reader.clock(),
                by: try reader.sequence("by"),
                at: try reader.instant("at"),
                due: try reader.instant("due"),
                warnAt: reader.has("warn-at") ? try reader.instant("warn-at") : nil
            )
        default: return nil
        }
    }
}

extension FactReader {
    fileprivate func clock() throws(FactFault) -> ClockKey {
        ClockKey(
            caseID: try identifier("case", CaseKind.self),
            code: try text("code"),
            startedBy: try sequence("started-by")
        )
    }
}

import Escalation
import JSON
import Vocabulary

extension EscalationBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .raised(_, let raised):
            writer.member("fact", "raised")
            write(key, to: &writer)
            writer.member("severity", raised.severity.rawValue)
            writer.member("heightened", raised.isHeightened)
            writer.member("rung", Int64(raised.rung))
            write(raised.owner, to: &writer)
            write(raised.others, to: &writer)
            writer.member("until", raised.until)
            writer.member("at", raised.at)
            writer.member("from", optional: raised.publisher)
            if raised.answersNeeded != 1 { writer.member("needs", Int64(raised.answersNeeded)) }
        case .climbed(_, let climb):
            writer.member("fact", "climbed")
            write(climb, to: &writer)
        case .returned(_, let climb):
            writer.member("fact", "returned")
            write(climb, to: &writer)
        case .counted(_, let answer):
            writer.member("fact", "answer-counted")
            write(key, to: &writer)
            writer.member("by", answer.staff)
            writer.member("answer", answer.answer.rawValue)
            writer.member("at", answer.at)
        case .acting(_, let acting):
            writer.member("fact", "acting")
            write(key, to: &writer)
            writer.member("rung", Int64(acting.rung))
            write(acting.asked, to: &writer)
            writer.member("by", acting.staff)
            writer.member("until", acting.until)
            writer.member("at", acting.at)
        case .reassigned(_, let rung, let owner, let until, let instant):
            writer.member("fact", "reassigned")
            write(key, to: &writer)
            writer.member("rung", Int64(rung))
            write(owner, to: &writer)
            writer.member("until", until)
            writer.member("at", instant)
        case .acknowledged(_, let staff, let answer, let instant):
            writer.member("fact", "acknowledged")
            write(key, to: &writer)
            writer.member("by", staff)
            writer.member("answer", answer.rawValue)
            writer.member("at", instant)
        case .exhausted(_, let owner, let instant):
            writer.member("fact", "exhausted")
            write(key, to: &writer)
            write(owner, to: &writer)
            writer.member("at", instant)
        case .withdrawn(_, let instant):
            writer.member("fact", "withdrawn")
            write(key, to: &writer)
            writer.member("at", instant)
        }
    }

    private func write(_ climb: EscalationBook.Climb, to writer: inout JSONWriter) {
        write(key, to: &writer)
        writer.member("rung", Int64(climb.rung))
        write(climb.owner, to: &writer)
        write(climb.others, to: &writer)
        writer.member("until", climb.until)
        writer.member("at", climb.at)
        if let told = climb.alsoTold {
            writer.member("also-role", told.role.code)
            writer.member("also-staff", optional: told.staff)
        }
    }

    /// Who shares a step with its owner; absent if nobody does, as in ledgers of before.
    private func write(_ others: [Owner], to writer: inout JSONWriter) {
        guard !others.isEmpty else { return }
        writer.key("with")
        writer.beginArray()
        for owner in others {
            writer.beginObject()
            write(owner, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ key: ObligationKey, to writer: inout JSONWriter) {
        writer.member("seq", key.sequence)
        writer.member("case", optional: key.caseID)
    }

    private func write(_ owner: Owner, to writer: inout JSONWriter) {
        writer.member("role", owner.role.code)
        writer.member("staff", optional: owner.staff)
    }

    /// Reads a fact of that name, or `nil` if it is none of escalation.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "raised":
            self = .raised(
                try reader.obligation(),
                try reader.raised()
            )
        case "climbed": self = .climbed(try reader.obligation(), try reader.climb())
        case "returned": self = .returned(try reader.obligation(), try reader.climb())
        case "answer-counted":
            self = .counted(
                try reader.obligation(),
                PartialAnswer(
                    by: try reader.identifier("by", StaffKind.self),
                    try reader.code("answer", Answer.self),
                    at: try reader.instant("at")
                )
            )
        case "acting":
            self = .acting(
                try reader.obligation(),
                EscalationBook.Acting(
                    rung: Int(try reader.integer("rung")),
                    asked: try reader.owner("role", "staff"),
                    by: try reader.identifier("by", StaffKind.self),
                    until: try reader.instant("until"),
                    at: try reader.instant("at")
                )
            )
        case "reassigned":
            self = .reassigned(
                try reader.obligation(),
                rung: Int(try reader.integer("rung")),
                owner: try reader.owner("role", "staff"),
                until: try reader.instant("until"),
                at: try reader.instant("at")
            )
        case "acknowledged":
            self = .acknowledged(
                try reader.obligation(),
                by: try reader.identifier("by", StaffKind.self),
                answer: try reader.code("answer", Answer.self),
                at: try reader.instant("at")
            )
        case "exhausted":
            self = .exhausted(
                try reader.obligation(),
                owner: try reader.owner("role", "staff"),
                at: try reader.instant("at")
            )
        case "withdrawn": self = .withdrawn(try reader.obligation(), at: try reader.instant("at"))
        default: return nil
        }
    }
}

extension FactReader {
    fileprivate func raised() throws(FactFault) -> EscalationBook.Raised {
        EscalationBook.Raised(
            severity: try code("severity", Severity.self),
            isHeightened: try flag("heightened"),
            rung: Int(try integer("rung")),
            owner: try owner("role", "staff"),
            others: try owners("with"),
            until: try instant("until"),
            at: try instant("at"),
            publisher: try optionalIdentifier("from", UserKind.self),
            answersNeeded: has("needs") ? Int(try integer("needs")) : 1
        )
    }

    fileprivate func obligation() throws(FactFault) -> ObligationKey {
        let sequence = try sequence("seq")
        guard let caseID = try optionalIdentifier("case", CaseKind.self) else {
            return ObligationKey(frontDoor: sequence)
        }
        return ObligationKey(sequence, caseID)
    }

    fileprivate func climb() throws(FactFault) -> EscalationBook.Climb {
        EscalationBook.Climb(
            rung: Int(try integer("rung")),
            owner: try owner("role", "staff"),
            others: try owners("with"),
            until: try instant("until"),
            at: try instant("at"),
            alsoTold: has("also-role") ? try owner("also-role", "also-staff") : nil
        )
    }

    fileprivate func owners(_ name: String) throws(FactFault) -> [Owner] {
        guard has(name) else { return [] }
        return try list(name) { node throws(FactFault) in
            try FactReader(node: node).owner("role", "staff")
        }
    }

    fileprivate func owner(_ role: String, _ staff: String) throws(FactFault) -> Owner {
        Owner(try self.role(role), try optionalIdentifier(staff, StaffKind.self))
    }
}

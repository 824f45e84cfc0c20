import JSON
import Vocabulary

extension HoldBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .held(let hold):
            writer.member("fact", "held")
            writer.member("entry", hold.entry)
            writer.member("event", hold.event)
            writer.member("case", hold.caseID)
            writer.member("change", hold.change)
            writer.member("reasons", texts: hold.reasons)
            writer.member("since", hold.since)
            if let basis = hold.basis { writer.member("basis", basis.text) }
            if let about = hold.about { writer.member("about", about) }
            if !hold.polled.isEmpty { writer.member("polled", texts: hold.polled.map(\.code)) }
        case .overridden(let entry, let caseID, let staff, let instant):
            writer.member("fact", "hold-overridden")
            writer.member("entry", entry)
            writer.member("case", caseID)
            writer.member("by", staff)
            writer.member("at", instant)
        case .polled(let entry, let caseID, let role):
            writer.member("fact", "hold-polled")
            writer.member("entry", entry)
            writer.member("case", caseID)
            writer.member("role", role.code)
        case .ended(let entry, let caseID, let cause, let instant):
            writer.member("fact", "hold-ended")
            writer.member("entry", entry)
            writer.member("case", caseID)
            writer.member("by", cause)
            writer.member("at", instant)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of holds.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "held":
            self = .held(
                HoldBook.Hold(
                    entry: try reader.sequence("entry"),
                    event: try reader.identifier("event", MessageKind.self),
                    caseID: try reader.identifier("case", CaseKind.self),
                    change: try reader.text("change"),
                    reasons: try reader.strings("reasons"),
                    since: try reader.instant("since"),
                    basis: reader.has("basis") ? BasisChange(try reader.text("basis")) : nil,
                    about: reader.has("about") ? try reader.text("about") : nil,
                    polled: reader.has("polled") ? try reader.roles("polled") : []
                )
            )
        case "hold-overridden":
            self = .overridden(
                try reader.sequence("entry"),
                try reader.identifier("case", CaseKind.self),
                by: try reader.identifier("by", StaffKind.self),
                at: try reader.instant("at")
            )
        case "hold-polled":
            self = .polled(
                try reader.sequence("entry"),
                try reader.identifier("case", CaseKind.self),
                try reader.role("role")
            )
        case "hold-ended":
            self = .ended(
                try reader.sequence("entry"),
                try reader.identifier("case", CaseKind.self),
                by: try reader.sequence("by"),
                at: try reader.instant("at")
            )
        default: return nil
        }
    }
}

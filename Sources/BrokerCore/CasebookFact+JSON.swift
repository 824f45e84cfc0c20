import JSON
import Routing
import Vocabulary

extension Casebook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .opened(let id, let children, let legalBasis, let team, let isKnown, let instant):
            writer.member("fact", "case-opened")
            writer.member("case", id)
            writer.member("children", texts: children.map(\.text))
            if let legalBasis { writer.member("legal-basis", legalBasis.rawValue) }
            writer.member("team", optional: team)
            if !isKnown { writer.member("known", false) }
            writer.member("at", instant)
        case .known(let id, let instant):
            writer.member("fact", "case-known")
            writer.member("case", id)
            writer.member("at", instant)
        case .restricted(let id, let restriction, let instant):
            writer.member("fact", "case-restricted")
            writer.member("case", id)
            if let restriction {
                writer.member("to", texts: restriction.staff.map(\.text))
                writer.member("excluded", texts: restriction.excluded.map(\.text))
            }
            writer.member("at", instant)
        case .closed(let id, let instant):
            writer.member("fact", "case-closed")
            writer.member("case", id)
            writer.member("at", instant)
        case .allocated(let id, let allocation):
            writer.member("fact", "allocated")
            writer.member("case", id)
            writer.member("role", allocation.role.code)
            writer.member("staff", allocation.staff)
            writer.member("at", allocation.from)
        case .allocationEnded(let id, let role, let staff, let instant):
            writer.member("fact", "allocation-ended")
            writer.member("case", id)
            writer.member("role", role.code)
            writer.member("staff", staff)
            writer.member("at", instant)
        case .unallocated(let id, let instant):
            writer.member("fact", "unallocated")
            writer.member("case", id)
            writer.member("at", instant)
        case .heldAgain(let id, let instant):
            writer.member("fact", "held-again")
            writer.member("case", id)
            writer.member("at", instant)
        case .forgotten(let id):
            writer.member("fact", "case-forgotten")
            writer.member("case", id)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of the casebook.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "case-opened":
            self = .opened(
                try reader.identifier("case", CaseKind.self),
                children: try reader.identifiers("children", PersonKind.self),
                legalBasis: reader.has("legal-basis")
                    ? try reader.code("legal-basis", CaseFile.LegalBasis.self) : nil,
                team: try reader.optionalIdentifier("team", StaffKind.self),
                // Ledgers from before say nothing: every case was social care's.
                isKnown: reader.has("known") ? try reader.flag("known") : true,
                at: try reader.instant("at")
            )
        case "case-known":
            self = .known(try reader.identifier("case", CaseKind.self), at: try reader.instant("at"))
        case "case-restricted":
            self = .restricted(
                try reader.identifier("case", CaseKind.self),
                reader.has("to")
                    ? CaseFile.Restriction(
                        to: try reader.identifiers("to", StaffKind.self),
                        excluding: try reader.identifiers("excluded", StaffKind.self)
                    ) : nil,
                at: try reader.instant("at")
            )
        case "case-closed":
            self = .closed(try reader.identifier("case", CaseKind.self), at: try reader.instant("at"))
        case "allocated":
            self = .allocated(
                try reader.identifier("case", CaseKind.self),
                CaseFile.Allocation(
                    try reader.role("role"),
                    try reader.identifier("staff", StaffKind.self),
                    from: try reader.instant("at")
                )
            )
        case "allocation-ended":
            self = .allocationEnded(
                try reader.identifier("case", CaseKind.self),
                role: try reader.role("role"),
                staff: try reader.identifier("staff", StaffKind.self),
                at: try reader.instant("at")
            )
        case "unallocated":
            self = .unallocated(
                try reader.identifier("case", CaseKind.self),
                since: try reader.instant("at")
            )
        case "held-again":
            self = .heldAgain(try reader.identifier("case", CaseKind.self), at: try reader.instant("at"))
        case "case-forgotten": self = .forgotten(try reader.identifier("case", CaseKind.self))
        default: return nil
        }
    }
}

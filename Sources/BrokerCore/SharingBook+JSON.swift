import JSON
import Vocabulary

extension SharingBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .recalled(let recall):
            writer.member("fact", "concern-recalled")
            writer.member("entry", recall.entry)
            writer.member("concern", recall.id)
            writer.member("by", recall.recalledBy)
            writer.member("recall", recall.recallID)
            writer.member("publisher", recall.publisher)
            writer.member("reason", recall.reason)
            writer.member("at", recall.at)
        case .corrected(let correction):
            writer.member("fact", "concern-corrected")
            if let entry = correction.entry { writer.member("entry", entry) }
            writer.member("concern", correction.id)
            writer.member("by", correction.correctedBy)
            writer.member("correction", correction.correctionID)
            writer.member("at", correction.at)
        case .opened(let opening):
            writer.member("fact", "case-broken-open")
            writer.member("case", opening.caseID)
            writer.member("user", opening.user)
            writer.member("person", opening.person)
            writer.member("entry", opening.entry)
            writer.member("at", opening.at)
            writer.member("until", opening.until)
        case .keptShut(let caseID, let user, let person):
            writer.member("fact", "case-kept-shut")
            writer.member("case", caseID)
            writer.member("user", user)
            writer.member("person", person)
        }
    }

    /// Reads a fact of that name, or `nil` if it is none of sharing.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        switch name {
        case "concern-recalled":
            self = .recalled(
                SharingBook.Recall(
                    entry: try reader.sequence("entry"),
                    id: try reader.identifier("concern", MessageKind.self),
                    recalledBy: try reader.sequence("by"),
                    recallID: try reader.identifier("recall", MessageKind.self),
                    publisher: try reader.identifier("publisher", UserKind.self),
                    reason: try reader.text("reason"),
                    at: try reader.instant("at")
                )
            )
        case "concern-corrected":
            self = .corrected(
                SharingBook.Correction(
                    entry: reader.has("entry") ? try reader.sequence("entry") : nil,
                    id: try reader.identifier("concern", MessageKind.self),
                    correctedBy: try reader.sequence("by"),
                    correctionID: try reader.identifier("correction", MessageKind.self),
                    at: try reader.instant("at")
                )
            )
        case "case-broken-open":
            self = .opened(
                SharingBook.Opening(
                    caseID: try reader.identifier("case", CaseKind.self),
                    user: try reader.identifier("user", UserKind.self),
                    person: try reader.identifier("person", StaffKind.self),
                    entry: try reader.sequence("entry"),
                    at: try reader.instant("at"),
                    until: try reader.instant("until")
                )
            )
        case "case-kept-shut":
            self = .keptShut(
                try reader.identifier("case", CaseKind.self),
                from: try reader.identifier("user", UserKind.self),
                for: try reader.identifier("person", StaffKind.self)
            )
        default: return nil
        }
    }
}

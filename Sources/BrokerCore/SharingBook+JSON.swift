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
        default: return nil
        }
    }
}

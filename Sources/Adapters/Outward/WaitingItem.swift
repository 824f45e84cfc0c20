import JSON
import Vocabulary

/// Something that waits for a person: which entry, on which case, until when; never what it says.
struct WaitingItem: Sendable, Equatable {
    let sequence: Int64
    let caseID: String
    let due: Instant?
    let rung: Int64
    let isOpen: Bool

    /// Reads a row of an inbox.
    init?(_ row: JSONNode) {
        guard let sequence = row["seq"]?.integer, let state = row["state"]?.string else { return nil }
        self.sequence = sequence
        caseID = row["cases"].flatMap { Array($0.elements).first?.string } ?? ""
        due = row["due"]?.integer.map { Instant(milliseconds: $0) }
        rung = row["rung"]?.integer ?? 0
        isOpen = state != "acknowledged" && state != "acting"
    }

    /// What a person is told once: whatever has climbed is told again.
    var key: String { "\(sequence)/\(caseID)/\(rung)" }
}

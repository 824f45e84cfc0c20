import Vocabulary

/// A case's place in a caseload: what is due first comes first, what is due never last.
struct CaseloadPlace: Comparable {
    let due: Instant?
    let caseID: CaseID

    init(due: Instant?, caseID: CaseID) {
        self.due = due
        self.caseID = caseID
    }

    /// Reads the `next` of a page, or `nil` if it is none.
    init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let caseID = CaseID(String(parts[1])) else { return nil }
        self.caseID = caseID
        if parts[0] == "-" {
            due = nil
        } else {
            guard let milliseconds = Int64(parts[0]) else { return nil }
            due = Instant(milliseconds: milliseconds)
        }
    }

    /// As a page names where the next begins; a case has no space in it.
    var text: String { (due.map { "\($0.milliseconds)" } ?? "-") + " " + caseID.text }

    static func < (lhs: CaseloadPlace, rhs: CaseloadPlace) -> Bool {
        (lhs.due?.milliseconds ?? .max, lhs.caseID) < (rhs.due?.milliseconds ?? .max, rhs.caseID)
    }
}

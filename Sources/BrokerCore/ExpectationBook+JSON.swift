import Escalation
import JSON
import Vocabulary

extension ExpectationBook.Fact {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .registered(let expectation):
            writer.member("fact", "expected")
            write(expectation.entry, expectation.caseID, to: &writer)
            writer.member("id", expectation.id)
            writer.member("what", expectation.what)
            if let role = expectation.by { writer.member("by", role.code) }
            writer.member("due", expectation.due)
            writer.member("tells", texts: expectation.tells.map(\.code))
        case .met(let entry, let caseID, let by):
            writer.member("fact", "expected-came")
            write(entry, caseID, to: &writer)
            writer.member("by", by)
        case .missed(let entry, let caseID, let instant):
            writer.member("fact", "expected-missed")
            write(entry, caseID, to: &writer)
            writer.member("at", instant)
        case .dropped(let entry, let caseID):
            writer.member("fact", "expected-dropped")
            write(entry, caseID, to: &writer)
        }
    }

    private func write(_ entry: LedgerSequence, _ caseID: CaseID, to writer: inout JSONWriter) {
        writer.member("seq", entry)
        writer.member("case", caseID)
    }

    /// Reads a fact of that name, or `nil` if it is none of what is expected.
    init?(_ name: String, _ reader: FactReader) throws(FactFault) {
        guard ["expected", "expected-came", "expected-missed", "expected-dropped"].contains(name) else {
            return nil
        }
        let entry = try reader.sequence("seq")
        let caseID = try reader.identifier("case", CaseKind.self)
        switch name {
        case "expected-came": self = .met(entry, of: caseID, by: try reader.sequence("by"))
        case "expected-missed": self = .missed(entry, of: caseID, at: try reader.instant("at"))
        case "expected-dropped": self = .dropped(entry, of: caseID)
        default:
            self = .registered(
                ExpectationBook.Expectation(
                    entry: entry,
                    id: try reader.identifier("id", MessageKind.self),
                    caseID: caseID,
                    what: try reader.text("what"),
                    by: reader.has("by") ? try reader.role("by") : nil,
                    due: try reader.instant("due"),
                    tells: try reader.roles("tells")
                )
            )
        }
    }
}

internal import GRDB
internal import Vocabulary

/// SQLite rows back to values; anything that we never wrote is damage.
enum StoredRow {
    static func entry(_ row: Row) throws -> IndexedEntry {
        let sequence: Int64 = row["seq"]
        guard let id = MessageID(row["id"]), let publisher = UserID(row["publisher"]) else {
            throw ChronologyError.damaged(table: "entry", row: sequence)
        }
        let severity: String? = row["severity"]
        return IndexedEntry(
            sequence: LedgerSequence(sequence),
            id: id,
            time: Instant(milliseconds: row["time"]),
            recorded: instant(row["recorded"]),
            accepted: Instant(milliseconds: row["accepted"]),
            publisher: publisher,
            topic: row["topic"],
            severity: severity.flatMap { Severity(rawValue: $0) }
        )
    }

    static func told(_ row: Row) throws -> StoryRow.Told {
        guard let agency = AgencyID(row["agency"]) else {
            throw ChronologyError.damaged(table: "told", row: row["number"])
        }
        let person: String? = row["person"]
        let role: String? = row["role"]
        let caseID: String? = row["case_id"]
        return StoryRow.Told(
            caseID: caseID.flatMap { CaseID($0) },
            agency: agency,
            person: person.flatMap { StaffID($0) },
            role: role.flatMap { Role($0) },
            why: row["why"],
            at: Instant(milliseconds: row["at"]),
            due: instant(row["due"]),
            delivered: instant(row["delivered"]),
            opened: instant(row["opened"]),
            acknowledged: instant(row["acknowledged"]),
            decision: row["decision"]
        )
    }

    static func milestone(_ row: Row) throws -> StoryRow.Milestone {
        guard let transfer = TransferID(row["transfer"]) else {
            throw ChronologyError.damaged(table: "milestone", row: 0)
        }
        return StoryRow.Milestone(transfer: transfer, name: row["name"])
    }

    static func names<Kind>(
        _ table: String,
        of sequence: LedgerSequence,
        _ database: Database
    ) throws -> [Identifier<Kind>] {
        let names = try String.fetchAll(
            database,
            sql: "SELECT name FROM \(table) WHERE seq = ? ORDER BY name",
            arguments: [sequence.number]
        )
        return names.compactMap { Identifier<Kind>($0) }
    }

    private static func instant(_ milliseconds: Int64?) -> Instant? {
        milliseconds.map { Instant(milliseconds: $0) }
    }
}

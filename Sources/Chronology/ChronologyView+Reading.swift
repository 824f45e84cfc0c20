internal import GRDB
public import Ledger
internal import Vocabulary

extension ChronologyView {
    /// The rows of a story, ordered by when they happened and then by sequence, without their content.
    public func page(_ query: StoryQuery) throws(ChronologyError) -> StoryPage {
        try read { database in
            let selection = StorySelection(query)
            let found = try Row.fetchAll(database, sql: selection.sql, arguments: selection.arguments)
            let rows = try found.prefix(query.limit).map { row in
                try Self.story(StoredRow.entry(row), knownOn: query.knownOn, database)
            }
            let next = found.count > query.limit ? rows.last.map { $0.position } : nil
            return StoryPage(rows: rows, next: next)
        }
    }

    /// The same rows with their content, read from the ledger and reduced to what the reader may see.
    ///
    /// `reduce` answers `nil` for a row that is not for the reader, so a page may hold fewer rows than its limit, or
    /// none, and the story still go on. The view never holds content, so erasing it in the ledger erases it here.
    public func page(
        _ query: StoryQuery,
        from ledger: any LedgerStore,
        reduce: (StoryRow, StoredEntry) -> StoryRow?
    ) throws(ChronologyError) -> StoryPage {
        var page = try page(query)
        do throws(LedgerError) {
            var rows: [StoryRow] = []
            for row in page.rows {
                if let row = reduce(row, try ledger.entry(row.entry.sequence)) { rows.append(row) }
            }
            page.rows = rows
        } catch {
            throw .ledger(error)
        }
        return page
    }

    private static func story(
        _ entry: IndexedEntry,
        knownOn: Instant?,
        _ database: Database
    ) throws -> StoryRow {
        let arguments: StatementArguments = [
            "seq": entry.sequence.number, "by": knownOn?.milliseconds ?? Int64.max,
        ]
        var entry = entry
        entry.cases = try StoredRow.names("entry_case", of: entry.sequence, database)
        entry.people = try StoredRow.names("entry_person", of: entry.sequence, database)
        let told = try Row.fetchAll(database, sql: StorySelection.told, arguments: arguments)
        let milestones = try Row.fetchAll(
            database,
            sql: "SELECT transfer, name FROM milestone WHERE seq = :seq AND at <= :by ORDER BY transfer, at",
            arguments: arguments
        )
        return StoryRow(
            entry: entry,
            told: try told.map(StoredRow.told),
            milestones: try milestones.map(StoredRow.milestone)
        )
    }
}

extension StoryRow {
    /// Where the row stands in its story.
    public var position: StoryPosition { StoryPosition(time: entry.time, sequence: entry.sequence) }
}

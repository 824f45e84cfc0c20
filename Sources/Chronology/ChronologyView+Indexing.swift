internal import GRDB
internal import Vocabulary

extension ChronologyView {
    /// Takes turns in, all in one transaction; turns up to the cursor are passed over.
    ///
    /// - Throws: ``ChronologyError/gap(expected:got:)`` if a turn is missing, and then nothing is taken in.
    public func index(_ turns: [IndexedTurn]) throws(ChronologyError) {
        do { try index(turns) { $0 } } catch { throw ChronologyError(error, doing: .indexing) }
    }

    /// The same with turns that are read one at a time, when their turn has come.
    ///
    /// - Throws: besides a ``ChronologyError``, what `read` throws, and then nothing is taken in.
    public func index<Turn>(_ turns: [Turn], _ read: (Turn) throws -> IndexedTurn) throws {
        do {
            try queue.write { database in
                var cursor = try Int64.fetchOne(database, sql: "SELECT cursor FROM view") ?? 0
                for turn in turns {
                    let turn = try read(turn)
                    guard turn.number > cursor else { continue }
                    guard turn.number == cursor + 1 else {
                        throw ChronologyError.gap(expected: cursor + 1, got: turn.number)
                    }
                    try Self.insert(turn, into: database)
                    cursor = turn.number
                }
                try database.execute(sql: "UPDATE view SET cursor = ?", arguments: [cursor])
            }
        } catch let error as DatabaseError {
            throw ChronologyError(error, doing: .indexing)
        }
    }

    private static func insert(_ turn: IndexedTurn, into database: Database) throws {
        for entry in turn.entries { try insert(entry, into: database) }
        for record in turn.told { try insert(record, into: database) }
        for record in turn.deliveries {
            try run(
                "INSERT OR IGNORE INTO delivery (seq, agency, kind, at) VALUES (?, ?, ?, ?)",
                in: database,
                arguments: [
                    record.sequence.number, record.agency.text, record.kind.rawValue, record.at.milliseconds,
                ]
            )
        }
        for record in turn.subscriptions {
            try run(
                "INSERT OR REPLACE INTO subscription (handle, agency) VALUES (?, ?)",
                in: database,
                arguments: [record.handle, record.agency.text]
            )
        }
        for record in turn.received {
            try run(
                """
                INSERT OR IGNORE INTO delivery (seq, agency, kind, at)
                SELECT ?, agency, ?, ? FROM subscription WHERE handle = ?
                """,
                in: database,
                arguments: [
                    record.sequence.number, DeliveryRecord.Kind.delivered.rawValue,
                    record.at.milliseconds, record.handle,
                ]
            )
        }
        for record in turn.openings { try insert(record, into: database) }
        for record in turn.acknowledgements { try insert(record, into: database) }
        for record in turn.milestones { try insert(record, into: database) }
    }

    /// Runs a statement that was compiled once, which is most of what a small insert costs.
    private static func run(_ sql: String, in database: Database, arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    private static func insert(_ record: AcknowledgementRecord, into database: Database) throws {
        try run(
            """
            INSERT OR IGNORE INTO acknowledgement (seq, person, agency, decision, at)
            VALUES (?, ?, ?, ?, ?)
            """,
            in: database,
            arguments: [
                record.sequence.number, record.person.text, record.agency.text, record.decision,
                record.at.milliseconds,
            ]
        )
    }

    private static func insert(_ entry: IndexedEntry, into database: Database) throws {
        try run(
            """
            INSERT INTO entry (seq, id, time, recorded, accepted, publisher, agency, topic, severity)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: database,
            arguments: [
                entry.sequence.number, entry.id.text, entry.time.milliseconds, entry.recorded?.milliseconds,
                entry.accepted.milliseconds, entry.publisher.text, entry.publisher.agency?.text ?? "",
                entry.topic, entry.severity?.rawValue,
            ]
        )
        for name in entry.cases.map(\.text) {
            try insertName(name, of: entry.sequence, at: entry.time, into: "entry_case", database)
        }
        for name in entry.people.map(\.text) {
            try insertName(name, of: entry.sequence, at: entry.time, into: "entry_person", database)
        }
    }

    private static func insert(_ record: OpeningRecord, into database: Database) throws {
        try run(
            """
            INSERT OR IGNORE INTO opening (seq, agency, at)
            SELECT n.seq, ?, ? FROM entry_case n WHERE n.name = ? AND n.seq < ? AND EXISTS
                (SELECT 1 FROM told t WHERE t.seq = n.seq AND t.agency = ?)
            """,
            in: database,
            arguments: [
                record.agency.text, record.at.milliseconds, record.caseID.text, record.sequence.number,
                record.agency.text,
            ]
        )
    }

    private static func insert(_ record: ToldRecord, into database: Database) throws {
        try run(
            """
            INSERT INTO told (seq, case_id, agency, person, role, why, due, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: database,
            arguments: [
                record.sequence.number, record.caseID?.text, record.agency.text, record.person?.text,
                record.role?.code, record.why, record.due?.milliseconds, record.at.milliseconds,
            ]
        )
    }

    private static func insert(_ record: MilestoneRecord, into database: Database) throws {
        try run(
            "INSERT OR IGNORE INTO milestone (transfer, seq, name, at) VALUES (?, ?, ?, ?)",
            in: database,
            arguments: [
                record.transfer.text, record.sequence.number, record.name, record.at.milliseconds,
            ]
        )
        // A transfer's entry belongs to our cases even when only the book knows which they are.
        guard
            let time = try Int64.fetchOne(
                database,
                sql: "SELECT time FROM entry WHERE seq = ?",
                arguments: [record.sequence.number]
            )
        else { return }
        for caseID in record.cases {
            let happened = Instant(milliseconds: time)
            try insertName(caseID.text, of: record.sequence, at: happened, into: "entry_case", database)
        }
    }

    /// `table` is one of our own two.
    private static func insertName(
        _ name: String,
        of sequence: LedgerSequence,
        at time: Instant,
        into table: String,
        _ database: Database
    ) throws {
        try run(
            "INSERT OR IGNORE INTO \(table) (name, time, seq) VALUES (?, ?, ?)",
            in: database,
            arguments: [name, time.milliseconds, sequence.number]
        )
    }
}

internal import GRDB

/// The tables, and what makes a file unusable for this release and this ledger.
enum ViewSchema {
    /// Another number makes every older file begin again.
    static let version: Int64 = 3

    /// Makes the tables, or makes sure that they are ours.
    static func prepare(_ database: Database, ledger: String, upTo turn: Int64) throws {
        if try database.tableExists("view") {
            let row = try Row.fetchOne(database, sql: "SELECT * FROM view")
            let isOurs: Bool =
                row.map { $0["version"] == version && $0["ledger"] == ledger && $0["cursor"] <= turn }
                ?? false
            guard isOurs else { throw ChronologyError.damaged(table: "view", row: 1) }
            return
        }
        try database.execute(sql: tables)
        try database.execute(
            sql: "INSERT INTO view (version, ledger, cursor) VALUES (?, ?, 0)",
            arguments: [version, ledger]
        )
    }

    private static let tables = """
        CREATE TABLE view (version INTEGER NOT NULL, ledger TEXT NOT NULL, cursor INTEGER NOT NULL) STRICT;

        CREATE TABLE entry (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL, time INTEGER NOT NULL, recorded INTEGER,
            accepted INTEGER NOT NULL, publisher TEXT NOT NULL, agency TEXT NOT NULL, topic TEXT NOT NULL,
            severity TEXT) STRICT;
        CREATE INDEX entry_topic ON entry (topic, time, seq);

        CREATE TABLE entry_case (
            name TEXT NOT NULL, time INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (name, time, seq)) STRICT, WITHOUT ROWID;
        CREATE INDEX entry_case_seq ON entry_case (seq);

        CREATE TABLE entry_person (
            name TEXT NOT NULL, time INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (name, time, seq)) STRICT, WITHOUT ROWID;
        CREATE INDEX entry_person_seq ON entry_person (seq);

        CREATE TABLE told (
            number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, case_id TEXT, agency TEXT NOT NULL, person TEXT,
            role TEXT, why TEXT NOT NULL, due INTEGER, at INTEGER NOT NULL) STRICT;
        CREATE INDEX told_seq ON told (seq, number);
        CREATE INDEX told_person ON told (person, seq);

        CREATE TABLE delivery (
            seq INTEGER NOT NULL, agency TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (seq, agency, kind)) STRICT, WITHOUT ROWID;

        CREATE TABLE opening (
            seq INTEGER NOT NULL, agency TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (seq, agency)) STRICT, WITHOUT ROWID;
        CREATE TABLE subscription (handle INTEGER PRIMARY KEY, agency TEXT NOT NULL) STRICT;

        CREATE TABLE acknowledgement (
            seq INTEGER NOT NULL, person TEXT NOT NULL, agency TEXT NOT NULL, decision TEXT NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (seq, person, decision)) STRICT, WITHOUT ROWID;

        CREATE TABLE milestone (
            transfer TEXT NOT NULL, seq INTEGER NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (transfer, seq, name)) STRICT, WITHOUT ROWID;
        CREATE INDEX milestone_seq ON milestone (seq);
        """
}

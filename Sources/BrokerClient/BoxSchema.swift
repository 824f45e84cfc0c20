import GRDB

/// The tables of a box, and how older boxes become newer ones.
enum BoxSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { try $0.execute(sql: first) }
        migrator.registerMigration("2") { try $0.execute(sql: second) }
        return migrator
    }

    /// An inbox only grows: whether an entry is there is asked of every delivery, and a console asks for the newest of a
    /// topic at every page.
    private static let second = """
        CREATE INDEX inbox_entry ON inbox (seq);
        CREATE INDEX inbox_topic ON inbox (topic, place);
        CREATE INDEX inbox_aside ON inbox (place) WHERE state = 'aside';
        """

    private static let first = """
        CREATE TABLE owner (broker TEXT NOT NULL, user TEXT NOT NULL) STRICT;

        CREATE TABLE outbox (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            topic TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            body BLOB NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'receipted', 'refused')),
            seq INTEGER,
            receipt BLOB,
            code INTEGER,
            reason TEXT,
            field TEXT,
            CHECK ((state = 'receipted') = (receipt IS NOT NULL AND seq IS NOT NULL)),
            CHECK ((state = 'refused') = (code IS NOT NULL))
        ) STRICT;
        CREATE INDEX outbox_waiting ON outbox (place) WHERE state = 'waiting';
        CREATE INDEX outbox_refused ON outbox (place) WHERE state = 'refused';

        CREATE TABLE subscription (name TEXT PRIMARY KEY, next INTEGER NOT NULL CHECK (next > 0)) STRICT;

        CREATE TABLE inbox (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            sub TEXT NOT NULL,
            n INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            id TEXT NOT NULL,
            topic TEXT NOT NULL,
            cases TEXT NOT NULL,
            accepted INTEGER NOT NULL,
            publisher TEXT NOT NULL,
            why TEXT NOT NULL,
            due INTEGER,
            withheld INTEGER NOT NULL,
            body BLOB NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'aside')),
            reason TEXT,
            UNIQUE (sub, n)
        ) STRICT;
        CREATE UNIQUE INDEX inbox_seq ON inbox (seq) WHERE withheld = 0;
        CREATE INDEX inbox_waiting ON inbox (place) WHERE state = 'waiting';

        CREATE TABLE gap (sub TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
        CREATE TABLE note (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """
}

internal import GRDB
internal import Vocabulary

/// The ledger by case, person, topic and recipient, in one SQLite file that may be deleted at any time.
///
/// It lags behind the ledger and catches up from its own ``cursor``; a file that is damaged, of another release or of
/// another ledger is thrown away and begun again. Give it a folder of its own. One connection writes, reads and
/// checkpoints: SQLite before 3.51.3 can corrupt a WAL database when two connections do.
public struct ChronologyView: Sendable {
    let queue: DatabaseQueue

    /// Opens the view of a ledger, or begins it.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must exist.
    ///   - ledger: what tells this ledger from any other, such as its origin and verifier key.
    ///   - turn: the ledger's newest; a view that knows of later ones is not this ledger's.
    /// - Throws: what SQLite said, if the file cannot be used and its own content is not the reason.
    public init(path: String, of ledger: String, upTo turn: Int64 = .max) throws(ChronologyError) {
        do {
            queue = try Self.open(path, of: ledger, upTo: turn)
        } catch {
            guard Self.isBeyondUse(error) else { throw ChronologyError(error, doing: .opening) }
            // The ledger has everything that the file lost.
            do {
                try ViewFile.remove(path)
                queue = try Self.open(path, of: ledger, upTo: turn)
            } catch {
                throw ChronologyError(error, doing: .opening)
            }
        }
    }

    /// The newest entry taken in; 0 in a new view.
    public var size: Int64 {
        get throws(ChronologyError) {
            try read { database in try Int64.fetchOne(database, sql: "SELECT max(seq) FROM entry") ?? 0 }
        }
    }

    /// The last turn taken in; 0 in a new view.
    public var cursor: Int64 {
        get throws(ChronologyError) {
            try read { database in try Int64.fetchOne(database, sql: "SELECT cursor FROM view") ?? 0 }
        }
    }

    /// Checkpoints and lets the file go.
    public func close() throws(ChronologyError) {
        do { try queue.close() } catch { throw ChronologyError(error, doing: .opening) }
    }

    /// Whether the file itself is at fault, and not somebody who holds it, a full disk or a missing permission.
    private static func isBeyondUse(_ error: any Error) -> Bool {
        switch error {
        case ChronologyError.damaged: true
        case let error as DatabaseError:
            error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT
        default: false
        }
    }

    private static func open(_ path: String, of ledger: String, upTo turn: Int64) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "chronology"
        configuration.journalMode = .wal
        configuration.prepareDatabase { database in
            // Losing the newest turns in a power cut is harmless here: the cursor is lost with them.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            // Each checkpoint syncs a disk that the ledger syncs too: few large ones, 32 MiB apart.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { database in try ViewSchema.prepare(database, ledger: ledger, upTo: turn) }
        return queue
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(ChronologyError) -> Value {
        do { return try queue.read(body) } catch { throw ChronologyError(error, doing: .reading) }
    }
}

extension ChronologyError {
    init(_ error: any Error, doing: Doing) {
        switch error {
        case let error as ChronologyError: self = error
        case let error as DatabaseError:
            self = .database(code: error.extendedResultCode.rawValue, doing: doing)
        default: self = .database(code: ResultCode.SQLITE_ERROR.rawValue, doing: doing)
        }
    }
}

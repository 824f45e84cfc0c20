import Foundation
import GRDB

/// The client's memory on disk: what it has to say and what it was told, in one SQLite file.
///
/// Whatever a method has stored when it returns survives the loss of power: the journal is a write-ahead log with a sync
/// at every commit (`synchronous` FULL, read back, because SQLite may quietly keep another setting). One connection
/// writes, and a lock file keeps other processes out for as long as this one lives; they may read meanwhile with
/// ``init(readingAt:)``. The folder holds people's data: it is made readable by its owner alone.
public final class ClientBox: Sendable {
    /// The folder.
    public let folder: String
    let queue: DatabaseQueue
    // Holds the lock; released by the kernel however the process ends.
    private let lock: DatabaseQueue?

    /// Opens the box in a folder, and makes folder and box if they are not there.
    public init(at folder: String) throws(ClientError) {
        self.folder = folder
        try attempt(folder) {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        lock = try Self.locked(folder)
        queue = try attempt(folder) {
            var configuration = Configuration()
            configuration.label = "concordat.box"
            let queue = try DatabaseQueue(path: Self.file(in: folder), configuration: configuration)
            try queue.writeWithoutTransaction(Self.makeDurable)
            try BoxSchema.migrator.migrate(queue)
            return queue
        }
    }

    /// Opens a box only to look at it, also while another process has it.
    public init(readingAt folder: String) throws(ClientError) {
        self.folder = folder
        lock = nil
        queue = try attempt(folder) {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            return try DatabaseQueue(path: Self.file(in: folder), configuration: configuration)
        }
    }

    private static func file(in folder: String) -> String { folder + "/box.sqlite" }

    private static func makeDurable(_ database: Database) throws {
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let level = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard mode == "wal", level == 2 else {
            throw ClientError(.box, "journal \(mode ?? "none"), synchronous \(level ?? -1)")
        }
    }

    private static func locked(_ folder: String) throws(ClientError) -> DatabaseQueue {
        do {
            var configuration = Configuration()
            configuration.busyMode = .immediateError
            let queue = try DatabaseQueue(path: folder + "/box.lock", configuration: configuration)
            try queue.writeWithoutTransaction { database in
                // In this mode SQLite keeps the file lock of the first write until it is closed.
                try database.execute(
                    sql:
                        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA user_version = 1"
                )
            }
            return queue
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw ClientError(.boxInUse, folder)
        } catch {
            throw ClientError(.box, folder, underlying: error)
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(ClientError) -> Value {
        try await attempt(folder) { try await queue.read(body) }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(ClientError) -> Value {
        try await attempt(folder) { try await queue.write(body) }
    }
}

/// Runs something of GRDB's and gives its failures our name.
private func attempt<Value>(_ folder: String, _ body: () throws -> Value) throws(ClientError) -> Value {
    do { return try body() } catch let error as ClientError { throw error } catch {
        throw ClientError(.box, folder, underlying: error)
    }
}

private func attempt<Value>(
    _ folder: String,
    _ body: () async throws -> Value
) async throws(ClientError) -> Value {
    do { return try await body() } catch let error as ClientError { throw error } catch {
        throw ClientError(.box, folder, underlying: error)
    }
}

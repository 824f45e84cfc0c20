internal import Foundation

/// The files that SQLite keeps for one database.
enum ViewFile {
    /// Deletes them; those that are not there are no fault.
    static func remove(_ path: String) throws {
        for file in [path, path + "-wal", path + "-shm", path + "-journal"]
        where FileManager.default.fileExists(atPath: file) {
            try FileManager.default.removeItem(atPath: file)
        }
    }
}

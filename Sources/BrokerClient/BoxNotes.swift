import Foundation
import GRDB

/// Small values of the application's own, stored in the same transaction as what they belong to.
///
/// What an application does with a message happens exactly once if all of it is written here; whatever it does elsewhere
/// happens at least once, because the process may die before the transaction is committed.
public struct BoxNotes {
    let database: Database

    /// The value by that name, or `nil`.
    public func value(of name: String) throws -> [UInt8]? {
        try Data.fetchOne(
            database.cachedStatement(sql: "SELECT value FROM note WHERE name = ?"),
            arguments: [name]
        ).map { [UInt8]($0) }
    }

    /// Stores a value by that name, or forgets it.
    public func set(_ name: String, to value: [UInt8]?) throws {
        guard let value else {
            return try database.execute(sql: "DELETE FROM note WHERE name = ?", arguments: [name])
        }
        try database.cachedStatement(
            sql: "INSERT INTO note VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        ).execute(arguments: [name, Data(value)])
    }
}

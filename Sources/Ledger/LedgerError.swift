/// Why a ledger cannot do what was asked.
public enum LedgerError: Error, Equatable, Sendable {
    /// The files are not what was written; nothing was changed, and a person must look.
    case damaged(LedgerDamage)
    /// Another process has this ledger open.
    case locked(folder: String)
    /// A call to the file system failed.
    case disk(DiskFault)
    /// The ledger is older than, or another than, the one whose checkpoint the witness saw: a backup was restored.
    case rolledBack(seen: Int64, size: Int64, witness: String)
    /// There was no room left for a turn, not even in the reserve.
    case noRoom
    /// The turn is larger than a segment can hold.
    case turnTooLarge(byteCount: Int, limit: Int)
    /// The folder is another authority's ledger.
    case otherAuthority(expected: String, found: String)
    /// The ledger was begun with another signing key.
    case otherKey(expected: String, found: String)
    /// The ledger stopped earlier, or was closed.
    case stopped
    /// The turn up to which the caller knows the ledger is not in it, or is another.
    case otherHistory(turn: Int64)
    /// There is no entry, or no tree, of that number.
    case noSuch(Int64)
}

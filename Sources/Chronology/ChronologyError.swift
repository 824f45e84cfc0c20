public import Ledger

/// Why the view could not be written or read; it can always be deleted and built again.
public enum ChronologyError: Error, Equatable, Sendable {
    /// SQLite's result code, for what.
    case database(code: Int32, doing: Doing)
    /// A turn came that does not follow the cursor.
    case gap(expected: Int64, got: Int64)
    /// The view holds something that it never wrote.
    case damaged(table: String, row: Int64)
    /// The ledger could not give an entry's content.
    case ledger(LedgerError)

    /// What was being done.
    public enum Doing: String, Sendable, CaseIterable {
        /// Opening the file.
        case opening
        /// Taking turns in.
        case indexing
        /// Reading rows.
        case reading
    }
}

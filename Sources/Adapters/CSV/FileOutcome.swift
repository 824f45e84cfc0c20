/// What became of an export; never its content.
public enum FileOutcome: Sendable, Equatable {
    /// So many events were stored for sending, and so many are as they were in an earlier export.
    case taken(file: String, events: Int, unchanged: Int)
    /// Nothing was published; the faults are listed beside it.
    case rejected(file: String, faults: Int)
    /// The same bytes were taken before, under whatever name.
    case repeated(file: String)
}

/// How far an export has been read, for a terminal.
public struct FileProgress: Sendable, Equatable {
    /// The file's name.
    public let file: String
    /// Rows read.
    public let rowsDone: Int
    /// Rows in all.
    public let rowsTotal: Int

    /// Creates a progress.
    public init(file: String, rowsDone: Int, rowsTotal: Int) {
        self.file = file
        self.rowsDone = rowsDone
        self.rowsTotal = rowsTotal
    }
}

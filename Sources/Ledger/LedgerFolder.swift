/// The folder a ledger lives in: the seam below which tests put their faults.
///
/// Every call does what it says or throws; nothing is retried above it.
public protocol LedgerFolder: Sendable {
    /// The folder as messages name it.
    var path: String { get }

    /// Takes the folder for this process alone, until it ends or lets go; answers whether it was free.
    func lock() throws(DiskFault) -> Bool

    /// Lets the folder go.
    func unlock()

    /// The names of its files, sorted by their bytes.
    func names() throws(DiskFault) -> [String]

    /// Opens a file.
    func open(_ name: String, for access: LedgerFileAccess) throws(DiskFault) -> any LedgerFile

    /// Gives a file another name, replacing what had it.
    func rename(_ name: String, to newName: String) throws(DiskFault)

    /// Makes names durable.
    func sync() throws(DiskFault)
}

/// What a file is opened for.
public enum LedgerFileAccess: Sendable, Equatable {
    /// Reading what is there.
    case reading
    /// Reading and overwriting what is there.
    case writing
    /// Writing a new, empty file, in place of one that has the name.
    case creating
}

/// A file of a ledger; it is closed when nobody holds it any more.
///
/// Reads may run on any thread while one thread writes elsewhere in the file.
public protocol LedgerFile: Sendable {
    /// Its name in the folder when it was opened.
    var name: String { get }

    /// How many bytes it has.
    func byteCount() throws(DiskFault) -> Int

    /// Exactly `count` bytes from `offset`; fewer are a fault of code 0.
    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8]

    /// Writes all of `bytes` at `offset`.
    func write(_ bytes: [UInt8], at offset: Int) throws(DiskFault)

    /// Makes everything written durable; after a failure nothing is known of what was written before.
    func sync() throws(DiskFault)

    /// Syncs, and has later reads show what the disk has instead of what memory remembers.
    ///
    /// After a crash of the process memory still shows what was never synced; after a failed sync it shows, as
    /// clean, what the disk does not have.
    func reload() throws(DiskFault)
}

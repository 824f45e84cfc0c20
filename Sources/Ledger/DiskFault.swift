/// A call to the file system that failed.
public struct DiskFault: Error, Equatable, Sendable {
    /// What was asked of the file system.
    public enum Operation: String, Sendable {
        /// Opening a file or folder.
        case open
        /// Reading bytes.
        case read
        /// Writing bytes.
        case write
        /// Making bytes, or a folder's names, durable.
        case sync
        /// Giving a file its final name.
        case rename
        /// Listing a folder.
        case list
        /// Locking a folder.
        case lock
    }

    /// What was asked.
    public let operation: Operation
    /// The name of the file inside the ledger's folder, or the folder itself.
    public let file: String
    /// The `errno` it failed with; 0 when fewer bytes came than must be there.
    public let code: Int32

    /// Creates a fault.
    public init(operation: Operation, file: String, code: Int32) {
        self.operation = operation
        self.file = file
        self.code = code
    }
}

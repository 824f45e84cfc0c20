/// One authenticated connection, as the shell numbers it; it proves nothing and never leaves the process.
public struct ConnectionID: Hashable, Sendable {
    /// The number, never used twice by a process.
    public let number: Int64

    /// Creates the name of a connection.
    public init(_ number: Int64) { self.number = number }
}

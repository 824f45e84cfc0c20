public import Wire

/// The answer to a FETCH.
public struct Page: Sendable, Equatable {
    /// What was read.
    public let what: ClientMessage.Fetch.What
    /// Rows, one JSON object a line; MUST NOT be logged.
    public let body: [UInt8]
    /// Where the next page begins, or `nil` after the last.
    public let next: String?

    /// Creates a page.
    public init(what: ClientMessage.Fetch.What, body: [UInt8], next: String?) {
        self.what = what
        self.body = body
        self.next = next
    }

    /// The rows, one JSON text each.
    public var rows: [ArraySlice<UInt8>] { body.split(separator: UInt8(ascii: "\n")) }
}

public import JSON

/// A page of what was read.
public struct Sheet: Sendable {
    /// The rows; MUST NOT be logged.
    public let rows: [JSONNode]
    /// Where the next page begins, or `nil` after the last.
    public let next: String?

    /// Creates a page.
    public init(rows: [JSONNode], next: String?) {
        self.rows = rows
        self.next = next
    }
}

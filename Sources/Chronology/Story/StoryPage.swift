/// Some rows of a story, and where it goes on.
public struct StoryPage: Sendable, Equatable {
    /// The rows, ordered by when they happened.
    public var rows: [StoryRow]
    /// Where the next page begins, or `nil` at the end.
    public var next: StoryPosition?

    /// Creates a page.
    public init(rows: [StoryRow], next: StoryPosition?) {
        self.rows = rows
        self.next = next
    }
}

public import Vocabulary

/// A place in a story that is ordered by when things happened, then by sequence.
public struct StoryPosition: Hashable, Comparable, Sendable {
    /// When the last row happened.
    public let time: Instant
    /// The last row's sequence.
    public let sequence: LedgerSequence

    /// Creates a position.
    public init(time: Instant, sequence: LedgerSequence) {
        self.time = time
        self.sequence = sequence
    }

    /// Reads what ``text`` wrote, or `nil`.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let time = Int64(parts[0]), let sequence = Int64(parts[1]) else { return nil }
        self.init(time: Instant(milliseconds: time), sequence: LedgerSequence(sequence))
    }

    /// `<milliseconds>.<sequence>`, for the member `after` of a FETCH.
    public var text: String { "\(time.milliseconds).\(sequence.number)" }

    /// Orders positions as a story does.
    public static func < (lhs: StoryPosition, rhs: StoryPosition) -> Bool {
        (lhs.time, lhs.sequence) < (rhs.time, rhs.sequence)
    }
}

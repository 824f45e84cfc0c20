public import Vocabulary

/// What one turn of the broker makes durable: all of it or nothing.
public struct TurnDraft: Sendable, Equatable {
    /// The instant the turn was decided at.
    public let at: Instant
    /// New entries, their sequences following the last one submitted without a hole.
    public let entries: [EntryDraft]
    /// Positions, sessions and whatever else has no sequence and no leaf; opaque here.
    public let turnData: [UInt8]

    /// Creates a draft of a turn.
    public init(at: Instant, entries: [EntryDraft], turnData: [UInt8] = []) {
        self.at = at
        self.entries = entries
        self.turnData = turnData
    }
}

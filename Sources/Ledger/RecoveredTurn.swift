public import Vocabulary

/// A turn as recovery hands it back, in the order it was committed.
public struct RecoveredTurn: Sendable, Equatable {
    /// 1, 2, 3 … without holes.
    public let number: Int64
    /// The instant it was decided at.
    public let at: Instant
    /// Its entries, bodies and facts included.
    public let entries: [StoredEntry]
    /// Its turn data, as submitted.
    public let turnData: [UInt8]

    /// Creates a recovered turn.
    public init(number: Int64, at: Instant, entries: [StoredEntry], turnData: [UInt8]) {
        self.number = number
        self.at = at
        self.entries = entries
        self.turnData = turnData
    }
}

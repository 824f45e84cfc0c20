public import Vocabulary

/// A meeting that was held.
public struct HeldMeeting: Hashable, Sendable {
    /// Which meeting, by the entry that says that it was held.
    public let key: MeetingKey
    /// The type's code, as the concern says it.
    public let type: String
    /// When it was held.
    public let heldAt: Instant
    /// Who was not asked to it, and what was not sound.
    public let judgement: MeetingJudgement
    /// Whether its minutes were sent.
    public internal(set) var hasMinutes = false
}

public import Vocabulary

/// What is wrong with a meeting as it was convened or held.
public struct MeetingJudgement: Hashable, Sendable {
    /// Who is active on the case and was not asked (P14), in order.
    public let missing: [Role]
    /// Why it is not sound (P13), in the order of the needs of its type, then too few agencies.
    public let faults: [String]

    /// Creates a judgement.
    public init(missing: [Role], faults: [String]) {
        self.missing = missing
        self.faults = faults
    }
}

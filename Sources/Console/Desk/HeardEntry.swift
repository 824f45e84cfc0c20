public import JSON
public import Topics
public import Vocabulary

/// An entry that came by subscription, reduced to what the agency's system may see.
public struct HeardEntry: Sendable {
    /// Its place in the ledger.
    public let sequence: LedgerSequence
    /// Its topic.
    public let topic: Topic
    /// When the broker accepted it.
    public let accepted: Instant
    /// Its cases.
    public let cases: [CaseID]
    /// What it says, or `nil` if it was withheld; MUST NOT be logged.
    public let data: JSONNode?

    /// Creates an entry.
    public init(
        sequence: LedgerSequence,
        topic: Topic,
        accepted: Instant,
        cases: [CaseID],
        data: JSONNode?
    ) {
        self.sequence = sequence
        self.topic = topic
        self.accepted = accepted
        self.cases = cases
        self.data = data
    }
}

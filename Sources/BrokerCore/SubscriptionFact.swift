public import Topics
public import Vocabulary

/// What became true of durable subscriptions; turn data, or part of the entry that is delivered.
public enum SubscriptionFact: Sendable, Equatable {
    /// A system subscribed for the first time under this name; older entries from `historyFrom` are to be matched.
    case created(
        SubscriptionHandle,
        user: UserID,
        name: SubscriptionName,
        patterns: [TopicPattern],
        historyFrom: LedgerSequence?
    )
    /// A system asked for other topics under a name it already had.
    case changed(SubscriptionHandle, patterns: [TopicPattern])
    /// The entry is each subscription's next delivery.
    case queued(LedgerSequence, size: Int, to: [SubscriptionHandle])
    /// Older entries below `next` have been matched; `nil` when the subscription is live.
    case historyMatched(SubscriptionHandle, next: LedgerSequence?)
    /// The recipient holds these numbers.
    case acknowledged(SubscriptionHandle, numbers: [Int64])
    /// The recipient could not process this number, once more.
    case refused(SubscriptionHandle, number: Int64)
}

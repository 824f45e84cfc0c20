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
    /// The recipient holds these numbers, which stand for these entries, one for one.
    ///
    /// The entries follow from earlier facts; they are said again so that a reader of this turn alone knows them.
    case acknowledged(SubscriptionHandle, numbers: [Int64], entries: [LedgerSequence])
    /// Everything about a subscription at once, in place of all facts before; in snapshots only.
    case restated(Subscription)
    /// The recipient could not process this number, once more.
    case refused(SubscriptionHandle, number: Int64)
}

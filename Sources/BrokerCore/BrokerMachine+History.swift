import Topics
import Vocabulary

extension BrokerMachine {
    /// Numbers what a new subscription wants of the past, until it has caught up with the ledger.
    ///
    /// Entries of turns that are not yet durable cannot be read back, so the shell reads again from where this ended;
    /// the subscription is live once nothing lies between.
    mutating func match(
        _ entries: [Arrival.PastEntry],
        through: LedgerSequence,
        with handle: SubscriptionHandle,
        into turn: inout Turn
    ) {
        // A subscription taken over while it was being read for is read for twice; only what is new counts.
        guard let subscription = state.subscriptions.subscription(handle),
            let first = subscription.historyFrom, through >= first
        else { return }
        for entry in entries where entry.sequence >= first && isWanted(entry, by: subscription) {
            note(.subscription(.queued(entry.sequence, size: entry.size, to: [handle])), in: &turn)
        }
        let isLive = through >= state.lastSequence
        note(.subscription(.historyMatched(handle, next: isLive ? nil : through.next)), in: &turn)
        sessions.wake(handle)
        if !isLive { turn.actions.append(.readHistory(handle, from: through.next)) }
    }

    private func isWanted(_ entry: Arrival.PastEntry, by subscription: Subscription) -> Bool {
        guard let topic = Topic(entry.topic), let publisher = UserID(entry.publisher),
            let definition = policy.catalogue[topic]
        else { return false }
        let routed = Self.routed(in: entry.facts)
        // A concern that went to nobody is one that was here already.
        guard routed != nil || Self.local.contains(topic.area) else { return false }
        let aliases = routed?.aliases(of: topic, at: policy.authority) ?? [topic]
        return isFor(subscription, aliases, definition, routed, publisher: publisher)
    }

    static func routed(in facts: [UInt8]) -> RoutedFact? {
        do throws(FactFault) {
            return try RoutedFact.find(in: facts)
        } catch {
            // Recovery read the same facts before the first turn, and would have stopped on them.
            preconditionFailure("stored facts do not read: \(error.fact).\(error.member)")
        }
    }
}

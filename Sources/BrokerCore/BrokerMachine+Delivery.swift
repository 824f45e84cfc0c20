#if MUTATIONS
import Mutations
#endif
import Topics
import Vocabulary
import Wire

extension BrokerMachine {
    /// A poison message blocks nobody: after this many refusals a person gets it instead.
    static let refusalsBeforeQuarantine = 5
    /// Real milliseconds before a refused delivery comes again when the client names none.
    static let retryMilliseconds: Int64 = 5_000

    /// Sends what has credit, in order, once per turn.
    mutating func deliverWaiting(at tick: Tick, into turn: inout Turn) {
        for (handle, number) in sessions.dueRetries(at: tick.monotonic) {
            redeliver(number, of: handle, into: &turn)
        }
        for handle in sessions.takeReady() {
            guard let connection = sessions.holder(of: handle),
                let subscription = state.subscriptions.subscription(handle)
            else { continue }
            deliver(subscription, on: connection, into: &turn)
        }
    }

    private mutating func deliver(
        _ subscription: Subscription,
        on connection: ConnectionID,
        into turn: inout Turn
    ) {
        let handle = subscription.handle
        // Taken out while it changes, so that it is not copied for each delivery.
        guard var attachment = sessions[connection]?.attachments.removeValue(forKey: handle) else { return }
        let sentBefore = sessions.sentHigh(handle)
        defer {
            sessions.noteSent(attachment.sent, of: handle)
            sessions[connection]?.attachments[handle] = attachment
        }
        while true {
            let number = max(attachment.sent, subscription.acked) + 1
            guard let item = subscription.item(number) else { return }
            guard item.isDone || attachment.hasCredit(for: item.size) else {
                #if MUTATIONS
                if Mutation.fullWindowDrops.isOn {
                    attachment.sent = number
                    continue
                }
                #endif
                return
            }
            attachment.sent = number
            guard !item.isDone else { continue }
            attachment.occupy(number, size: item.size)
            let again = number <= sentBefore
            turn.actions.append(
                .deliver(
                    Action.Delivery(
                        handle: handle,
                        name: subscription.name,
                        user: subscription.user,
                        number: number,
                        sequence: item.sequence,
                        again: again,
                        connection: connection
                    )
                )
            )
        }
    }

    private mutating func redeliver(_ number: Int64, of handle: SubscriptionHandle, into turn: inout Turn) {
        guard let connection = sessions.holder(of: handle),
            let subscription = state.subscriptions.subscription(handle),
            let item = subscription.item(number), !item.isDone,
            sessions[connection]?.attachments[handle]?.inFlight[number] != nil
        else { return }
        turn.actions.append(
            .deliver(
                Action.Delivery(
                    handle: handle,
                    name: subscription.name,
                    user: subscription.user,
                    number: number,
                    sequence: item.sequence,
                    again: true,
                    connection: connection
                )
            )
        )
    }

    /// The recipient cannot process this number: later again, and after some refusals to a person.
    mutating func refuse(
        _ number: Int64,
        of sub: SubscriptionName,
        after delay: Int64,
        by call: Call,
        into turn: inout Turn
    ) throws(WireRefusal) {
        let subscription = try known(sub, call)
        let sent = max(subscription.acked, sessions.sentHigh(subscription.handle))
        guard number >= 1, number <= sent else {
            throw WireRefusal(
                .badFrame,
                "n: must be a number that was delivered, at most \(sent)",
                field: "/n"
            )
        }
        // Acknowledged or quarantined meanwhile: the refusal came a second time.
        if let item = subscription.item(number), !item.isDone {
            note(.subscription(.refused(subscription.handle, number: number)), in: &turn)
            if item.attempts + 1 >= Self.refusalsBeforeQuarantine {
                quarantine(item.sequence, number: number, of: subscription, at: call.now, into: &turn)
            } else {
                let wait = delay > 0 ? delay : Self.retryMilliseconds
                sessions.retry(subscription.handle, number, at: call.tick.monotonic + wait)
            }
        }
        turn.actions.append(call.answer(.nacked(sub: sub, number: number)))
    }
}

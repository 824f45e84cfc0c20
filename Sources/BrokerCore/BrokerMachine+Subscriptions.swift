#if MUTATIONS
import Mutations
#endif
import Topics
import Vocabulary
import Wire

extension BrokerMachine {
    /// Creates a durable subscription or takes delivery of one; the newest connection wins.
    mutating func subscribe(
        _ subscribe: ClientMessage.Subscribe,
        by call: Call,
        into turn: inout Turn
    ) throws(WireRefusal) {
        let refused = subscribe.topics.filter { !state.register.maySee($0, call.user) }
        guard refused.isEmpty else {
            let names = refused.map(\.text).joined(separator: ", ")
            throw WireRefusal(.forbidden, "topics: \(names) must be allowed to this key", field: "/topics")
        }
        let existing = state.subscriptions.subscription(of: call.user, named: subscribe.sub)
        let others = (sessions[call.connection]?.windows ?? 0) - window(of: existing?.handle, call.connection)
        let allowed = WireLimit.outstanding - WireLimit.publishWindow - others
        guard subscribe.window <= allowed else {
            throw WireRefusal(
                .slowDown,
                "window: was \(subscribe.window); must be at most \(allowed) on this connection",
                field: "/window"
            )
        }
        if existing == nil, case .sequence(let first) = subscribe.from, first > state.lastSequence.next {
            throw WireRefusal(
                .badFrame,
                "from: was \(first.number); must be at most \(state.lastSequence.next.number)",
                field: "/from"
            )
        }
        let handle = create(subscribe, existing: existing, by: call, into: &turn)
        guard let subscription = state.subscriptions.subscription(handle) else { return }
        let attachment = Session.Attachment(
            name: subscribe.sub,
            window: subscribe.window,
            sent: subscription.acked
        )
        if let former = sessions.attach(handle, attachment, to: call.connection) {
            let refusal = WireRefusal(
                .replaced,
                "another connection took \(subscribe.sub)",
                verb: "SUBSCRIBE",
                field: "/sub"
            )
            turn.actions.append(.send(BrokerMessage(request: [], verb: .error(refusal)), to: former))
        }
        turn.actions.append(
            call.answer(
                .subscribed(sub: subscribe.sub, position: subscription.position, window: subscribe.window)
            )
        )
        if let from = subscription.historyFrom { turn.actions.append(.readHistory(handle, from: from)) }
    }

    private func window(of handle: SubscriptionHandle?, _ connection: ConnectionID) -> Int {
        handle.flatMap { sessions[connection]?.attachments[$0]?.window } ?? 0
    }

    private mutating func create(
        _ subscribe: ClientMessage.Subscribe,
        existing: Subscription?,
        by call: Call,
        into turn: inout Turn
    ) -> SubscriptionHandle {
        if let existing {
            if existing.patterns != subscribe.topics {
                note(.subscription(.changed(existing.handle, patterns: subscribe.topics)), in: &turn)
            }
            return existing.handle
        }
        let handle = state.subscriptions.nextHandle
        let history: LedgerSequence? =
            switch subscribe.from {
            case .now: nil
            case .start: LedgerSequence(1)
            case .sequence(let sequence): max(sequence, LedgerSequence(1))
            }
        note(
            .subscription(
                .created(
                    handle,
                    user: call.user,
                    name: subscribe.sub,
                    patterns: subscribe.topics,
                    historyFrom: history.flatMap { $0 <= state.lastSequence ? $0 : nil }
                )
            ),
            in: &turn
        )
        return handle
    }

    /// The recipient's system holds these numbers durably: the credit comes back.
    mutating func acknowledge(
        _ numbers: [Int64],
        of sub: SubscriptionName,
        by call: Call,
        into turn: inout Turn
    ) throws(WireRefusal) {
        let (handle, new, entries) = try newlyHeld(numbers, of: sub, by: call)
        if !new.isEmpty {
            note(.subscription(.acknowledged(handle, numbers: new, entries: entries)), in: &turn)
            #if MUTATIONS
            if Mutation.acknowledgementNotStored.isOn { turn.facts = [] }
            #endif
            sessions.release(handle, new)
        }
        let position = try known(sub, call).position
        turn.actions.append(call.answer(.acked(sub: sub, numbers: numbers, position: position)))
    }

    /// Those of the numbers that were not acknowledged before, ascending, and the entries they stand for.
    ///
    /// A function of its own, so that its copy of the subscription is gone before the subscription changes.
    private func newlyHeld(
        _ numbers: [Int64],
        of sub: SubscriptionName,
        by call: Call
    ) throws(WireRefusal) -> (SubscriptionHandle, [Int64], [LedgerSequence]) {
        let subscription = try known(sub, call)
        let sent = max(subscription.acked, sessions.sentHigh(subscription.handle))
        guard numbers.allSatisfy({ $0 >= 1 && $0 <= sent }) else {
            throw WireRefusal(
                .badFrame,
                "n: must hold only numbers that were delivered, at most \(sent)",
                field: "/n"
            )
        }
        var new = numbers.filter { subscription.item($0).map { !$0.isDone } ?? false }
        new.sort()
        var last: Int64 = 0
        new.removeAll { number in
            defer { last = number }
            return number == last
        }
        return (subscription.handle, new, subscription.entries(new))
    }

    mutating func detach(_ sub: SubscriptionName, by call: Call, into turn: inout Turn) throws(WireRefusal) {
        sessions.detach(try known(sub, call).handle, from: call.connection)
        turn.actions.append(call.answer(.detached(sub: sub)))
    }

    func known(_ sub: SubscriptionName, _ call: Call) throws(WireRefusal) -> Subscription {
        guard let subscription = state.subscriptions.subscription(of: call.user, named: sub) else {
            throw WireRefusal(.noSuch, "sub: must be a subscription of this key's system", field: "/sub")
        }
        return subscription
    }
}

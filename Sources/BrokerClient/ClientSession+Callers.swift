import Vocabulary
import Wire

// What the application asks for. Each caller has a ticket and is answered exactly once.
extension ClientSession {
    /// Publications were stored in the box.
    mutating func stored(_ now: MonotonicTime) -> [SessionAction] {
        outbox.stored()
        return pump(now)
    }

    /// Somebody waits for a publication's answer; the box is asked first, for it may be there already.
    mutating func awaitSettlement(
        of id: MessageID,
        _ ticket: Ticket,
        until: MonotonicTime?
    ) -> [SessionAction] {
        if let refusal = admit(Caller(ticket: ticket, wish: .settlement(id), until: until)) { return refusal }
        return [.perform(.lookUp(id: id))]
    }

    /// Somebody waits until nothing in the outbox waits.
    mutating func awaitEmptyOutbox(_ ticket: Ticket, until: MonotonicTime?) -> [SessionAction] {
        if let refusal = admit(Caller(ticket: ticket, wish: .emptyOutbox, until: until)) { return refusal }
        return answerIfOutboxIsEmpty()
    }

    /// Somebody waits for an open connection.
    mutating func awaitWelcome(_ ticket: Ticket, until: MonotonicTime?) -> [SessionAction] {
        if case .open(let welcome, _) = phase { return [.answer(ticket, .welcome(welcome))] }
        return admit(Caller(ticket: ticket, wish: .welcome, until: until)) ?? []
    }

    /// Wants a subscription from now on, on every connection; one of the same name is replaced.
    mutating func subscribe(
        _ subscription: Subscription,
        _ ticket: Ticket,
        until: MonotonicTime?,
        _ now: MonotonicTime
    ) -> [SessionAction] {
        let name = subscription.name
        if let refusal = admit(Caller(ticket: ticket, wish: .subscription(name), until: until)) {
            return refusal
        }
        guard var item = book[name] else {
            book[name] = SubscriptionBook.Item(subscription: subscription, state: .reading)
            return [.perform(.position(name))]
        }
        item.subscription = subscription
        if item.state != .reading { item.state = .wanted }
        book[name] = item
        return pump(now)
    }

    /// Wants a subscription no longer; the broker keeps it.
    mutating func detach(
        _ name: SubscriptionName,
        _ ticket: Ticket,
        until: MonotonicTime?,
        _ now: MonotonicTime
    ) -> [SessionAction] {
        if let refusal = admit(Caller(ticket: ticket, wish: .detachment(name), until: until)) {
            return refusal
        }
        book[name] = nil
        // On the next connection nobody asks for it, which is the same.
        guard case .open = phase else { return answer(.detached) { $0 == .detachment(name) } }
        return [ask(.detach(sub: name), .detach(name), now)]
    }

    /// Wants a page; asked again on each connection until it comes.
    mutating func fetch(
        _ fetch: ClientMessage.Fetch,
        _ ticket: Ticket,
        until: MonotonicTime?,
        _ now: MonotonicTime
    ) -> [SessionAction] {
        if let refusal = admit(Caller(ticket: ticket, wish: .page(fetch), until: until)) { return refusal }
        guard case .open = phase else { return [] }
        return [ask(.fetch(fetch), .fetch(ticket), now)]
    }

    /// Somebody waits no longer.
    mutating func forget(_ ticket: Ticket) { callers.removeAll { $0.ticket == ticket } }

    /// Answers everybody whose wish it is.
    mutating func answer(_ answer: Answer, to isMet: (Caller.Wish) -> Bool) -> [SessionAction] {
        let met = callers.filter { isMet($0.wish) }
        callers.removeAll { isMet($0.wish) }
        return met.map { .answer($0.ticket, answer) }
    }

    mutating func answerIfOutboxIsEmpty() -> [SessionAction] {
        outbox.isEmpty ? answer(.outboxEmpty) { $0 == .emptyOutbox } : []
    }

    /// Lets a caller wait, or says at once that nothing will come.
    private mutating func admit(_ caller: Caller) -> [SessionAction]? {
        switch phase {
        case .ended(let reason): return [.answer(caller.ticket, .ended(reason))]
        case .leaving: return [.answer(caller.ticket, .ended(.closed))]
        case .resting, .greeting, .proving, .open:
            callers.append(caller)
            return nil
        }
    }
}

import Topics
import Vocabulary
import Wire

// What the broker says.
extension ClientSession {
    /// Frames that no broker sends: whatever is wrong, a new connection begins cleanly.
    mutating func unreadableReceived(_ refusal: WireRefusal, _ now: MonotonicTime) -> [SessionAction] {
        switch phase {
        case .greeting, .proving, .open: lose(.unreadable(refusal), now)
        case .resting, .leaving, .ended: []
        }
    }

    mutating func received(_ message: BrokerMessage, _ now: MonotonicTime) -> [SessionAction] {
        switch phase {
        case .resting, .ended: return []
        case .leaving:
            guard case .bye = message.verb else { return [] }
            return end(.closed)
        case .greeting, .proving, .open: break
        }
        let request = answered(message)
        switch message.verb {
        case .welcome(let welcome):
            guard case .greeting = phase, request == .hello else { return [] }
            phase = .proving(welcome)
            return [.perform(.claim(broker: welcome.broker, user: welcome.user))]
        case .receipt(let id, let sequence, _, let body):
            guard case .publish(let place)? = request else { return [] }
            return receipted(place, StoredReceipt(id: id, sequence: sequence, bytes: body), now)
        case .subscribed(let name, let position, _): return subscribed(name, position)
        case .deliver(let delivery): return delivered(delivery, now)
        case .detached(let name): return answer(.detached) { $0 == .detachment(name) }
        case .page(let what, let next, let body):
            guard case .fetch(let ticket)? = request else { return [] }
            forget(ticket)
            return [.answer(ticket, .page(Page(what: what, body: body, next: next)))]
        case .pong(let standings): return ponged(standings, now)
        case .bye: return lose(.goodbye, now)
        case .error(let refusal): return refused(refusal, request, now)
        case .acked, .nacked: return []
        }
    }

    /// Takes the request that a message answers off the list.
    private mutating func answered(_ message: BrokerMessage) -> Pending.Request? {
        guard let tag = Self.tag(of: message.request),
            let index = pending.firstIndex(where: { $0.tag == tag })
        else { return nil }
        return pending.remove(at: index).request
    }

    /// Believes a receipt only if it is about what was sent.
    private mutating func receipted(
        _ place: Int64,
        _ receipt: StoredReceipt,
        _ now: MonotonicTime
    ) -> [SessionAction] {
        guard let entry = outbox.open(at: place) else { return [] }
        guard Self.isAbout(entry, receipt) else {
            return [.report(.falseReceipt(entry.publication.id))] + lose(.falseReceipt, now)
        }
        outbox.settle(at: place)
        return [.perform(.settle(place: place, id: receipt.id, .receipted(receipt)))] + pump(now)
    }

    private static func isAbout(_ entry: OutboxEntry, _ receipt: StoredReceipt) -> Bool {
        do throws(ReceiptFault) {
            let parts = try receipt.parts()
            return receipt.id == entry.publication.id && parts.id == receipt.id.text
                && parts.topic == entry.publication.topic.text && parts.bodyDigest == entry.sha256
                && parts.sequence == receipt.sequence
        } catch {
            // What is no receipt is about nothing.
            return false
        }
    }

    private mutating func subscribed(
        _ name: SubscriptionName,
        _ position: BrokerMessage.Position
    ) -> [SessionAction] {
        guard var item = book[name], item.state == .asked else { return [] }
        var actions: [SessionAction] = []
        if let expected = item.expected {
            if position.head < expected - 1 {
                // It never sent numbers that are here: restored from a backup, it would reuse them.
                return refuse(name, .report(.countsAnew(name, number: position.head)))
            }
            if position.acked >= expected {
                let lost = expected...position.acked
                actions = [.perform(.skip(name, lost)), .report(.skipped(name, lost))]
                item.expected = position.acked + 1
            }
        } else {
            actions = [.perform(.begin(name, next: position.acked + 1))]
            item.expected = position.acked + 1
        }
        item.state = .attached
        book[name] = item
        return actions + answer(.subscribed(position)) { $0 == .subscription(name) }
    }

    private mutating func delivered(
        _ delivery: BrokerMessage.Deliver,
        _ now: MonotonicTime
    ) -> [SessionAction] {
        guard let item = book[delivery.sub], let expected = item.expected else { return [] }
        switch item.state {
        case .reading, .wanted, .asked, .refused: return []
        case .attached, .replaced: break
        }
        guard delivery.number <= expected else {
            return lose(.hole(delivery.sub, expected: expected, got: delivery.number), now)
        }
        // A duplicate goes to the box as well, which knows whether it is one and then has it acknowledged again.
        if delivery.number == expected { book[delivery.sub]?.expected = expected + 1 }
        return [.perform(.keep(delivery))]
    }

    private mutating func ponged(
        _ standings: [SubscriptionName: BrokerMessage.Standing],
        _ now: MonotonicTime
    ) -> [SessionAction] {
        attempts = 0
        for item in book.items where item.state == .attached {
            let name = item.subscription.name
            // Deliveries come before the PONG that counts them, so what is missing now will never come.
            guard let sent = standings[name]?.sent, let expected = item.expected, sent >= expected else {
                continue
            }
            return lose(.tail(name, expected: expected, sent: sent), now)
        }
        return []
    }
}

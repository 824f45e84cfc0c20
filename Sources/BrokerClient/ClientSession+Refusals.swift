import Vocabulary
import Wire

// What the broker refuses: `retry` says what a client does about it.
extension ClientSession {
    mutating func refused(
        _ refusal: WireRefusal,
        _ request: Pending.Request?,
        _ now: MonotonicTime
    ) -> [SessionAction] {
        switch refusal.code.retry {
        case .hello: return lose(.asked(refusal.code), now)
        case .later: return postponed(refusal, request, now)
        case .no: return refusedForGood(refusal, request, now)
        }
    }

    private mutating func postponed(
        _ refusal: WireRefusal,
        _ request: Pending.Request?,
        _ now: MonotonicTime
    ) -> [SessionAction] {
        let pause =
            refusal.afterMilliseconds > 0
            ? min(refusal.afterMilliseconds, patience.longestPauseMilliseconds) : patience.laterMilliseconds
        switch request {
        case .publish(let place):
            outbox.postpone(at: place)
            publishAgainAt = now.advanced(byMilliseconds: pause)
            return []
        case .subscribe(let name):
            book[name]?.state = .replaced(until: now.advanced(byMilliseconds: pause))
            return []
        case .none:
            publishAgainAt = now.advanced(byMilliseconds: pause)
            return [.report(.refused(refusal))]
        // Asked again on a new connection, which comes no sooner than a pause from now.
        case .hello, .fetch, .detach, .ack, .ping: return lose(.asked(refusal.code), now)
        }
    }

    private mutating func refusedForGood(
        _ refusal: WireRefusal,
        _ request: Pending.Request?,
        _ now: MonotonicTime
    ) -> [SessionAction] {
        switch request {
        case .hello:
            attempts = max(attempts, 20)
            let answers = callers.map { SessionAction.answer($0.ticket, .refused(refusal)) }
            callers = []
            return [.report(.helloRefused(refusal))] + answers + lose(.asked(refusal.code), now)
        case .publish(let place):
            guard let entry = outbox.open(at: place) else { return [] }
            outbox.settle(at: place)
            let id = entry.publication.id
            return [
                .perform(.settle(place: place, id: id, .refused(refusal))),
                .report(.publicationRefused(id, refusal)),
            ] + pump(now)
        case .subscribe(let name):
            return refuse(name, .report(.subscriptionRefused(name, refusal)))
                + answer(.refused(refusal)) { $0 == .subscription(name) }
        case .detach(let name): return answer(.refused(refusal)) { $0 == .detachment(name) }
        case .fetch(let ticket):
            forget(ticket)
            return [.answer(ticket, .refused(refusal))]
        case .ack, .ping, .none:
            guard refusal.code == .replaced else { return [.report(.refused(refusal))] }
            // Two processes of one name would fight for ever: the loser waits a minute.
            book.replaced(until: now.advanced(byMilliseconds: patience.replacedMilliseconds))
            return [.report(.replaced)]
        }
    }
}

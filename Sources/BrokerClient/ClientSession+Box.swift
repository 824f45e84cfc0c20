import Vocabulary
import Wire

// What the box answers: only now is anything durable.
extension ClientSession {
    mutating func performed(_ results: [BoxResult], _ now: MonotonicTime) -> [SessionAction] {
        var actions: [SessionAction] = []
        var kept: [(name: SubscriptionName, numbers: [Int64])] = []
        var hasArrivals = false
        for result in results {
            switch result {
            case .claimed(let isOurs): actions += claimed(isOurs, now)
            case .outbox(let entries, let isLast): outbox.read(entries, isLast: isLast)
            case .settled(let id, let settlement): actions += settled(id, settlement)
            case .position(let name, let next):
                guard book[name]?.state == .reading else { continue }
                book[name]?.expected = next
                book[name]?.state = .wanted
            case .kept(let name, let number, let isNew):
                hasArrivals = hasArrivals || isNew
                if kept.last?.name != name { kept.append((name, [])) }
                kept[kept.count - 1].numbers.append(number)
            case .contradicted(let name, let number):
                actions += refuse(name, .report(.countsAnew(name, number: number)))
            case .nothing: break
            }
        }
        for (name, numbers) in kept { actions += acknowledge(name, numbers, now) }
        if hasArrivals { actions.append(.announceArrivals) }
        return actions + pump(now) + answerIfOutboxIsEmpty()
    }

    private mutating func claimed(_ isOurs: Bool, _ now: MonotonicTime) -> [SessionAction] {
        guard case .proving(let welcome) = phase else { return [] }
        guard isOurs else { return end(.foreignBox(broker: welcome.broker, user: welcome.user)) }
        phase = .open(welcome, pingAt: now.advanced(byMilliseconds: welcome.pingMilliseconds))
        var actions: [SessionAction] = [
            .report(.connected(broker: welcome.broker, user: welcome.user, boot: welcome.boot))
        ]
        actions += answer(.welcome(welcome)) { $0 == .welcome }
        for caller in callers {
            if case .page(let fetch) = caller.wish {
                actions.append(ask(.fetch(fetch), .fetch(caller.ticket), now))
            }
        }
        return actions
    }

    private mutating func settled(_ id: MessageID, _ settlement: Settlement?) -> [SessionAction] {
        switch settlement {
        case .none, .waiting: return []
        case .receipted, .refused: break
        }
        outbox.settled(id)
        guard let settlement else { return [] }
        return answer(.settled(settlement)) { $0 == .settlement(id) }
    }

    private mutating func acknowledge(
        _ name: SubscriptionName,
        _ numbers: [Int64],
        _ now: MonotonicTime
    ) -> [SessionAction] {
        guard case .open = phase, let state = book[name]?.state else { return [] }
        switch state {
        case .attached, .replaced: return [ask(.ack(sub: name, numbers: numbers), .ack, now)]
        // Not on this connection: the broker sends it again on the next, and it is acknowledged then.
        case .reading, .wanted, .asked, .refused: return []
        }
    }

    /// Leaves a subscription alone until a person has looked.
    mutating func refuse(_ name: SubscriptionName, _ report: SessionAction) -> [SessionAction] {
        book[name]?.state = .refused
        return [report]
    }
}

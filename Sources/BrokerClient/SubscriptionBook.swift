import Vocabulary

/// Where each subscription of a session stands, by name.
struct SubscriptionBook: Sendable, Equatable {
    enum State: Sendable, Equatable {
        /// The box has been asked which number comes next.
        case reading
        /// To be asked for on the next open connection.
        case wanted
        case asked
        case attached
        /// Another connection may have taken it.
        case replaced(until: MonotonicTime)
        /// The broker said no, or counts anew: a person must look.
        case refused
    }

    struct Item: Sendable, Equatable {
        var subscription: Subscription
        var state: State
        /// The next number to come over the wire: those below are in the box or on their way to it.
        var expected: Int64?
    }

    private(set) var items: [Item] = []

    subscript(name: SubscriptionName) -> Item? {
        get { items.first { $0.subscription.name == name } }
        set {
            items.removeAll { $0.subscription.name == name }
            guard let newValue else { return }
            items.append(newValue)
            items.sort { $0.subscription.name < $1.subscription.name }
        }
    }

    /// Those to be asked for; they count as asked from here on.
    mutating func ask() -> [Subscription] {
        var asked: [Subscription] = []
        for index in items.indices where items[index].state == .wanted {
            items[index].state = .asked
            asked.append(items[index].subscription)
        }
        return asked
    }

    /// The connection is gone.
    mutating func lostConnection() {
        for index in items.indices {
            switch items[index].state {
            case .asked, .attached: items[index].state = .wanted
            case .reading, .wanted, .replaced, .refused: break
            }
        }
    }

    /// One of the attached was taken by another connection; the broker does not say which.
    mutating func replaced(until: MonotonicTime) {
        for index in items.indices where items[index].state == .attached {
            items[index].state = .replaced(until: until)
        }
    }

    /// Makes those wanted again whose minute is over.
    mutating func timePassed(to now: MonotonicTime) {
        for index in items.indices {
            if case .replaced(let until) = items[index].state, until <= now { items[index].state = .wanted }
        }
    }

    /// The earliest end of a pause.
    var deadline: MonotonicTime? {
        items.compactMap { if case .replaced(let until) = $0.state { until } else { nil } }.min()
    }
}

import Vocabulary

/// The publications in hand: read from the box, sent, not yet answered for good.
struct OutboxWindow: Sendable, Equatable {
    private enum State: Sendable, Equatable {
        case unsent
        case sent
        /// Answered; the answer is on its way to the disk.
        case settling
    }

    private struct Item: Sendable, Equatable {
        let entry: OutboxEntry
        var state: State
    }

    private enum Reading: Sendable, Equatable {
        case exhausted
        case due
        case underway(storedSince: Bool)
    }

    private var items: [Item] = []
    private var lastPlace: Int64 = 0
    private var reading = Reading.due

    /// Whether the box is known to hold nothing that waits.
    var isEmpty: Bool { items.isEmpty && reading == .exhausted }

    /// Something was stored.
    mutating func stored() {
        switch reading {
        case .exhausted, .due: reading = .due
        case .underway: reading = .underway(storedSince: true)
        }
    }

    /// How many to read now; zero if nothing is due or half of the window is still in hand.
    mutating func beginReading(window: Int) -> (after: Int64, limit: Int)? {
        guard reading == .due, items.count <= window / 2 else { return nil }
        reading = .underway(storedSince: false)
        return (lastPlace, window - items.count)
    }

    mutating func read(_ entries: [OutboxEntry], isLast: Bool) {
        items += entries.map { Item(entry: $0, state: .unsent) }
        lastPlace = entries.last?.place ?? lastPlace
        reading = isLast && reading != .underway(storedSince: true) ? .exhausted : .due
    }

    /// Takes what may be sent now, so that at most `window` are unanswered.
    mutating func send(window: Int) -> [OutboxEntry] {
        var room = window - items.count { $0.state == .sent }
        var entries: [OutboxEntry] = []
        for index in items.indices where room > 0 && items[index].state == .unsent {
            items[index].state = .sent
            entries.append(items[index].entry)
            room -= 1
        }
        return entries
    }

    /// The publication that an answer is about, if it is still open.
    func open(at place: Int64) -> OutboxEntry? {
        items.first { $0.entry.place == place && $0.state != .settling }?.entry
    }

    /// It was answered for good.
    mutating func settle(at place: Int64) { set(place, .settling) }

    /// It was answered with "later".
    mutating func postpone(at place: Int64) { set(place, .unsent) }

    /// The answer is on disk.
    mutating func settled(_ id: MessageID) {
        items.removeAll { $0.entry.publication.id == id && $0.state == .settling }
    }

    /// The connection is gone, and with it whatever had not been answered.
    mutating func lostConnection() {
        for index in items.indices where items[index].state == .sent { items[index].state = .unsent }
    }

    private mutating func set(_ place: Int64, _ state: State) {
        guard let index = items.firstIndex(where: { $0.entry.place == place }) else { return }
        items[index].state = state
    }
}

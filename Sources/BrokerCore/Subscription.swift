import DequeModule
public import Topics
public import Vocabulary
import Wire

/// One durable subscription: which topics, and which numbered deliveries its recipient does not yet hold.
///
/// Deliveries are numbered 1, 2, 3 … without holes; a number once given never changes what it stands for.
public struct Subscription: Sendable, Equatable {
    /// One numbered delivery that is not acknowledged.
    struct Item: Sendable, Equatable {
        let sequence: LedgerSequence
        let size: Int
        var attempts = 0
        var isDone = false
    }

    /// Its short name in facts.
    public let handle: SubscriptionHandle
    /// The system that subscribed.
    public let user: UserID
    /// Its name, unique for the user.
    public let name: SubscriptionName
    /// What it asked for; each was allowed when it asked.
    public internal(set) var patterns: [TopicPattern]
    /// The highest number with nothing missing below it; 0 before the first.
    public private(set) var acked: Int64 = 0
    /// The next entry to look at while older entries are still being matched; `nil` once live.
    public internal(set) var historyFrom: LedgerSequence?

    private(set) var items: Deque<Item> = []

    init(
        handle: SubscriptionHandle,
        user: UserID,
        name: SubscriptionName,
        patterns: [TopicPattern],
        historyFrom: LedgerSequence?
    ) {
        self.handle = handle
        self.user = user
        self.name = name
        self.patterns = patterns
        self.historyFrom = historyFrom
    }

    /// As it was, for a snapshot.
    init(
        _ created: Subscription,
        acked: Int64,
        items: some Collection<Item>
    ) {
        self = created
        self.acked = acked
        self.items = Deque(items)
    }

    /// The highest number given out; 0 before the first.
    public var head: Int64 { acked + Int64(items.count) }

    /// Where it stands, as the wire says it.
    var position: BrokerMessage.Position { BrokerMessage.Position(acked: acked, head: head) }

    /// Deliveries that are not acknowledged, those acknowledged out of order left out.
    public var waiting: Int { items.count { !$0.isDone } }

    /// The delivery of that number, or `nil` if it is acknowledged with everything below it, or not given out.
    func item(_ number: Int64) -> Item? {
        guard number > acked, number <= head else { return nil }
        return items[Int(number - acked - 1)]
    }

    /// The number under which an entry waits, or `nil` if it does not.
    func number(of sequence: LedgerSequence) -> Int64? {
        items.firstIndex { $0.sequence == sequence && !$0.isDone }.map { acked + Int64($0) + 1 }
    }

    /// The entries that these numbers stand for, none of which is acknowledged with everything below it.
    func entries(_ numbers: [Int64]) -> [LedgerSequence] { numbers.compactMap { item($0)?.sequence } }

    mutating func queue(_ sequence: LedgerSequence, size: Int) {
        items.append(Item(sequence: sequence, size: size))
    }

    /// Marks a number as held by the recipient and moves `acked` over everything that is.
    mutating func acknowledge(_ number: Int64) {
        guard number > acked, number <= head else { return }
        items[Int(number - acked - 1)].isDone = true
        while items.first?.isDone == true {
            items.removeFirst()
            acked += 1
        }
    }

    /// Counts one more time that the recipient could not process a number.
    mutating func refuse(_ number: Int64) {
        guard number > acked, number <= head else { return }
        items[Int(number - acked - 1)].attempts += 1
    }
}

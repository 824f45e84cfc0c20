import OrderedCollections
import Topics
public import Vocabulary

/// Every durable subscription of the authority, and which of them a topic reaches.
public struct SubscriptionBook: Sendable, Equatable {
    private struct Key: Hashable, Sendable {
        let user: UserID
        let name: SubscriptionName
    }

    private var subscriptions: OrderedDictionary<SubscriptionHandle, Subscription> = [:]
    private var handles: [Key: SubscriptionHandle] = [:]
    private var trie = PatternTrie()
    private var last: Int64 = 0
    /// What the trie answered for topics asked lately: most entries go where others just went.
    private var answers: [Topic: [SubscriptionHandle]] = [:]
    private static let answersKept = 4_096

    init() {}

    /// Whether both hold the same subscriptions; who is reached by what follows from them.
    public static func == (lhs: SubscriptionBook, rhs: SubscriptionBook) -> Bool {
        lhs.subscriptions == rhs.subscriptions && lhs.last == rhs.last
    }

    /// The handle that the next subscription gets.
    var nextHandle: SubscriptionHandle { SubscriptionHandle(last + 1) }

    /// The subscription of that name, or `nil`.
    public func subscription(of user: UserID, named name: SubscriptionName) -> Subscription? {
        handles[Key(user: user, name: name)].flatMap { subscriptions[$0] }
    }

    /// The subscription with that handle, or `nil`.
    public func subscription(_ handle: SubscriptionHandle) -> Subscription? { subscriptions[handle] }

    /// All subscriptions, oldest first.
    public var all: some Swift.Sequence<Subscription> { subscriptions.values }

    /// The live subscriptions that any of these topics reaches, oldest first, each once.
    mutating func reached(by topics: [Topic]) -> [SubscriptionHandle] {
        var reached: [SubscriptionHandle] = []
        for topic in topics {
            let more = matching(topic)
            reached = reached.isEmpty ? more : Set(reached).union(more).sorted()
        }
        return reached.filter { subscriptions[$0]?.historyFrom == nil }
    }

    private mutating func matching(_ topic: Topic) -> [SubscriptionHandle] {
        if let answer = answers[topic] { return answer }
        if answers.count == Self.answersKept { answers.removeAll(keepingCapacity: true) }
        let answer = trie.values(matching: topic).map { SubscriptionHandle($0) }
        answers[topic] = answer
        return answer
    }

    /// Whether one of its patterns matches one of the topics; for entries older than the subscription.
    func reaches(_ handle: SubscriptionHandle, by topics: [Topic]) -> Bool {
        guard let patterns = subscriptions[handle]?.patterns else { return false }
        return patterns.contains { pattern in topics.contains { pattern.matches($0) } }
    }

    /// The only writer, so replaying the ledger rebuilds the book exactly.
    mutating func apply(_ fact: SubscriptionFact) {
        switch fact {
        case .created(let handle, let user, let name, let patterns, let historyFrom):
            begin(
                Subscription(
                    handle: handle,
                    user: user,
                    name: name,
                    patterns: patterns,
                    historyFrom: historyFrom
                )
            )
        case .restated(let subscription): begin(subscription)
        case .changed(let handle, let patterns):
            answers = [:]
            for pattern in subscriptions[handle]?.patterns ?? [] {
                _ = trie.remove(handle.number, for: pattern)
            }
            for pattern in patterns { _ = trie.insert(handle.number, for: pattern) }
            subscriptions[handle]?.patterns = patterns
        case .queued(let sequence, let size, let handles):
            for handle in handles { subscriptions[handle]?.queue(sequence, size: size) }
        case .historyMatched(let handle, let next):
            subscriptions[handle]?.historyFrom = next
        case .acknowledged(let handle, let numbers, _):
            for number in numbers { subscriptions[handle]?.acknowledge(number) }
        case .refused(let handle, let number):
            subscriptions[handle]?.refuse(number)
        }
    }

    private mutating func begin(_ subscription: Subscription) {
        let handle = subscription.handle
        subscriptions[handle] = subscription
        handles[Key(user: subscription.user, name: subscription.name)] = handle
        answers = [:]
        for pattern in subscription.patterns { _ = trie.insert(handle.number, for: pattern) }
        last = max(last, handle.number)
    }
}

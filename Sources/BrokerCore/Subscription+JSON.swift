import JSON
import Topics
import Vocabulary

extension Subscription {
    /// Everything about it at once; lists are of its items, one for one or as runs of their places.
    func write(to writer: inout JSONWriter) {
        writer.member("fact", "subscription")
        writer.member("handle", handle)
        writer.member("user", user)
        writer.member("sub", name)
        writer.member("topics", texts: patterns.map(\.text))
        if let historyFrom { writer.member("history-from", historyFrom) }
        writer.member("acked", acked)
        let items = Array(items)
        let places = items.indices.map { Int64($0) + 1 }
        writer.member("seq", integers: NumberRuns.pairs(of: items.map(\.sequence.number)))
        writer.member("size", integers: items.map { Int64($0.size) })
        writer.member(
            "done",
            integers: NumberRuns.pairs(of: places.filter { items[Int($0) - 1].isDone })
        )
        let refused = places.filter { items[Int($0) - 1].attempts > 0 }
        writer.member("refused", integers: refused.flatMap { [$0, Int64(items[Int($0) - 1].attempts)] })
    }
}

extension FactReader {
    func subscription() throws(FactFault) -> Subscription {
        let created = Subscription(
            handle: try handle("handle"),
            user: try identifier("user", UserKind.self),
            name: try identifier("sub", SubscriptionKind.self),
            patterns: try patterns("topics"),
            historyFrom: has("history-from") ? try sequence("history-from") : nil
        )
        let (sequences, sizes) = (try runs("seq"), try integers("size"))
        guard sequences.count == sizes.count else { throw FactFault(node, "size") }
        var items = zip(sequences, sizes).map {
            Subscription.Item(sequence: LedgerSequence($0), size: Int($1))
        }
        for place in try runs("done") {
            guard items.indices.contains(Int(place) - 1) else { throw FactFault(node, "done") }
            items[Int(place) - 1].isDone = true
        }
        let refused = try integers("refused")
        guard refused.count.isMultiple(of: 2) else { throw FactFault(node, "refused") }
        for pair in stride(from: 0, to: refused.count, by: 2) {
            guard let place = Int(exactly: refused[pair]), items.indices.contains(place - 1),
                let attempts = Int(exactly: refused[pair + 1])
            else { throw FactFault(node, "refused") }
            items[place - 1].attempts = attempts
        }
        return Subscription(created, acked: try integer("acked"), items: items)
    }
}

/// Which of very many patterns stand for a topic; the cost of asking does not grow with their number.
///
/// A topic of *n* tokens is looked up in at most 2ⁿ places (a literal and `*` at each token, `>` on the way), so 32 for
/// a case topic, plus sorting what was found. Adding and removing cost the pattern's length.
public struct PatternTrie<Value: Hashable & Comparable & Sendable>: Sendable {
    /// How many pairs of pattern and value it holds.
    public private(set) var count = 0

    private var tree = PatternTree()
    /// What lies at each place.
    private var values: [ValueSet<Value>] = []

    /// Creates a trie of nothing.
    public init() {}

    /// Adds a value under a pattern; `false` if it was there already.
    @discardableResult
    public mutating func insert(_ value: Value, for pattern: TopicPattern) -> Bool {
        let place = Int(tree.keep(pattern))
        while values.count < tree.bound { values.append(.none) }
        guard values[place].insert(value) else { return false }
        count += 1
        return true
    }

    /// Removes a value from under a pattern, and the places that nothing needs any more; `false` if it was not there.
    @discardableResult
    public mutating func remove(_ value: Value, for pattern: TopicPattern) -> Bool {
        guard let place = tree.place(of: pattern), values[Int(place)].remove(value) else { return false }
        count -= 1
        if values[Int(place)].isEmpty { tree.leave(pattern) }
        return true
    }

    /// The values of every pattern that stands for the topic, each once, in ascending order.
    public func values(matching topic: Topic) -> [Value] {
        var found: [Value] = []
        for place in tree.places(matching: topic) { values[Int(place)].append(to: &found) }
        // Each place holds a set, whose order is nobody's; only the sorted whole leaves this function.
        found.sort()
        return found.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// How many places it keeps, of which the root is one.
    var placesInUse: Int { tree.count }

    /// How many different tokens it keeps.
    var tokensInUse: Int { tree.tokenCount }
}

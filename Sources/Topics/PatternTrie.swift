/// Which of very many patterns stand for a topic; the cost of asking does not grow with their number.
///
/// A topic of *n* tokens is looked up in at most 2ⁿ places (a literal and `*` at each token, `>` on the way), so 32 for
/// a case topic, plus sorting what was found. Adding and removing cost the pattern's length. Its values are numbers, not
/// anything: it is asked for every message, and what is generic across targets is slow.
public struct PatternTrie: Sendable {
    /// How many pairs of pattern and value it holds.
    public private(set) var count = 0

    private var tree = PatternTree()
    /// What lies at each place.
    private var values: [ValueSet<Int64>] = []

    /// Creates a trie of nothing.
    public init() {}

    /// Adds a value under a pattern; `false` if it was there already.
    @discardableResult
    public mutating func insert(_ value: Int64, for pattern: TopicPattern) -> Bool {
        let place = Int(tree.keep(pattern))
        while values.count < tree.bound { values.append(.none) }
        guard values[place].insert(value) else { return false }
        count += 1
        return true
    }

    /// Removes a value from under a pattern, and the places that nothing needs any more; `false` if it was not there.
    @discardableResult
    public mutating func remove(_ value: Int64, for pattern: TopicPattern) -> Bool {
        guard let place = tree.place(of: pattern), values[Int(place)].remove(value) else { return false }
        count -= 1
        if values[Int(place)].isEmpty { tree.leave(pattern) }
        return true
    }

    /// The values of every pattern that stands for the topic, each once, in ascending order.
    public func values(matching topic: Topic) -> [Int64] {
        var found: [Int64] = []
        let places = tree.places(matching: topic)
        found.reserveCapacity(places.count)
        for place in places { values[Int(place)].append(to: &found) }
        guard found.count > 1 else { return found }
        // Each place holds a set, whose order is nobody's; only the sorted whole leaves this function.
        found.sort()
        var kept = 1
        for value in found.dropFirst() where value != found[kept - 1] {
            found[kept] = value
            kept += 1
        }
        found.removeLast(found.count - kept)
        return found
    }

    /// How many places it keeps, of which the root is one.
    var placesInUse: Int { tree.count }

    /// How many different tokens it keeps.
    var tokensInUse: Int { tree.tokenCount }
}

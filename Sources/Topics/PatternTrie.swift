/// Which of very many patterns stand for a topic; the cost of asking does not grow with their number.
///
/// A topic of *n* tokens is looked up in at most 2ⁿ places (a literal and `*` at each token, `>` on the way), so 32 for
/// a case topic, plus sorting what was found. Tokens are interned and edges kept in one table: about one node a token
/// that patterns do not share. Adding and removing cost the pattern's length.
public struct PatternTrie<Value: Hashable & Comparable & Sendable>: Sendable {
    /// How many pairs of pattern and value it holds.
    public private(set) var count = 0

    private var nodes = [Node()]
    private var free: [Int32] = []
    private var edges: [Edge: Int32] = [:]
    private var names = TokenNames()

    /// Creates a trie of nothing.
    public init() {}

    /// Adds a value under a pattern; `false` if it was there already.
    @discardableResult
    public mutating func insert(_ value: Value, for pattern: TopicPattern) -> Bool {
        var node: Int32 = 0
        for token in pattern.tokens { node = child(of: node, token: token) }
        guard nodes[Int(node)].values.insert(value) else { return false }
        count += 1
        return true
    }

    /// Removes a value from under a pattern, and the places that nothing needs any more; `false` if it was not there.
    @discardableResult
    public mutating func remove(_ value: Value, for pattern: TopicPattern) -> Bool {
        var path: [(parent: Int32, edge: Edge)] = []
        var node: Int32 = 0
        for token in pattern.tokens {
            guard let edge = edge(from: node, token: token), let next = edges[edge] else { return false }
            path.append((node, edge))
            node = next
        }
        guard nodes[Int(node)].values.remove(value) else { return false }
        count -= 1
        while let (parent, edge) = path.popLast(), nodes[Int(node)].isUnused {
            edges[edge] = nil
            names.release(edge.token)
            free.append(node)
            nodes[Int(parent)].children -= 1
            node = parent
        }
        return true
    }

    /// The values of every pattern that stands for the topic, each once, in ascending order.
    public func values(matching topic: Topic) -> [Value] {
        var found: [Value] = []
        for place in places(matching: topic) { nodes[Int(place)].values.append(to: &found) }
        // Each place holds a set, whose order is nobody's; only the sorted whole leaves this function.
        found.sort()
        return found.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// Where the patterns end that stand for the topic.
    private func places(matching topic: Topic) -> [Int32] {
        var ends: [Int32] = []
        var places: [Int32] = [0]
        for token in topic.tokens {
            let name = names[String(token)]
            var next: [Int32] = []
            for place in places {
                if let name, let node = edges[Edge(node: place, token: name)] { next.append(node) }
                if let node = edges[Edge(node: place, token: TokenNames.any)] { next.append(node) }
                if let node = edges[Edge(node: place, token: TokenNames.rest)] { ends.append(node) }
            }
            places = next
        }
        return ends + places
    }

    /// How many places it keeps, of which the root is one.
    var placesInUse: Int { nodes.count - free.count }

    /// How many different tokens it keeps.
    var tokensInUse: Int { names.count }
}

extension PatternTrie {
    private struct Edge: Hashable {
        var node: Int32
        var token: Int32
    }

    private struct Node {
        var children: Int32 = 0
        var values = ValueSet<Value>.none

        var isUnused: Bool { children == 0 && values.isEmpty }
    }

    private func edge(from node: Int32, token: TopicPattern.Token) -> Edge? {
        switch token {
        case .any: Edge(node: node, token: TokenNames.any)
        case .rest: Edge(node: node, token: TokenNames.rest)
        case .literal(let text): names[text].map { Edge(node: node, token: $0) }
        }
    }

    private mutating func child(of parent: Int32, token: TopicPattern.Token) -> Int32 {
        if let edge = edge(from: parent, token: token), let node = edges[edge] { return node }
        let name =
            switch token {
            case .any: TokenNames.any
            case .rest: TokenNames.rest
            case .literal(let text): names.retain(text)
            }
        let node = vacantNode()
        edges[Edge(node: parent, token: name)] = node
        nodes[Int(parent)].children += 1
        return node
    }

    private mutating func vacantNode() -> Int32 {
        if let reused = free.popLast() {
            nodes[Int(reused)] = Node()
            return reused
        }
        nodes.append(Node())
        return Int32(nodes.count - 1)
    }
}

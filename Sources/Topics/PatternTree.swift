/// The places of a ``PatternTrie``, without what lies there.
///
/// Tokens are interned; a place knows where its wildcards lead, and the edges of literals are in one table that is
/// asked only at places that have any. There is about one place a token that patterns do not share.
struct PatternTree: Sendable {
    /// Where every pattern begins, and to which nothing leads.
    private static let root: Int32 = 0

    private var nodes = [Node()]
    private var free: [Int32] = []
    private var edges: [Edge: Int32] = [:]
    private var names = TokenNames()

    /// The number above that of any place.
    var bound: Int { nodes.count }
    /// How many places it keeps, of which the root is one.
    var count: Int { nodes.count - free.count }
    /// How many different tokens it keeps.
    var tokenCount: Int { names.count }

    /// Where a pattern ends; it is kept until ``leave(_:)``.
    mutating func keep(_ pattern: TopicPattern) -> Int32 {
        var node = Self.root
        for token in pattern.tokens { node = child(of: node, token: token) }
        nodes[Int(node)].isKept = true
        return node
    }

    /// Where a pattern ends that was kept, or `nil`.
    func place(of pattern: TopicPattern) -> Int32? {
        var node = Self.root
        for token in pattern.tokens {
            guard let next = existingChild(of: node, token: token) else { return nil }
            node = next
        }
        return nodes[Int(node)].isKept ? node : nil
    }

    /// Lets a pattern go, and the places that nothing needs any more.
    mutating func leave(_ pattern: TopicPattern) {
        var path: [(parent: Int32, token: TopicPattern.Token)] = []
        var node = Self.root
        for token in pattern.tokens {
            guard let next = existingChild(of: node, token: token) else { return }
            path.append((node, token))
            node = next
        }
        nodes[Int(node)].isKept = false
        while let (parent, token) = path.popLast(), nodes[Int(node)].isUnused {
            cut(token, from: parent)
            free.append(node)
            node = parent
        }
    }

    /// Where the patterns end that stand for the topic.
    func places(matching topic: Topic) -> [Int32] {
        var tokens = Tokens()
        topic.forEachToken { tokens.append(names[String($0)]) }
        var found: [Int32] = []
        found.reserveCapacity(8)
        collect(tokens, 0, from: Self.root, into: &found)
        return found
    }

    /// Goes on from a place with the tokens from `depth` on.
    private func collect(_ tokens: Tokens, _ depth: Int, from place: Int32, into found: inout [Int32]) {
        let node = nodes[Int(place)]
        guard depth < tokens.count else {
            if node.isKept { found.append(place) }
            return
        }
        if let rest = node.rest { found.append(rest) }
        if let any = node.any { collect(tokens, depth + 1, from: any, into: &found) }
        if node.literals > 0, let token = tokens[depth], let next = edges[Edge(place, token)] {
            collect(tokens, depth + 1, from: next, into: &found)
        }
    }
}

extension PatternTree {
    /// The numbers of a topic's tokens, in no memory of their own; a token that no pattern has is `nil`.
    private struct Tokens {
        private var numbers = InlineArray<5, Int32?>(repeating: nil)
        private(set) var count = 0

        subscript(place: Int) -> Int32? { numbers[place] }

        mutating func append(_ number: Int32?) {
            numbers[count] = number
            count += 1
        }
    }

    /// A literal token on from a place, in one word, which hashes in one step.
    private struct Edge: Hashable {
        private let word: UInt64

        init(_ node: Int32, _ token: Int32) {
            word = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: token))
        }
    }

    private struct Node {
        /// Where `*` leads, and `>`.
        var any: Int32?
        var rest: Int32?
        /// How many literals lead on.
        var literals: Int32 = 0
        /// Whether a pattern ends here.
        var isKept = false

        var isUnused: Bool { any == nil && rest == nil && literals == 0 && !isKept }
    }

    private func existingChild(of parent: Int32, token: TopicPattern.Token) -> Int32? {
        switch token {
        case .any: nodes[Int(parent)].any
        case .rest: nodes[Int(parent)].rest
        case .literal(let text): names[text].flatMap { edges[Edge(parent, $0)] }
        }
    }

    private mutating func child(of parent: Int32, token: TopicPattern.Token) -> Int32 {
        if let node = existingChild(of: parent, token: token) { return node }
        let node = vacantNode()
        switch token {
        case .any: nodes[Int(parent)].any = node
        case .rest: nodes[Int(parent)].rest = node
        case .literal(let text):
            edges[Edge(parent, names.retain(text))] = node
            nodes[Int(parent)].literals += 1
        }
        return node
    }

    /// Takes away the way to a child that nothing needs any more.
    private mutating func cut(_ token: TopicPattern.Token, from parent: Int32) {
        switch token {
        case .any: nodes[Int(parent)].any = nil
        case .rest: nodes[Int(parent)].rest = nil
        case .literal(let text):
            guard let name = names[text] else { preconditionFailure("an edge bears an unknown name") }
            edges[Edge(parent, name)] = nil
            names.release(name)
            nodes[Int(parent)].literals -= 1
        }
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

import Topics
import Vocabulary

/// Matching against very many durable subscriptions, each with a wildcard in it.
enum Matching {
    static func measure(_ table: inout Table) throws {
        for count in [1_000, 100_000, 1_000_000] {
            let trie = try trie(of: count)
            let topics = try topics(among: count)
            table.measure("match among \(count) subscriptions with wildcards") { call in
                trie.values(matching: topics[call % topics.count]).count
            }
        }
    }

    /// A fifth each of five shapes; every topic below is reached by five.
    private static func trie(of count: Int) throws -> PatternTrie<Int> {
        var trie = PatternTrie<Int>()
        let shapes: [(Int) -> String] = [
            { "case.E08000025.C-\($0).>" }, { "case.E08000025.C-\($0).*.arrest" },
            { "case.E08000025.C-\($0).police.*" }, { "case.*.C-\($0).police.>" },
            { "case.E08000025.C-\($0).*.*" },
        ]
        for number in 0..<count {
            let text = shapes[number % shapes.count](number / shapes.count)
            trie.insert(number, for: try known(TopicPattern(text)))
        }
        return trie
    }

    /// A thousand topics spread over all cases, so that no place of the trie stays in the cache by itself.
    private static func topics(among count: Int) throws -> [Topic] {
        let cases = count / 5
        return try (0..<1_000).map { number in
            let place = number * 7_919 % cases
            return try known(Topic("case.E08000025.C-\(place).police.arrest"))
        }
    }
}

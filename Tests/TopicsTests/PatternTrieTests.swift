import TestSupport
import Testing

@testable import Topics

@Suite struct PatternTrieTests {
    private static let areas = ["police", "health", "case"]
    private static let tokens = ["a", "b", "c", "E1", "C-1"]

    private func anyTopic(_ random: inout SeededGenerator) throws -> Topic {
        func token(_ tokens: [String]) -> String { tokens.randomElement(using: &random) ?? "a" }
        let tail = "\(token(["police", "health"])).\(token(["a", "b", "c"]))"
        let text =
            Bool.random(using: &random) ? tail : "case.\(token(["E1", "E2"])).\(token(Self.tokens)).\(tail)"
        return try topic(text)
    }

    private func anyPattern(_ random: inout SeededGenerator) throws -> TopicPattern {
        var tokens: [String] = []
        for place in 0..<Int.random(in: 1...5, using: &random) {
            let literals = place == 0 ? Self.areas : Self.tokens
            switch Int.random(in: 0..<6, using: &random) {
            case 0: tokens.append("*")
            case 1: return try pattern((tokens + [">"]).joined(separator: "."))
            default: tokens.append(literals.randomElement(using: &random) ?? "a")
            }
        }
        return try pattern(tokens.joined(separator: "."))
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `it finds what trying every pattern finds, whatever came and went`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var trie = PatternTrie()
        var pairs: [(pattern: TopicPattern, value: Int64)] = []
        for _ in 0..<400 {
            let pattern = try anyPattern(&random)
            let value = Int64.random(in: 0..<30, using: &random)
            let place = pairs.firstIndex { $0.pattern == pattern && $0.value == value }
            if Int.random(in: 0..<3, using: &random) > 0 {
                let isNew = trie.insert(value, for: pattern)
                #expect(isNew == (place == nil))
                if place == nil { pairs.append((pattern, value)) }
            } else if let victim = pairs.indices.randomElement(using: &random) {
                let wasThere = trie.remove(value, for: pattern)
                #expect(wasThere == (place != nil))
                if let place {
                    pairs.remove(at: place)
                } else {
                    let wasThere = trie.remove(pairs[victim].value, for: pairs[victim].pattern)
                    #expect(wasThere)
                    pairs.remove(at: victim)
                }
            }
            #expect(trie.count == pairs.count)
            let topic = try anyTopic(&random)
            let expected = Set(pairs.filter { $0.pattern.matches(topic) }.map(\.value)).sorted()
            #expect(trie.values(matching: topic) == expected)
        }
        for pair in pairs { trie.remove(pair.value, for: pair.pattern) }
        #expect(trie.count == 0)
        #expect(trie.tokensInUse == 0)
        #expect(
            trie.placesInUse == 1,
            "Only the root is left, so nothing leaks as subscriptions come and go."
        )
    }

    @Test func `a subscriber whose patterns overlap is found once`() throws {
        var trie = PatternTrie()
        for text in ["police.>", "police.*", "police.arrest", ">"] {
            trie.insert(2, for: try pattern(text))
        }
        trie.insert(1, for: try pattern("*.arrest"))
        #expect(trie.values(matching: try topic("police.arrest")) == [1, 2])
        #expect(trie.values(matching: try topic("health.birth")) == [2])
    }

    @Test func `a hundred thousand cases are told apart`() throws {
        var trie = PatternTrie()
        for number in 0..<100_000 {
            trie.insert(Int64(number), for: try pattern("case.E08000031.C-\(number).>"))
        }
        trie.insert(-1, for: try pattern("case.*.*.police.*"))
        #expect(
            trie.values(matching: try topic("case.E08000031.C-777.police.arrest")) == [-1, 777]
        )
        #expect(trie.placesInUse == 3 + 200_000 + 4)
    }
}

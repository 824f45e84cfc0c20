import CLinuxShims
import Topics

/// Matching against very many durable subscriptions, each with a wildcard in it, beside a thousand of them.
///
/// The control is the same with a thousand, so the ratio says what their number costs.
struct BenchMatching {
    private static let few = 1_000
    /// Subscriptions of each case, one of each shape; every topic that is asked for is reached by all of them.
    private static let shapes: [@Sendable (Int) -> String] = [
        { "case.E08000025.C-\($0).>" }, { "case.E08000025.C-\($0).*.arrest" },
        { "case.E08000025.C-\($0).police.*" }, { "case.*.C-\($0).police.>" },
        { "case.E08000025.C-\($0).*.*" },
    ]

    private let count: Int
    private let many: Crowd
    private let control: Crowd

    /// Takes its time: so many subscriptions are made.
    init(_ count: Int) throws {
        self.count = count
        many = try Crowd(count)
        control = try Crowd(Self.few)
    }

    func measure(seconds: Double, into figures: inout FigureList) {
        figures.add(
            "matching, \(Grouped.text(count)) subscriptions",
            "ns",
            many.cost(seconds: seconds / 2),
            control: control.cost(seconds: seconds / 2)
        )
    }
}

extension BenchMatching {
    /// So many subscriptions, and a thousand topics spread over all cases, so that no place of the trie stays in the
    /// processor's cache by itself.
    private struct Crowd {
        private var trie = PatternTrie()
        private let topics: [Topic]

        init(_ count: Int) throws {
            for number in 0..<count {
                let text = shapes[number % shapes.count](number / shapes.count)
                guard let pattern = TopicPattern(text) else {
                    throw CommandFailure.refused("\(text): no pattern")
                }
                trie.insert(Int64(number), for: pattern)
            }
            let cases = count / shapes.count
            topics = try (0..<1_000).map { number in
                try BenchEvent.topic("case.E08000025.C-\(number * 7_919 % cases).police.arrest")
            }
        }

        /// Nanoseconds a match, of the processor: nothing here waits, and others may be at work.
        func cost(seconds: Double) -> Double {
            var (found, matches) = (0, 0)
            let (watch, start) = (Stopwatch(), linux_thread_processor_time())
            repeat {
                for topic in topics { found += trie.values(matching: topic).count }
                matches += topics.count
            } while watch.seconds < seconds
            let used = linux_thread_processor_time() - start
            precondition(
                found == matches * shapes.count,
                "a topic is reached by one subscription of each shape"
            )
            return Double(used) / Double(matches)
        }
    }
}

import TestSupport
import Testing

@testable import BrokerCore

@Suite struct NumberRunsTests {
    @Test func `runs are pairs of what is left out and what follows`() {
        #expect(NumberRuns.pairs(of: [5, 6, 7, 10]) == [4, 3, 2, 1])
        #expect(NumberRuns.pairs(of: [1, 2, 3]) == [0, 3])
        #expect(NumberRuns.pairs(of: []) == [])
        #expect(NumberRuns.numbers(of: [4, 3, 2, 1]) == [5, 6, 7, 10])
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `any numbers read back, ascending or not`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var numbers: [Int64] = []
        for _ in 0..<Int.random(in: 0...40, using: &generator) {
            let isNext = Bool.random(using: &generator)
            numbers.append(isNext ? (numbers.last ?? 0) + 1 : .random(in: 1...1_000, using: &generator))
        }
        #expect(NumberRuns.numbers(of: NumberRuns.pairs(of: numbers)) == numbers)
    }

    @Test(
        arguments: [[1], [0, 0], [0, -1], [.max, 1], [5, .max], [0, 1 << 30], [0, 1 << 24, 0, 1]] as [[Int64]]
    )
    func `pairs that nobody wrote do not read, and cost nothing`(pairs: [Int64]) {
        #expect(NumberRuns.numbers(of: pairs) == nil)
    }
}

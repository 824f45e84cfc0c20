import Testing

@testable import Simulator

@Suite struct EventQueueTests {
    @Test func `the earliest comes first, then the tie, then the order`() {
        var queue = EventQueue()
        var chance = Xoshiro(seed: 5)
        var expected: [(Int64, UInt64, Int)] = []
        for number in 0..<500 {
            let (time, tie) = (chance.within(0...40 as ClosedRange<Int64>), UInt64(chance.within(0...2)))
            queue.schedule(.backup(number), at: time, tie: tie)
            expected.append((time, tie, number))
        }
        expected.sort { $0 < $1 }
        var popped: [Int] = []
        while let (_, happening) = queue.pop() {
            if case .backup(let number) = happening { popped.append(number) }
        }
        #expect(popped == expected.map(\.2))
        #expect(queue.isEmpty)
    }

    /// The first numbers of the authors' own program from the state 1, 2, 3, 4.
    @Test func `xoshiro is xoshiro`() {
        var chance = Xoshiro(state: SIMD4(1, 2, 3, 4))
        let numbers = (0..<5).map { _ in chance.next() }
        #expect(numbers == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360])
    }
}

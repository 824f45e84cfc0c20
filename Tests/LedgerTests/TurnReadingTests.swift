import Ledger
import Simulator
import Testing
import Vocabulary

/// Reading turns from a mark, as the chronology does.
@Suite struct TurnReadingTests {
    private func ledgers() throws -> [any LedgerStore] {
        let key = try Sample.key()
        return [
            MemoryLedger(key: key, nonces: Sample.nonces()),
            try SegmentedLedger.open(SimulatedDisk(), key: key, options: Sample.options()) { _ in },
        ]
    }

    @Test func `every turn comes once and in order, wherever the reading begins`() throws {
        for ledger in try ledgers() {
            try ledger.fill(turns: 60)
            for start in [0, 1, 17, 59, 60] as [Int64] {
                var mark = TurnMark(after: start)
                var read: [RecoveredTurn] = []
                while case let turns = try ledger.turns(following: &mark, entryLimit: 7), !turns.isEmpty {
                    #expect(turns.count == min(3, 60 - Int(turns[0].number) + 1))
                    read += turns
                }
                #expect(read.map(\.number) == Array(start..<60).map { $0 + 1 })
                #expect(
                    read.flatMap(\.entries).map(\.sequence.number) == Array(start * 3..<180).map { $0 + 1 }
                )
                #expect(read.allSatisfy { $0.turnData == Array("position".utf8) })
            }
        }
    }

    @Test func `a mark at the end goes on with what comes later, in the next segment too`() throws {
        for ledger in try ledgers() {
            var mark = TurnMark(after: 0)
            for round in 1...40 as ClosedRange<Int64> {
                try ledger.fill(turns: 1)
                #expect(try ledger.turns(following: &mark, entryLimit: 100).map(\.number) == [round])
                #expect(try ledger.turns(following: &mark, entryLimit: 100).isEmpty)
                #expect(mark.number == round)
            }
        }
    }

    @Test func `a turn that went bad is never handed back`() throws {
        let folder = SimulatedDisk()
        let ledger = try SegmentedLedger.open(folder, key: Sample.key(), options: Sample.options()) { _ in }
        try ledger.fill(turns: 40)
        folder.change("00000001.segment") { $0[700] ^= 1 }
        var mark = TurnMark(after: 0)
        #expect(throws: LedgerError.self) { try ledger.turns(following: &mark, entryLimit: 1_000) }
        #expect(mark == TurnMark(after: 0))
    }
}

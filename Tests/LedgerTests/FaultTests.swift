import Glibc
import Ledger
import Simulator
import Synchronization
import TestSupport
import Testing
import Vocabulary

/// R2, R3, R13: faults below the ledger never make a false receipt, and never an unopenable ledger.
@Suite struct FaultTests {
    /// What a process was told before it ended.
    private struct Told {
        var receipts: [ReceiptProof] = []
        var turns: Int64 = 0
        var failed = false
    }

    private func open(_ folder: SimulatedDisk, seed: UInt64) throws -> SegmentedLedger {
        try SegmentedLedger.open(folder, key: Sample.key(), options: Sample.options(16 * 1024, seed: seed)) {
            _ in
        }
    }

    /// Opens the ledger and appends turns until one fails or there were enough.
    private func run(_ folder: SimulatedDisk, turns: Int, seed: UInt64, told: inout Told) throws {
        let ledger: SegmentedLedger
        do {
            ledger = try open(folder, seed: seed)
        } catch LedgerError.disk {
            told.failed = true
            return
        }
        for _ in 0..<turns {
            let first = ledger.head.size + 1
            let turn = try Sample.turn(from: first, count: 3, data: "x", bodyBytes: 400)
            switch try ledger.submitNow(turn) {
            case .failure:
                told.failed = true
                #expect(try ledger.submitNow(Sample.turn(from: first + 3, count: 1)) == .failure(.stopped))
                return
            case .success(let turn):
                told.turns = turn.number
                for number in first..<first + 3 {
                    told.receipts.append(try ledger.receipt(for: LedgerSequence(number)))
                }
            }
        }
        if case .stopped = ledger.state { told.failed = true }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `nothing receipted is lost in a power cut, whatever sectors and names survive`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var folder = SimulatedDisk()
        var told = Told()
        for round in 0..<4 as Range<UInt64> {
            let call = Int.random(in: 1...80, using: &generator)
            folder.arm(
                DiskPlan(
                    call: call,
                    fault: .torn(sectors: .random(in: 0...4, using: &generator)),
                    isPersistent: true
                )
            )
            try run(folder, turns: 12, seed: seed << 8 | round, told: &told)
            folder = folder.afterPowerCut(using: &generator)
            let ledger = try open(folder, seed: seed << 8 | 0xf0 | round)
            #expect(ledger.head.turn >= told.turns)
            for receipt in told.receipts {
                #expect(try ledger.receipt(for: receipt.entry.sequence) == receipt)
            }
            ledger.close()
        }
        #expect(try LedgerVerifier(folder: folder).verify().damage == [])
    }

    @Test func `a failed sync stops the ledger, and a fresh start finds the turn or its absence`() throws {
        let folder = SimulatedDisk()
        let ledger = try open(folder, seed: 1)
        try ledger.fill(turns: 2)
        folder.arm(DiskPlan(call: 2, fault: .syncLost(seed: 1)))
        let error = LedgerError.disk(DiskFault(operation: .sync, file: "00000001.segment", code: EIO))
        #expect(try ledger.submitNow(Sample.turn(from: 7, count: 1)) == .failure(error))
        #expect(ledger.state == .stopped(error))
        #expect(ledger.head.turn == 2)
        folder.arm(nil)
        #expect(try ledger.submitNow(Sample.turn(from: 8, count: 1)) == .failure(.stopped))
        var generator = SeededGenerator(seed: 1)
        #expect(try open(folder.afterPowerCut(using: &generator), seed: 2).head.turn == 2)
    }

    @Test
    func `without room for the next segment the ledger is full, goes on from its reserve, and recovers`()
        throws
    {
        let folder = SimulatedDisk()
        let ledger = try open(folder, seed: 1)
        #expect(ledger.state == .ready)
        folder.setRoom(10_000)
        while ledger.state == .ready { try ledger.fill(turns: 1) }
        #expect(ledger.state == .full)
        // Acknowledgements and escalations go on.
        try ledger.fill(turns: 3, entries: 1)
        #expect(ledger.state == .full)
        folder.setRoom(.max)
        ledger.keepUp()
        #expect(ledger.state == .ready)
        try ledger.fill(turns: 30)
        #expect(ledger.state == .ready)
        ledger.close()
        #expect(try LedgerVerifier(folder: folder).verify().remarks == [])
    }

    @Test func `when the reserve is used up too, the turn fails and nothing was lost`() throws {
        let folder = SimulatedDisk()
        let ledger = try open(folder, seed: 1)
        folder.setRoom(0)
        var durable = ledger.head
        while true {
            let result = try ledger.submitNow(Sample.turn(from: ledger.head.size + 1, count: 3))
            guard case .success = result else {
                #expect(result == .failure(.noRoom))
                break
            }
            durable = ledger.head
        }
        folder.setRoom(.max)
        ledger.close()
        #expect(try open(folder, seed: 2).head == durable)
    }
}

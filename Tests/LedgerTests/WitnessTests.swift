import Ledger
import Simulator
import Testing

/// R19: a ledger that was restored from a backup is noticed before it serves.
@Suite struct WitnessTests {
    private func open(_ disk: SimulatedDisk, _ witness: SimulatedDisk) throws -> SegmentedLedger {
        var options = Sample.options(16 * 1024)
        options.witness = witness
        return try SegmentedLedger.open(disk, key: Sample.key(), options: options) { _ in }
    }

    @Test func `every older backup is refused, and changes nothing`() throws {
        let (disk, witness) = (SimulatedDisk(), SimulatedDisk())
        var backups: [[String: [UInt8]]] = []
        for _ in 0..<12 {
            let ledger = try open(disk, witness)
            try ledger.fill(turns: 2)
            ledger.close()
            backups.append(disk.files)
        }
        let seen = witness.files
        for (number, backup) in backups.dropLast().enumerated() {
            let size = Int64(number + 1) * 6
            let restored = SimulatedDisk(files: backup)
            #expect(throws: LedgerError.rolledBack(seen: 72, size: size, witness: "simulated")) {
                try open(restored, witness)
            }
            #expect(witness.files == seen)
        }
        #expect(try open(SimulatedDisk(files: backups[11]), witness).head.size == 72)
    }

    @Test func `a ledger that went another way is refused, however long it is`() throws {
        let (disk, witness) = (SimulatedDisk(), SimulatedDisk())
        let ledger = try open(disk, witness)
        try ledger.fill(turns: 2)
        ledger.close()
        let backup = disk.files
        let first = try open(disk, witness)
        try first.fill(turns: 1)
        first.close()
        // The backup goes on without anybody noticing, with other content.
        let fork = SimulatedDisk(files: backup)
        let second = try open(fork, SimulatedDisk())
        try second.fill(turns: 9, bodyBytes: 300)
        second.close()
        #expect(throws: LedgerError.rolledBack(seen: 9, size: 33, witness: "simulated")) {
            try open(fork, witness)
        }
    }

    @Test func `a ledger that only grew is served, also after a crash`() throws {
        let (disk, witness) = (SimulatedDisk(), SimulatedDisk())
        let ledger = try open(disk, witness)
        try ledger.fill(turns: 40)
        ledger.keepUp()
        try ledger.fill(turns: 3)
        let again = try open(disk.afterCrash(), witness.afterCrash())
        #expect(again.head.size == 129)
    }
}

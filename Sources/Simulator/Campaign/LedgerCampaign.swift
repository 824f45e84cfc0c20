import Glibc
import Ledger
import Vocabulary

/// Several lives of one ledger on one simulated disk, everything about them drawn from one seed.
public struct LedgerCampaign: Sendable {
    /// What all of it is drawn from.
    public let seed: UInt64
    private let subject: LedgerSubject

    /// Prepares the campaign that a seed names.
    public init(seed: UInt64, subject: LedgerSubject) {
        self.seed = seed
        self.subject = subject
    }

    /// Runs it; the trace is the same whenever and wherever it runs.
    public func run() -> (tally: CampaignTally, trace: Trace) {
        var chance = Chance(seed: seed)
        var (planning, living, cutting) = (chance.fork(), chance.fork(), chance.fork())
        var tally = CampaignTally()
        tally.seeds = 1
        var trace = Trace()
        var witness = LedgerWitness()
        var disk = SimulatedDisk()
        let segmentByteCount = [16, 16, 24, 48].randomElement(using: &planning).map { $0 * 1024 } ?? 16_384
        for life in 0..<Int.random(in: 2...5, using: &planning) {
            disk.arm(Self.plan(&planning))
            if Int.random(in: 0..<6, using: &planning) == 0 {
                disk.setRoom(.random(in: 0...40_000, using: &planning))
            }
            let options = options(segmentByteCount, life)
            let turns = Int.random(in: 1...9, using: &planning)
            let end = LedgerLife(disk: disk, subject: subject, options: options)
                .live(turns: turns, &living, &witness, &tally)
            tally.faults += disk.faults
            trace.note(String(disk.trace.digest))
            if end == .damaged {
                tally.unopenable += 1
                return (tally, trace)
            }
            if Bool.random(using: &planning) {
                tally.crashes += 1
                disk = disk.afterCrash()
            } else {
                tally.cuts += 1
                disk = disk.afterPowerCut(using: &cutting)
            }
            tally.recoveries += 1
        }
        let options = options(segmentByteCount, 99)
        LedgerEnding(disk: disk, subject: subject, options: options).close(
            &living,
            &cutting,
            &witness,
            &tally
        )
        trace.note(String(disk.trace.digest))
        trace.note(witness.told.count)
        return (tally, trace)
    }

    private func options(_ segmentByteCount: Int, _ life: Int) -> LedgerOptions {
        LedgerOptions(
            segmentByteCount: segmentByteCount,
            nonces: .drawn(from: seed &+ UInt64(life) &* 0x1_0000_0001),
            execution: .caller
        )
    }

    /// Which faults are on is drawn first, then when.
    private static func plan(_ chance: inout Chance) -> DiskPlan? {
        let faults: [DiskPlan.Fault] = [
            .error(EIO), .error(ENOSPC), .torn(sectors: .random(in: 0...4, using: &chance)),
            .syncLost(seed: chance.next()),
        ]
        guard Int.random(in: 0..<8, using: &chance) > 0, let fault = faults.randomElement(using: &chance)
        else { return nil }
        return DiskPlan(
            call: .random(in: 1...60, using: &chance),
            fault: fault,
            isPersistent: Int.random(in: 0..<3, using: &chance) == 0
        )
    }
}

import Glibc
import Ledger
import Vocabulary

/// Fails the nth call to the disk, for n = 1, 2, 3 … until a run is clean, from one state of a ledger on.
///
/// With ``DiskPlan/Fault/error(_:)`` and persistence it is also a power cut after every operation: from the nth
/// call on nothing reaches the disk, and then what was not synced stays or goes by chance.
public struct LedgerSweep: Sendable {
    /// What the disk holds when the run begins.
    public enum Beginning: String, CaseIterable, Sendable {
        /// Nothing: the ledger is begun.
        case nothing
        /// A ledger about to fill its segment, so that the next is opened, prepared and indexed.
        case beforeRollover
        /// A ledger whose last turn was not written whole.
        case tornTail
        /// A ledger whose last turn was written and not synced when its process was killed.
        case unsyncedTail
        /// Closed segments without their indexes.
        case withoutIndexes
    }

    /// Where it begins.
    public let beginning: Beginning
    private let subject: LedgerSubject
    private static let turns = 7

    /// Prepares a sweep.
    public init(_ beginning: Beginning, subject: LedgerSubject) {
        self.beginning = beginning
        self.subject = subject
    }

    /// Every call of the run, or every `step`th, failing in that way, once or from then on.
    public func run(_ fault: DiskPlan.Fault, isPersistent: Bool, step: Int = 1) -> CampaignTally {
        var tally = CampaignTally()
        for call in stride(from: 1, to: .max, by: step) {
            var chance = Chance(seed: UInt64(call))
            var witness = LedgerWitness()
            let disk = begin(&witness, &tally)
            disk.arm(DiskPlan(call: call, fault: fault, isPersistent: isPersistent))
            let end = LedgerLife(disk: disk, subject: subject, options: options(1))
                .live(turns: Self.turns, &chance, &witness, &tally)
            if end == .damaged { tally.unopenable += 1 }
            guard disk.faults > 0 else { break }
            tally.seeds += 1
            tally.faults += disk.faults
            let crashed = disk.afterCrash()
            finish(crashed.afterPowerCut(using: &chance), chance, witness, &tally)
            finish(disk.afterPowerCut(using: &chance), chance, witness, &tally)
            finish(crashed, chance, witness, &tally)
            tally.cuts += 2
            tally.crashes += 1
            tally.recoveries += 3
        }
        return tally
    }

    private func finish(
        _ disk: SimulatedDisk,
        _ chance: Chance,
        _ witness: LedgerWitness,
        _ tally: inout CampaignTally
    ) {
        var (living, rotting, witness) = (chance, Chance(seed: 7), witness)
        LedgerEnding(disk: disk, subject: subject, options: options(2)).close(
            &living,
            &rotting,
            &witness,
            &tally
        )
        // What was answered for after the crash must survive a power cut as well.
        let cut = disk.afterPowerCut(using: &rotting)
        LedgerEnding(disk: cut, subject: subject, options: options(3)).close(
            &living,
            &rotting,
            &witness,
            &tally
        )
    }

    /// The disk as the run finds it; the same every time.
    private func begin(_ witness: inout LedgerWitness, _ tally: inout CampaignTally) -> SimulatedDisk {
        let disk = SimulatedDisk()
        var chance = Chance(seed: 1 << 40)
        func live(_ turns: Int) {
            _ = LedgerLife(disk: disk, subject: subject, options: options(0)).live(
                turns: turns,
                &chance,
                &witness,
                &tally
            )
        }
        switch beginning {
        case .nothing: return disk
        case .beforeRollover:
            live(5)
            return SimulatedDisk(files: disk.files)
        case .tornTail:
            live(5)
            fail(disk, .torn(sectors: 1), &chance, &witness, &tally)
            return disk.afterCrash()
        case .unsyncedTail:
            live(5)
            fail(disk, .error(EIO), &chance, &witness, &tally)
            return disk.afterCrash()
        case .withoutIndexes:
            live(14)
            return SimulatedDisk(files: disk.files.filter { !$0.key.hasSuffix(".index") })
        }
    }

    /// One more life, whose first turn fails: at its write if that is to be torn, else at its sync.
    private func fail(
        _ disk: SimulatedDisk,
        _ fault: DiskPlan.Fault,
        _ chance: inout Chance,
        _ witness: inout LedgerWitness,
        _ tally: inout CampaignTally
    ) {
        let life = LedgerLife(disk: disk, subject: subject, options: options(0))
        disk.arm(nil)
        var (ignoredChance, ignoredWitness, ignoredTally) = (chance, witness, tally)
        let copy = LedgerLife(disk: disk.afterCrash(), subject: subject, options: options(0))
        _ = copy.live(turns: 0, &ignoredChance, &ignoredWitness, &ignoredTally)
        let opening = copy.disk.calls
        var isTorn = false
        if case .torn = fault { isTorn = true }
        disk.arm(DiskPlan(call: opening + (isTorn ? 1 : 2), fault: fault))
        _ = life.live(turns: 1, &chance, &witness, &tally)
    }

    private func options(_ life: UInt64) -> LedgerOptions {
        LedgerOptions(segmentByteCount: 16 * 1024, nonces: .drawn(from: life), execution: .caller)
    }
}

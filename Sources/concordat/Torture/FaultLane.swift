import Glibc
import Ledger
import Simulator
import Vocabulary

/// The ledger on simulated disks: every call of every beginning fails once, then seeds until there were enough.
struct FaultLane: Sendable {
    private let subject: LedgerSubject
    private let seed: UInt64

    init(seed: UInt64) throws {
        guard let authority = AuthorityCode("E08000025") else {
            preconditionFailure("a code of an authority")
        }
        subject = LedgerSubject(
            key: try CheckpointKey(authority: authority, seed: [UInt8](repeating: 7, count: 32))
        )
        self.seed = seed
    }

    /// Runs one seed, for whoever looks for the reason of a failure.
    func replay() -> (tally: CampaignTally, trace: Trace) {
        LedgerCampaign(seed: seed, subject: subject).run()
    }

    /// Runs until so many faults were injected, the time is over or nobody wants to know any more; answers with what it
    /// found and the seeds that failed.
    func run(
        faults: Int,
        until deadline: Double,
        _ watch: Stopwatch,
        showing title: String?
    ) async -> (found: CampaignTally, failed: [String]) {
        let progress = title.map { ProgressLine($0) }
        var total = CampaignTally()
        var failures: [String] = []
        func isOver() -> Bool { total.faults >= faults || watch.seconds >= deadline || Task.isCancelled }
        sweeps: for beginning in LedgerSweep.Beginning.allCases {
            for (name, fault) in Self.faults {
                for isPersistent in [false, true] {
                    if isOver() { break sweeps }
                    let tally = LedgerSweep(beginning, subject: subject).run(
                        fault,
                        isPersistent: isPersistent
                    )
                    if !tally.isClean {
                        failures.append(
                            "sweep \(beginning.rawValue), \(name)\(isPersistent ? ", for good" : "")"
                        )
                    }
                    total += tally
                    progress?.show(total.faults, of: faults)
                }
            }
        }
        var next = seed
        while !isOver() {
            let campaign = LedgerCampaign(seed: next, subject: subject)
            let (tally, trace) = campaign.run()
            if !tally.isClean { failures.append("seed \(next)") }
            // One seed in a hundred runs twice, for a seed that does not replay is no evidence.
            if next % 100 == 0, campaign.run().trace != trace {
                failures.append("seed \(next) does not replay")
            }
            total += tally
            next += 1
            progress?.show(total.faults, of: faults)
        }
        progress?.end()
        return (total, failures)
    }

    private static let faults: [(String, DiskPlan.Fault)] = [
        ("EIO", .error(EIO)), ("ENOSPC", .error(ENOSPC)), ("torn after one sector", .torn(sectors: 1)),
        ("torn after three sectors", .torn(sectors: 3)), ("sync fails and forgets", .syncLost(seed: 1)),
    ]
}

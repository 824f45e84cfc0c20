import Glibc
import Ledger
import Simulator
import Testing

/// R1–R3, R23: seeded lives of a ledger under fire, and proof that the fire would expose a wrong ledger.
@Suite struct CampaignTests {
    private func campaign(_ seed: UInt64) throws -> LedgerCampaign {
        LedgerCampaign(seed: seed, subject: LedgerSubject(key: try Sample.key()))
    }

    @Test func `whatever a seed does to the disk, every promise is kept`() throws {
        var total = CampaignTally()
        for seed in 1...25 as ClosedRange<UInt64> {
            let tally = try campaign(seed).run().tally
            #expect(tally.isClean, "seed \(seed): \(tally)")
            total += tally
        }
        // A campaign that met nothing proved nothing.
        #expect(total.faults > 20)
        #expect(total.cuts > 20)
        #expect(total.receipts > 400)
    }

    @Test func `a seed replays bit for bit`() throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let (first, again) = (try campaign(seed).run(), try campaign(seed).run())
            #expect(first.trace == again.trace)
            #expect(first.tally == again.tally)
        }
        #expect(try campaign(1).run().trace != campaign(2).run().trace)
    }

    @Test(arguments: LedgerSweep.Beginning.allCases)
    func `whichever call fails, nothing receipted is lost and the ledger opens again`(
        beginning: LedgerSweep.Beginning
    ) throws {
        let sweep = LedgerSweep(beginning, subject: LedgerSubject(key: try Sample.key()))
        for (fault, isPersistent) in [(DiskPlan.Fault.error(EIO), true), (.syncLost(seed: 1), false)] {
            // `concordat torture` fails every call in every way.
            let tally = sweep.run(fault, isPersistent: isPersistent, step: 13)
            #expect(tally.isClean, "\(fault): \(tally)")
            #expect(tally.faults > 1)
        }
    }

    @Test(arguments: DefectiveFolder.Defect.allCases)
    func `a ledger that is wrong is exposed`(defect: DefectiveFolder.Defect) throws {
        let subject = LedgerSubject(key: try Sample.key()) { DefectiveFolder($0, defect) }
        let isExposed = (1...200 as ClosedRange<UInt64>).contains { seed in
            !LedgerCampaign(seed: seed, subject: subject).run().tally.isClean
        }
        #expect(isExposed)
    }
}

import Testing
import Vocabulary

@testable import Transfer

@Suite struct RehearsalTests {
    // I1 to I5, C1, C2 after every step; L1 at the end.
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `no gap, no false sole, nothing lost, and it settles`(seed: UInt64) throws {
        var rehearsal = try Rehearsal(seed: seed)
        try rehearsal.run(steps: 1000)
    }

    @Test func `rehearsals see crashes, losses, declines, settlements and forwards`() throws {
        var seen = Sightings()
        for seed in 0..<40 as Range<UInt64> {
            var rehearsal = try Rehearsal(seed: seed)
            try rehearsal.run(steps: 1000)
            seen.crashes += rehearsal.seen.crashes
            seen.losses += rehearsal.seen.losses
            seen.refusals += rehearsal.seen.refusals
            seen.declines += rehearsal.seen.declines
            seen.settlements += rehearsal.seen.settlements
            seen.forwards += rehearsal.seen.forwards
            seen.interims += rehearsal.seen.interims
        }
        #expect(seen.crashes > 400)
        #expect(seen.losses > 400)
        #expect(seen.refusals > 100)
        #expect(seen.declines > 30)
        #expect(seen.settlements > 40)
        #expect(seen.forwards > 100)
        #expect(seen.interims > 20)
    }
}

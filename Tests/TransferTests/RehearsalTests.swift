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

    /// As the model's `rb_two` and `ra_two`: no decision leaves before it is in two places.
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `a restored backup is noticed and settled, and with a second place nothing is ever false`(
        seed: UInt64
    ) throws {
        for index in 0...1 {
            var rehearsal = try Rehearsal(seed: seed)
            rehearsal.restored = (index, true)
            try rehearsal.run(steps: 600)
            #expect(rehearsal.seen.restores == 1)
        }
    }

    /// As the model's `rb_one_l`: for a while there may be a gap, but it heals.
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `a restored backup without a second place settles all the same`(seed: UInt64) throws {
        for index in 0...1 {
            var rehearsal = try Rehearsal(seed: seed)
            rehearsal.restored = (index, false)
            try rehearsal.run(steps: 600)
        }
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
            seen.continued += rehearsal.seen.continued
        }
        #expect(seen.crashes > 200)
        #expect(seen.losses > 400)
        #expect(seen.refusals > 100)
        #expect(seen.declines > 30)
        #expect(seen.settlements > 40)
        #expect(seen.forwards > 100)
        #expect(seen.interims > 20)
        #expect(seen.continued > 0)
    }
}

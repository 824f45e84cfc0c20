import Testing
import Topics
import Vocabulary

@testable import BrokerClient

@Suite struct SessionRehearsalTests {
    /// R5 and R1, as far as a client goes: whatever is lost, everything arrives once.
    @Test(arguments: 0..<150 as Range<UInt64>)
    func `whatever is lost and whoever dies, everything is receipted once and kept once in order`(
        seed: UInt64
    ) throws {
        var rehearsal = try SessionRehearsal(seed: seed, publications: 30, deliveries: 40)
        var chance = SplitMix64(state: ~seed)
        rehearsal.lossPerMille = 60
        for _ in 0..<1_500 {
            switch chance.next() % 200 {
            case 0: try rehearsal.crashClient()
            case 1: rehearsal.restartBroker()
            default: try rehearsal.step()
            }
        }
        // Once messages get through, it must come to an end.
        rehearsal.lossPerMille = 0
        var steps = 0
        while !rehearsal.isDone && steps < 20_000 {
            try rehearsal.step()
            steps += 1
        }
        #expect(rehearsal.isDone)
        #expect(rehearsal.inbox == Array(1...40))
        let ids = try (1...30).map { try Samples.id($0) }
        #expect(rehearsal.published.sorted() == ids)
        #expect(rehearsal.receipted.sorted() == ids)
    }
}

import Testing

@testable import Simulator

/// R15–R17, R6, R23: brokers hand children over while everything goes wrong.
@Suite struct BrokerSimulationTests {
    @Test func `whatever a seed does to brokers, network and people, every promise is kept`() throws {
        var seen = SimulationSightings()
        for seed in 1...12 as ClosedRange<UInt64> {
            let outcome = try SimulationFixture.run(SimulationOptions(seed: seed))
            #expect(outcome.failure == nil, "seed \(seed): \(outcome.plan)")
            seen += outcome.sightings
        }
        // What met nothing proved nothing.
        let met: [SimulationSightings.Kind] = [
            .settlements, .declines, .overlaps, .races, .drops, .duplicates, .oldMessages, .jumps, .forwards,
        ]
        for kind in met { #expect(seen[kind] > 0, "\(kind)") }
    }

    /// Seeds that once broke a promise; what each found has a test of its own as well.
    @Test(
        arguments: [
            187, 195, 1_816, 1_977, 3_214, 3_320, 3_357, 5_370, 5_636, 7_306, 7_570, 7_719, 8_800, 8_881,
            9_918,
            11_774, 12_730,
            15_291, 18_101, 18_846, 20_031, 20_921, 40_392, 42_008, 42_987, 43_162, 50_793, 60_116,
        ] as [UInt64]
    )
    func `what once was broken stays mended`(seed: UInt64) throws {
        let outcome = try SimulationFixture.run(SimulationOptions(seed: seed))
        #expect(outcome.failure == nil, "\(outcome.plan)")
    }

    @Test(arguments: [1, 9, 10] as [UInt64])
    func `a seed replays bit for bit, and another seed is another story`(seed: UInt64) throws {
        let first = try SimulationFixture.run(SimulationOptions(seed: seed))
        let again = try SimulationFixture.run(SimulationOptions(seed: seed))
        #expect(first.trace == again.trace)
        #expect(first.sightings == again.sightings)
        #expect(try SimulationFixture.run(SimulationOptions(seed: seed + 1)).trace != first.trace)
    }

    @Test func `faults that are left out do not happen`() throws {
        var seen = SimulationSightings()
        for seed in 1...10 as ClosedRange<UInt64> {
            var options = SimulationOptions(seed: seed)
            options.without = Set(FaultClass.allCases)
            let outcome = try SimulationFixture.run(options)
            #expect(outcome.failure == nil)
            seen += outcome.sightings
        }
        let faults: [SimulationSightings.Kind] = [
            .drops, .duplicates, .oldMessages, .partitions, .jumps, .restores, .crashesBeforeSend,
            .crashesBeforeDurable, .lateAnswers,
        ]
        for fault in faults { #expect(seen[fault] == 0, "\(fault)") }
        #expect(seen[.settlements] > 0)
    }

    @Test func `the last events are kept as text, and only if they are asked for`() throws {
        var options = SimulationOptions(seed: 3)
        #expect(try SimulationFixture.run(options).lastEvents.isEmpty)
        let trace = try SimulationFixture.run(options).trace
        options.kept = 12
        let outcome = try SimulationFixture.run(options)
        #expect(outcome.lastEvents.count == 12)
        #expect(outcome.trace == trace)
    }
}

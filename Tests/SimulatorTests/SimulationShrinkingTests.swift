import Testing

@testable import Simulator

@Suite struct SimulationShrinkingTests {
    /// A simulation that fails while crashes happen, three concerns are published and five days pass.
    private func outcome(_ options: SimulationOptions) -> SimulationOutcome {
        let fails =
            !options.without.contains(.crash) && (options.concerns ?? 8) >= 3 && (options.days ?? 30) >= 5
        return SimulationOutcome(
            options: options,
            plan: "",
            sightings: SimulationSightings(),
            trace: Trace(),
            failure: fails ? .init(invariant: "I1", detail: "", event: 1, time: 1) : nil,
            lastEvents: []
        )
    }

    @Test func `a failure is shrunk to what it needs`() {
        let first = outcome(SimulationOptions(seed: 7))
        let smallest = SimulationShrinking(first, outcome).smallest
        #expect(smallest.failure == first.failure)
        #expect(smallest.options.without == Set(FaultClass.allCases).subtracting([.crash]))
        #expect(smallest.options.concerns == 3)
        #expect(smallest.options.days == 5)
        #expect(
            smallest.options.arguments == """
                --seed 7 --seeds 1 --without \
                cancel,decline,delay,drop,duplicate,late,mirror,never,old,partition,restore,skew,slow,twice,wild \
                --days 5 --concerns 3
                """
        )
    }

    @Test func `too little of anything is named, by how many seeds there were`() {
        var seen = SimulationSightings()
        #expect(seen.missing(after: 1_000).contains(.overlaps))
        seen.note(.overlaps, 200)
        #expect(!seen.missing(after: 1_000).contains(.overlaps))
        #expect(seen.missing(after: 1_005).contains(.overlaps))
        #expect(seen.missing(after: 0) == [])
        // What is left out is not asked for.
        #expect(seen.missing(after: 1_000).contains(.unmirroredRestores))
        #expect(!seen.missing(after: 1_000, without: [.mirror]).contains(.unmirroredRestores))
        #expect(seen.missing(after: 1_000, without: [.mirror]).contains(.restores))
    }
}

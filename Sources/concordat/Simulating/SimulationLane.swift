import Foundation
import Simulator
import Synchronization

/// Seeds run one after another, on as many threads as there are processors.
struct SimulationLane: Sendable {
    let partnership: SimulatedPartnership
    let options: SimulationOptions

    /// What many seeds met, and those that broke a promise.
    struct Result: Sendable {
        var seeds = 0
        var sightings = SimulationSightings()
        /// The traces of all seeds, added up, so that two runs can be compared.
        var trace: UInt64 = 0
        var failures: [SimulationOutcome] = []

        /// What was to be met and was not; a few seeds are a replay, and prove nothing by themselves.
        func missing(without faults: Set<FaultClass>) -> [SimulationSightings.Kind] {
            seeds < 100 ? [] : sightings.missing(after: seeds, without: faults)
        }
    }

    /// Runs seeds until there were enough or one failed.
    func run(seeds: Int, handshakes: Int?, jobs: Int?) async -> Result {
        let progress = Progress(seeds: seeds, handshakes: handshakes)
        let jobs = min(jobs ?? ProcessInfo.processInfo.activeProcessorCount, seeds)
        return await withTaskGroup(of: Result.self) { group in
            for _ in 0..<jobs { group.addTask { work(progress) } }
            var total = Result()
            for await result in group {
                total.seeds += result.seeds
                total.sightings += result.sightings
                total.trace &+= result.trace
                total.failures += result.failures
            }
            total.failures.sort { $0.options.seed < $1.options.seed }
            return total
        }
    }

    /// Which seed is next, for all threads.
    private final class Progress: Sendable {
        private struct State {
            var begun = 0
            var decided = 0
            var hasFailed = false
        }

        private let seeds: Int
        private let handshakes: Int?
        private let state = Mutex(State())

        init(seeds: Int, handshakes: Int?) {
            self.seeds = seeds
            self.handshakes = handshakes
        }

        func next() -> Int? {
            state.withLock { state in
                guard state.begun < seeds, !state.hasFailed, state.decided < handshakes ?? .max else {
                    return nil
                }
                state.begun += 1
                return state.begun - 1
            }
        }

        func note(_ outcome: SimulationOutcome) {
            state.withLock { state in
                state.decided += outcome.sightings[.handshakes]
                if outcome.failure != nil { state.hasFailed = true }
            }
        }
    }

    private func work(_ progress: Progress) -> Result {
        var result = Result()
        while let number = progress.next() {
            var options = options
            options.seed &+= UInt64(number)
            options.kept = 0
            let outcome = simulate(options)
            result.seeds += 1
            result.sightings += outcome.sightings
            result.trace &+= outcome.trace.digest
            if outcome.failure != nil { result.failures.append(outcome) }
            progress.note(outcome)
        }
        return result
    }

    private func simulate(_ options: SimulationOptions) -> SimulationOutcome {
        var simulation = BrokerSimulation(options, of: partnership)
        return simulation.run()
    }

    /// Prints the last events of the first seed.
    func show() {
        let outcome = simulate(options)
        StandardOutput.write(outcome.plan)
        for event in outcome.lastEvents { StandardOutput.write(event) }
    }

    /// The same failure with as little as it needs: faults left out one by one, fewer concerns, fewer days.
    func shrink(_ failure: SimulationOutcome) -> SimulationOutcome {
        SimulationShrinking(failure) { simulate($0) }.smallest
    }
}

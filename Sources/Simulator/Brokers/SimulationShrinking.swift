/// Looks for the least that a failure needs: faults are left out one by one, then concerns and days.
public struct SimulationShrinking {
    /// The smallest simulation that fails in the same way.
    public private(set) var smallest: SimulationOutcome
    private let simulate: (SimulationOptions) -> SimulationOutcome

    /// Shrinks a failure with whatever runs simulations.
    public init(_ failure: SimulationOutcome, _ simulate: @escaping (SimulationOptions) -> SimulationOutcome)
    {
        smallest = failure
        self.simulate = simulate
        for fault in FaultClass.allCases where !smallest.options.without.contains(fault) {
            attempt { $0.without.insert(fault) }
        }
        for concerns in 0..<8 where attempt({ $0.concerns = concerns }) { break }
        for days in 1..<30 where attempt({ $0.days = days }) { break }
    }

    /// Whether a change leaves the failure as it is.
    @discardableResult
    private mutating func attempt(_ change: (inout SimulationOptions) -> Void) -> Bool {
        var options = smallest.options
        change(&options)
        guard options != smallest.options else { return false }
        let outcome = simulate(options)
        guard let failure = outcome.failure, failure.invariant == smallest.failure?.invariant else {
            return false
        }
        smallest = outcome
        return true
    }
}

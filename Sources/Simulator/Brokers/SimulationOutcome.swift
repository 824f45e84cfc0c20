/// How a simulation of brokers ended.
public struct SimulationOutcome: Sendable {
    /// What was simulated.
    public let options: SimulationOptions
    /// Every option that the seed decided.
    public let plan: String
    /// What it met.
    public let sightings: SimulationSightings
    /// Everything that happened, as a number.
    public let trace: Trace
    /// The promise that was broken, or `nil`.
    public let failure: Failure?
    /// The last events, if they were to be kept.
    public let lastEvents: [String]

    /// A promise that was broken.
    public struct Failure: Error, Sendable, Equatable {
        /// Which one.
        public let invariant: String
        /// What was seen.
        public let detail: String
        /// The number of the event after which it was seen.
        public let event: Int
        /// The simulated milliseconds by then.
        public let time: Int64
    }
}

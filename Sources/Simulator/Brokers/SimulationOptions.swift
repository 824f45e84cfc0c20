/// What a simulation of brokers is told; everything else is drawn from the seed.
public struct SimulationOptions: Sendable, Equatable {
    /// What everything is drawn from.
    public var seed: UInt64
    /// What does not happen, whatever the seed says.
    public var without: Set<FaultClass> = []
    /// After how many days all is mended at the latest; as the seed says if not given.
    public var days: Int?
    /// How many concerns are published at most; as the seed says if not given.
    public var concerns: Int?
    /// How many of the last events are kept as text.
    public var kept = 0

    /// Creates options under which only the seed decides.
    public init(seed: UInt64) { self.seed = seed }

    /// The arguments of `concordat simulate` that say the same.
    public var arguments: String {
        var words = ["--seed \(seed)", "--seeds 1"]
        if !without.isEmpty {
            words.append("--without \(without.map(\.rawValue).sorted().joined(separator: ","))")
        }
        if let days { words.append("--days \(days)") }
        if let concerns { words.append("--concerns \(concerns)") }
        return words.joined(separator: " ")
    }
}

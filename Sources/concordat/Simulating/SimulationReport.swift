import JSON
import Simulator

/// What `concordat simulate` says of what it did.
struct SimulationReport {
    private let result: SimulationLane.Result
    private let first: UInt64
    private let without: Set<FaultClass>
    private let seconds: Double

    init(_ result: SimulationLane.Result, of options: SimulationOptions, seconds: Double) {
        self.result = result
        (first, without) = (options.seed, options.without)
        self.seconds = seconds
    }

    private var perSecond: Int { Int(Double(result.seeds) / max(seconds, 0.001)) }

    /// Lines for a person.
    var text: String {
        let seen = SimulationSightings.Kind.allCases.map { "\($0.rawValue) \(result.sightings[$0])" }
        return """
            \(result.sightings[.handshakes]) handshakes in \(result.seeds) seeds from \(first), \(perSecond) seeds/s
            seen: \(seen.joined(separator: ", "))
            \(result.failures.count) broken promises, trace \(String(result.trace, radix: 16))

            """
    }

    /// The same for a program.
    var json: JSONValue {
        .object([
            JSONMember("seeds", .integer(Int64(result.seeds))),
            JSONMember("first", .string(String(first))),
            JSONMember("seconds", .number(seconds)),
            JSONMember("seeds-per-second", .integer(Int64(perSecond))),
            JSONMember(
                "seen",
                .object(
                    SimulationSightings.Kind.allCases.map {
                        JSONMember($0.rawValue, .integer(Int64(result.sightings[$0])))
                    }
                )
            ),
            JSONMember("missing", .array(result.missing(without: without).map { .string($0.rawValue) })),
            JSONMember("trace", .string(String(result.trace, radix: 16))),
            JSONMember("failures", .array(result.failures.map { .string(Self.sentence($0)) })),
        ])
    }

    /// What was broken, where, and under which circumstances.
    static func sentence(_ outcome: SimulationOutcome) -> String {
        guard let failure = outcome.failure else { return "seed \(outcome.options.seed): nothing" }
        return """
            seed \(outcome.options.seed), event \(failure.event) at \(failure.time) ms: \(failure.invariant): \
            \(failure.detail) [\(outcome.plan)]
            """
    }

    /// The command that does it again.
    static func command(_ outcome: SimulationOutcome) -> String {
        "concordat simulate \(outcome.options.arguments)"
    }
}

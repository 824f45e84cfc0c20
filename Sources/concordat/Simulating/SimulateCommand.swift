import ArgumentParser
import JSON
import Simulator

/// `concordat simulate`: brokers that hand children over while everything goes wrong, from seeds.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Simulates brokers that hand children over while everything goes wrong, from seeds.",
        discussion: """
            The shipped core of two to five brokers, on one thread for each seed: a network that loses, repeats, delays and \
            cuts off, processes that die at any moment, clocks that jump, people who decide late, twice or never. \
            After every event it is checked that somebody is responsible, that nobody falsely shows as alone, that \
            nothing receipted is lost; in the end all is mended and everything must be settled.

            Ends with 1 if a promise was broken, and prints the seed, what it needs to fail and the command that does \
            it again; with 75 if nothing was broken and too little was seen for that to prove anything.
            """
    )

    @Option(help: "How many seeds are run.")
    var seeds = 1_000

    @Option(help: "The first seed; each simulation takes the next.")
    var seed: UInt64 = 1

    @Flag(help: "Print one JSON object instead of lines.")
    var json = false

    @Option(
        help:
            "Faults to leave out, with commas between: \(FaultClass.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var without: String?

    @Option(help: "Mend everything after so many simulated days at the latest.")
    var days: Int?

    @Option(help: "Publish so many concerns at most.")
    var concerns: Int?

    @Option(help: "Stop once so many offers were decided, whatever --seeds says.")
    var handshakes: Int?

    @Option(help: "Print the last so many events of the first seed.")
    var trace = 0

    @Option(help: "How many seeds are run at the same time; as many as there are processors if not given.")
    var jobs: Int?

    @Flag(help: "Do not look for the least that a failure needs.")
    var noShrink = false

    @Option(help: "The folder that holds Topics and Configs; looked for around this program if not given.")
    var house: String?

    func validate() throws {
        guard seeds > 0, (days ?? 1) > 0, (concerns ?? 0) >= 0, trace >= 0, (jobs ?? 1) > 0 else {
            throw ValidationError(
                "--seeds, --days and --jobs must be more than 0, --concerns and --trace at least 0"
            )
        }
        _ = try options()
    }

    private func options() throws -> SimulationOptions {
        var options = SimulationOptions(seed: seed)
        for name in without?.split(separator: ",") ?? [] {
            guard let fault = FaultClass(rawValue: String(name)) else {
                throw ValidationError("--without: \(name) is no fault")
            }
            options.without.insert(fault)
        }
        (options.days, options.concerns, options.kept) = (days, concerns, trace)
        return options
    }

    func run() async throws {
        let house = try House.find(house)
        let policy = try PolicyFolder(topics: house + "/Topics", configs: house + "/Configs").partnership()
        let lane = SimulationLane(partnership: SimulatedPartnership(policy), options: try options())
        if trace > 0 { lane.show() }
        let watch = Stopwatch()
        let result = await lane.run(seeds: seeds, handshakes: handshakes, jobs: jobs)
        let report = SimulationReport(result, of: lane.options, seconds: watch.seconds)
        StandardOutput.write(json ? report.json.serialized() + [UInt8(ascii: "\n")] : Array(report.text.utf8))
        if let failure = result.failures.first {
            let shrunk = noShrink ? failure : lane.shrink(failure)
            StandardError.write("failed: \(SimulationReport.sentence(shrunk))")
            throw CommandFailure.refused("a promise was broken; again: \(SimulationReport.command(shrunk))")
        }
        let missing = result.missing(without: lane.options.without)
        guard missing.isEmpty else {
            let names = missing.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(status: 75, lines: ["nothing was proved: too few \(names)"])
        }
    }
}

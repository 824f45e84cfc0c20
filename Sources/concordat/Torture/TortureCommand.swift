import ArgumentParser
import Simulator

/// `concordat torture`: a ledger on failing disks and brokers killed under load, until there was enough of both.
struct TortureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torture",
        abstract: "Fails disks and kills brokers, and shows that nothing receipted is lost.",
        discussion: """
            The ledger on simulated disks: every call fails in every way, then seeded lives with torn writes, \
            lost syncs, full disks, crashes and power cuts. At the same time real brokers, killed at named points and \
            at random with publishers and a subscriber at work; every receipt is compared with the ledger. Ends with 1 if \
            anything was lost, falsely receipted, doubled or did not open, or if the time was too short for the \
            numbers asked for. `--replay <seed>` runs one seed of the simulated disk again, bit for bit.
            """
    )

    @Option(help: "How long it may take at most.")
    var minutes = 10.0

    @Option(help: "The first seed; each run of the simulated disk takes the next, each broker one as well.")
    var seed: UInt64 = 1

    @Option(help: "How many processes are to be killed.")
    var kills = 1_000

    @Option(help: "How many calls to the disk are to go wrong.")
    var faults = 50_000

    @Option(help: "Runs this one seed on the simulated disk, and prints its trace.")
    var replay: UInt64?

    @Option(help: "The folder that holds Topics and Configs; looked for around this program if not given.")
    var house: String?

    func validate() throws {
        guard minutes > 0, kills >= 0, faults >= 0 else {
            throw ValidationError("--minutes must be more than 0, --kills and --faults at least 0")
        }
    }

    func run() async throws {
        if let replay { return try show(FaultLane(seed: replay).replay(), of: replay) }
        let watch = Stopwatch()
        let deadline = minutes * 60
        var tally = TortureTally()
        StandardOutput.write("seed \(seed)")
        // At the same time: disks need a processor, and brokers that are started and killed mostly wait.
        async let disks = FaultLane(seed: seed).run(
            faults: faults,
            until: deadline,
            watch,
            showing: kills == 0 ? "failing disks" : nil
        )
        var failures: [String] = []
        do {
            failures += try await kill(until: deadline, watch, &tally)
        } catch {
            ChildProcess.abandonAll()
            throw error
        }
        let (campaigns, failed) = try await disks
        tally.campaigns = campaigns
        failures = failed + failures
        StandardOutput.write(tally.faultLine)
        StandardOutput.write(tally.killLine)
        for failure in failures { StandardOutput.write("failed: \(failure)") }
        StandardOutput.write(tally.verdict)
        try judge(tally, failures)
    }

    private func kill(
        until deadline: Double,
        _ watch: Stopwatch,
        _ tally: inout TortureTally
    ) async throws -> [String] {
        guard kills > 0 else { return [] }
        let progress = ProgressLine("killing brokers")
        let lane = KillLane(house: try House.find(house))
        var failures: [String] = []
        var next = seed
        while tally.killCount < kills, watch.seconds < deadline {
            let wasClean = tally.isClean
            try await lane.round(
                seed: next,
                kills: kills - tally.killCount,
                until: deadline,
                watch,
                &tally
            )
            if wasClean, !tally.isClean { failures.append("broker of seed \(next)") }
            next += 1
            progress.show(tally.killCount, of: kills)
        }
        progress.end()
        return failures
    }

    private func judge(_ tally: TortureTally, _ failures: [String]) throws {
        guard tally.isClean, failures.isEmpty else { throw CommandFailure.refused("a promise was broken") }
        guard tally.killCount >= kills, tally.campaigns.faults >= faults else {
            throw CommandFailure.refused("too little time: nothing was proved")
        }
    }

    private func show(_ run: (tally: CampaignTally, trace: Trace), of seed: UInt64) throws {
        StandardOutput.write("seed \(seed): \(run.tally)")
        StandardOutput.write("trace \(String(run.trace.digest, radix: 16))")
        if !run.tally.isClean { throw CommandFailure.refused("a promise was broken") }
    }
}

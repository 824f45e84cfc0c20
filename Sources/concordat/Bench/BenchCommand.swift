import ArgumentParser
import JSON

/// `concordat bench`: what this machine's disk and libzmq give, and what the broker makes of it.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures a broker on this machine, beside what the disk and libzmq give alone.",
        discussion: """
            Each run measures the controls first, then a new broker: a process of its own with CURVE, key check, \
            schema check, de-duplication, Merkle tree and signed receipts on; last another, which gets a history and \
            is restarted. Each figure is the median of the \
            runs, with its least and greatest; the ratio is that of figure and control in the same run.
            """
    )

    @Flag(help: "Print JSON instead of the table.")
    var json = false

    @Option(help: "How often everything is measured, 1 to 20.")
    var runs = 3

    @Option(help: "How long each figure is measured, 0.05 to 15 seconds.")
    var secondsPerFigure = 3.0

    @Option(
        help: ArgumentHelp(
            "The history that a broker has when its memory is looked at and it is restarted.",
            discussion: "1,000 to 100,000,000; each takes about 1.5 KB of the disk until its run is over."
        )
    )
    var entries = 200_000

    @Option(help: "Subscriptions that are matched against, 1,000 to 10,000,000.")
    var subscriptions = 1_000_000

    @Option(
        help: "Open cases among which the core decides a concern, 1,000 to 1,000,000; also a tenth of them."
    )
    var cases = 100_000

    @Option(
        help:
            "Open cases of an authority to whose broker concerns are sent over its sockets, 1,000 to 1,000,000."
    )
    var openCases = 40_000

    @Option(help: "The folder that holds Topics and Configs; looked for around this program if not given.")
    var house: String?

    func validate() throws {
        guard (1...20).contains(runs) else { throw ValidationError("--runs must be 1 to 20") }
        // A measuring client says nothing but what is measured, and a broker drops whom it does not hear for 20 s.
        guard (0.05...15).contains(secondsPerFigure) else {
            throw ValidationError("--seconds-per-figure must be 0.05 to 15")
        }
        guard (1_000...100_000_000).contains(entries) else {
            throw ValidationError("--entries must be 1,000 to 100,000,000")
        }
        guard (1_000...10_000_000).contains(subscriptions) else {
            throw ValidationError("--subscriptions must be 1,000 to 10,000,000")
        }
        guard (1_000...1_000_000).contains(cases) else {
            throw ValidationError("--cases must be 1,000 to 1,000,000")
        }
        guard (1_000...1_000_000).contains(openCases) else {
            throw ValidationError("--open-cases must be 1,000 to 1,000,000")
        }
    }

    func run() async throws {
        let house = try House.find(house)
        var figures = FigureList()
        let progress = ProgressLine("measuring")
        do {
            let matching = try BenchMatching(subscriptions)
            var casework = try BenchCasework([cases / 10, cases], house: house)
            for number in 0..<runs {
                progress.show(number, of: runs)
                let run = BenchRun(seconds: secondsPerFigure, house: house)
                let few = try await run.measure(into: &figures)
                let authority = BenchAuthority(seconds: secondsPerFigure, house: house, cases: openCases)
                try await authority.measure(beside: few, into: &figures)
                matching.measure(seconds: secondsPerFigure, into: &figures)
                try casework.measure(seconds: secondsPerFigure, into: &figures)
                try await BenchHistory(entries: entries, house: house).measure(into: &figures)
            }
        } catch {
            ChildProcess.abandonAll()
            throw error
        }
        progress.end()
        StandardOutput.write(json ? IndentedJSON.text(of: figures.json) : figures.table)
    }
}

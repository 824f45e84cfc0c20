import ArgumentParser
import JSON

/// `concordat bench`: what this machine's disk and libzmq give, and what the broker makes of it.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures a broker on this machine, beside what the disk and libzmq give alone.",
        discussion: """
            Each run measures the controls first, then a new broker: a process of its own with CURVE, key check, \
            schema check, de-duplication, Merkle tree and signed receipts on. Each figure is the median of the \
            runs, with its least and greatest; the ratio is that of figure and control in the same run.
            """
    )

    @Flag(help: "Print JSON instead of the table.")
    var json = false

    @Option(help: "How often everything is measured, 1 to 20.")
    var runs = 3

    @Option(help: "How long each figure is measured, 0.05 to 15 seconds.")
    var secondsPerFigure = 3.0

    @Option(help: "The folder that holds Topics and Configs; looked for around this program if not given.")
    var house: String?

    func validate() throws {
        guard (1...20).contains(runs) else { throw ValidationError("--runs must be 1 to 20") }
        // A measuring client says nothing but what is measured, and a broker drops whom it does not hear for 20 s.
        guard (0.05...15).contains(secondsPerFigure) else {
            throw ValidationError("--seconds-per-figure must be 0.05 to 15")
        }
    }

    func run() async throws {
        let house = try House.find(house)
        var figures = FigureList()
        let progress = ProgressLine("measuring")
        do {
            for run in 0..<runs {
                progress.show(run, of: runs)
                try await BenchRun(seconds: secondsPerFigure, house: house).measure(into: &figures)
            }
        } catch {
            ChildProcess.abandonAll()
            throw error
        }
        progress.end()
        StandardOutput.write(json ? IndentedJSON.text(of: figures.json) : figures.table)
    }
}

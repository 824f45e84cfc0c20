import Foundation
import Testing

/// That the bench measures everything it names; how fast anything is, no test says.
@Suite(.serialized, .timeLimit(.minutes(40))) struct BenchTests {
    @Test func `every figure of a bench is there, positive, and beside its control`() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(
            [
                "bench", "--json", "--runs", "1", "--seconds-per-figure", "0.1", "--entries", "2000",
                "--subscriptions", "5000", "--cases", "2000", "--open-cases", "1000",
                "--house", Repository.path,
            ],
            in: folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let bench = try JSONDecoder().decode(Bench.self, from: Data(outcome.output.utf8))
        #expect(bench.figures.map { "\($0.name) [\($0.unit)]" } == Self.rows)
        for figure in bench.figures {
            #expect(figure.runs == 1, "\(figure.name)")
            switch figure.name {
            // A view that keeps up has no backlog, and memory may shrink.
            case "view backlog after receipts with one subscriber": #expect(figure.median >= 0)
            case "memory growth over 2,000 entries": #expect(figure.median > -100)
            case let name: #expect(figure.median > 0, "\(name)")
            }
            #expect(figure.min == figure.median && figure.max == figure.median, "\(figure.name)")
        }
        let compared = bench.figures.filter { $0.control != nil }
        #expect(compared.count == 11)
        for figure in compared {
            let control = try #require(figure.control, "\(figure.name)")
            let ratio = try #require(figure.ratio, "\(figure.name)")
            #expect(control > 0 && abs(ratio * control - figure.median) < figure.median / 1_000)
        }
    }

    @Test(
        arguments: [
            ["--runs", "0"], ["--runs", "21"], ["--seconds-per-figure", "16"], ["--entries", "999"],
            ["--entries", "100000001"], ["--open-cases", "999"], ["--open-cases", "1000001"],
            ["--subscriptions", "999"], ["--subscriptions", "10000001"],
        ]
    )
    func `a bench without end is refused`(arguments: [String]) throws {
        let outcome = try Program.run(["bench"] + arguments, in: try TemporaryFolder())
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
    }

    private static let rows = [
        "control: 600-byte append and fdatasync p50 [ms]",
        "control: 600-byte append and fdatasync p99 [ms]",
        "control: libzmq DEALER to ROUTER, CURVE [1/s]",
        "receipts with one subscriber [1/s]",
        "broker CPU per 100,000 receipted, delivered, acknowledged, without the view [s]",
        "view backlog after receipts with one subscriber [entries]",
        "view catch-up CPU per 100,000 [s]",
        "receipts with eight publishers [1/s]",
        "routed concerns [1/s]",
        "one in flight, publish to receipt p50 [ms]",
        "one in flight, publish to receipt p99 [ms]",
        "publish to delivery at 500/s p50 [ms]",
        "publish to delivery at 500/s p99 [ms]",
        "memory per idle connection [KB]",
        "fan-out to 1,000, receipt to last delivery [ms]",
        "broker peak memory [MB]",
        "routed concerns, 1,000 open cases [1/s]",
        "matching, 5,000 subscriptions [ns]",
        "one concern decided, 200 cases [us]",
        "one concern decided, 2,000 cases [us]",
        "memory after 2,000 entries [MB]",
        "memory growth over 2,000 entries [%]",
        "restart to serving after a kill, snapshot, 2,000 entries [ms]",
        "restart to serving, snapshot, 2,000 entries [ms]",
        "fold without a snapshot [entries/s]",
    ]

    private struct Bench: Decodable {
        let figures: [Figure]
    }

    private struct Figure: Decodable {
        let name: String
        let unit: String
        let median: Double
        let min: Double
        let max: Double
        let runs: Int
        let control: Double?
        let ratio: Double?
    }
}

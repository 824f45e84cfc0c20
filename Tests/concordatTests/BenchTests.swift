import Foundation
import Testing

/// That the bench measures everything it names; how fast anything is, no test says.
@Suite(.serialized, .timeLimit(.minutes(6))) struct BenchTests {
    @Test func `every figure of a bench is there, positive, and beside its control`() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(
            ["bench", "--json", "--runs", "1", "--seconds-per-figure", "0.1", "--house", Repository.path],
            in: folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let bench = try JSONDecoder().decode(Bench.self, from: Data(outcome.output.utf8))
        #expect(
            bench.figures.map(\.name) == [
                "control: 600-byte append and fdatasync p50",
                "control: 600-byte append and fdatasync p99",
                "control: libzmq DEALER to ROUTER, CURVE",
                "receipts with one subscriber",
                "broker CPU per 100,000 receipted, delivered, acknowledged",
                "receipts with eight publishers",
                "routed concerns",
                "one in flight, publish to receipt p50",
                "one in flight, publish to receipt p99",
                "publish to delivery at 500/s p50",
                "publish to delivery at 500/s p99",
                "memory per idle connection",
                "fan-out to 1,000, receipt to last delivery",
                "broker peak memory",
            ]
        )
        #expect(
            bench.figures.map(\.unit) == [
                "ms", "ms", "1/s", "1/s", "s", "1/s", "1/s", "ms", "ms", "ms", "ms", "KB", "ms", "MB",
            ]
        )
        for figure in bench.figures {
            #expect(figure.runs == 1, "\(figure.name)")
            #expect(figure.median > 0, "\(figure.name)")
            #expect(figure.min == figure.median && figure.max == figure.median, "\(figure.name)")
        }
        let compared = bench.figures.filter { $0.control != nil }
        #expect(compared.count == 7)
        for figure in compared {
            let control = try #require(figure.control, "\(figure.name)")
            let ratio = try #require(figure.ratio, "\(figure.name)")
            #expect(control > 0 && abs(ratio * control - figure.median) < figure.median / 1_000)
        }
    }

    @Test(arguments: [["--runs", "0"], ["--runs", "21"], ["--seconds-per-figure", "16"]])
    func `a bench without end is refused`(arguments: [String]) throws {
        let outcome = try Program.run(["bench"] + arguments, in: try TemporaryFolder())
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
    }

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

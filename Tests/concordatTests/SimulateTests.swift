import Foundation
import JSON
import Testing

/// `concordat simulate` as a process: two of them have two hash seeds, and must tell the same story.
@Suite struct SimulateTests {
    private func simulate(_ arguments: String...) throws -> Program.Outcome {
        let folder = try TemporaryFolder()
        return try Program.run(["simulate", "--house", Repository.path] + arguments, in: folder)
    }

    @Test func `two processes see the same, whatever their dictionaries' order`() throws {
        let first = try simulate("--seed", "31", "--seeds", "4", "--json", "--jobs", "2")
        let again = try simulate("--seed", "31", "--seeds", "4", "--json", "--jobs", "1")
        #expect(first.status == 0, "\(first.errors)")
        for outcome in [first, again] { #expect(outcome.errors.isEmpty) }
        let reports = try [first, again].map { try JSONDocument(parsing: Array($0.output.utf8)).root }
        let traces = reports.compactMap { $0["trace"]?.string }
        #expect(traces.count == 2)
        #expect(Set(traces).count == 1)
        #expect(reports[0]["seen"]?["events"]?.integer ?? 0 > 100)
    }

    @Test func `too few handovers prove nothing, and that has a status of its own`() throws {
        let outcome = try simulate("--seeds", "100", "--days", "1", "--concerns", "0")
        #expect(outcome.status == 75)
        #expect(outcome.errors.hasPrefix("nothing was proved: too few "))
    }

    @Test func `a fault that is none is refused`() throws {
        #expect(try simulate("--without", "crash,rain").status == 64)
    }
}

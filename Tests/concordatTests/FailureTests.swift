import Foundation
import JSON
import Testing

@testable import concordat

/// Every failure of `domain.md` 2.1 as a small story: who is told, by when, what is flagged, held and climbs.
///
/// What the stories expect was derived from the tables of `domain.md`, never taken from what the program says.
@Suite(.timeLimit(.minutes(40))) struct FailureTests {
    static let failures = (1...104).map { $0 < 10 ? "F0\($0)" : "F\($0)" }

    private static let folder = Repository.path + "/Tests/Scenarios/failures"

    @Test(arguments: failures)
    func `a failure of the past is told, timed, flagged or held`(failure: String) throws {
        let path = "\(Self.folder)/\(failure).jsonl"
        let expected = try JSONNode.expectations(in: path)
        let script = try Script(path: path)
        #expect(script.lines.count == expected.count)
        var replay = try Replay(script, under: ReplayTests.policy.get())
        for line in script.lines {
            let wanted = try #require(expected[line.id])
            let replayed = try replay.tell(line)
            let differences = replayed.differences(from: wanted)
            #expect(
                differences.isEmpty,
                "\(failure) \(line.id): \(differences) in \(String(decoding: replayed.json.serialized(), as: UTF8.self))"
            )
        }
    }

    @Test func `every failure of the reference is there once and none beside them`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
        #expect(files == Self.failures.map { "\($0).jsonl" }.sorted())
        for failure in Self.failures {
            let script = try Script(path: "\(Self.folder)/\(failure).jsonl")
            #expect(script.cast.title == failure)
        }
    }

    @Test(arguments: failures)
    func `each story says whom it tells and what watches over it`(failure: String) throws {
        let expected = try JSONNode.expectations(in: "\(Self.folder)/\(failure).jsonl").values
        func isSaid(_ names: [String]) -> Bool {
            expected.contains { line in names.contains { line[$0] != nil } }
        }
        #expect(isSaid(["notify"]))
        #expect(isSaid(["start", "breach", "pattern", "hold", "missing", "climb"]))
    }
}

import Foundation
import Glibc
import Testing

/// R13: on a full disk concerns are refused with a reason, people go on, and room is enough to go on with.
@Suite(.timeLimit(.minutes(40))) struct FullDiskTests {
    private struct Outcome: Decodable {
        let receipts: Int
        let refusal: [Refused]
        let answers: [String]
        let recovered: Bool
        let status: Int32
        let verified: Int32
    }

    /// A number or a text.
    private enum Refused: Decodable, Equatable {
        case code(Int)
        case text(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            do { self = .code(try value.decode(Int.self)) } catch {
                self = .text(try value.decode(String.self))
            }
        }
    }

    // A file system of its own can be mounted only by root; the ledger's part is tested without in FaultTests.
    @Test(.enabled(if: geteuid() == 0))
    func `a broker refuses concerns on a full disk, takes answers, and goes on when there is room`() throws {
        let town = try Town()
        try town.writeIncident()
        try FileManager.default.createDirectory(
            atPath: town.folder.path("E08000025/ledger"),
            withIntermediateDirectories: true
        )
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "full_disk.py").path
        let run = try Program.run(
            "/usr/bin/unshare",
            [
                "--mount", "--propagation", "private", "/usr/bin/python3", script, Program.path,
                town.birmingham.configuration, "E08000025/ledger",
                "tcp://127.0.0.1:\(town.birmingham.port)", town.birmingham.serverKey, "E08000025/keys",
                "data.json",
            ],
            in: town.folder
        )
        #expect(run.status == 0, "\(run.errors)")
        let outcome = try JSONDecoder().decode(Outcome.self, from: Data(run.output.utf8))
        #expect(outcome.receipts > 1_000)
        #expect(
            outcome.refusal == [
                .code(503), .text("NOT_DURABLE"), .text("later"),
                .text("there is no room for another concern; nothing was stored"),
            ]
        )
        #expect(outcome.answers == Array(repeating: "RECEIPT", count: 20))
        #expect(outcome.recovered)
        #expect(outcome.status == 0)
        #expect(outcome.verified == 0)
    }
}

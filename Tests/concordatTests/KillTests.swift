import Foundation
import Testing

/// SIGKILL under load: what was receipted is there, once, and nothing else changed.
///
/// `CONCORDAT_KILLS=200 swift test --filter KillTests` is the long form.
@Suite(.serialized, .timeLimit(.minutes(40))) struct KillTests {
    private struct Outcome: Decodable {
        let receipted: Int
        let missing: Int
        let displaced: Int
        let problems: [String]
    }

    @Test func `killed again and again under load, a broker loses nothing and hands nothing over twice`()
        throws
    {
        let kills = ProcessInfo.processInfo.environment["CONCORDAT_KILLS"] ?? "10"
        let town = try Town()
        try town.writeIncident()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "kill_under_load.py"
        ).path
        let hammer = try Program.run(
            "/usr/bin/python3",
            [
                script, Program.path, town.birmingham.configuration,
                "tcp://127.0.0.1:\(town.birmingham.port)", town.birmingham.serverKey,
                "E08000025/keys/bhm-police-niche.key_secret", "bhm-police/niche", "data.json", kills, "1",
            ],
            in: town.folder
        )
        #expect(hammer.status == 0, "\(hammer.errors)")
        let outcome = try JSONDecoder().decode(Outcome.self, from: Data(hammer.output.utf8))
        #expect(outcome.receipted > 0)
        #expect(outcome.missing == 0)
        #expect(outcome.displaced == 0)
        #expect(outcome.problems == [])
        try town.verified()
    }
}

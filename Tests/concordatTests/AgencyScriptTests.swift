import Foundation
import Testing

/// `Examples/agency.py` against a real broker.
@Suite(.serialized, .timeLimit(.minutes(40))) struct AgencyScriptTests {
    private func run(_ town: Town, _ arguments: String...) throws -> Program.Outcome {
        try Program.run(
            "/usr/bin/python3",
            [Repository.path + "/Examples/agency.py", "clients.json", "bhm-police/niche"] + arguments,
            in: town.folder
        )
    }

    private func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `the script publishes, proves its receipt, and hears of it through a broker's restart`() throws
    {
        let town = try Town()
        let example = try town.example(of: "police.domestic-incident")
            .replacing("urn:concordat:E08000025:wmp:niche", with: "urn:concordat:E08000025:bhm-police:niche")
        try town.folder.write(example, to: "example.json")
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let first = try run(town, "publish", "police.domestic-incident", "example.json", "one.json")
        #expect(first.status == 0, "\(first.errors)")
        let receipt = try object(first.output)
        #expect(receipt["again"] as? Bool == false)
        // "proof" alone where python3-cryptography is not installed.
        #expect((receipt["checked"] as? String)?.hasPrefix("proof") == true)
        broker.die()

        let restarted = try Served(town.birmingham.configuration, in: town.folder)
        let second = try object(try run(town, "publish", "police.domestic-incident", "one.json").output)
        #expect(second["again"] as? Bool == true)
        #expect(second["seq"] as? Int == receipt["seq"] as? Int)
        let third = try run(town, "publish", "police.domestic-incident", "example.json", "two.json")
        #expect(third.status == 0, "\(third.errors)")
        let listening = try run(town, "listen", "police.>", "inbox.jsonl", "2")
        #expect(listening.status == 0, "\(listening.errors)")
        let inbox = try String(contentsOfFile: town.folder.path("inbox.jsonl"), encoding: .utf8)
        let rows = try inbox.split(separator: "\n").map { try object(String($0)) }
        #expect(rows.compactMap { $0["n"] as? Int } == [1, 2])
        #expect(rows.first?["id"] as? String == receipt["id"] as? String)
        #expect(restarted.stop() == 0)
    }

    @Test func `a refusal is shown and ends the script`() throws {
        let town = try Town()
        try town.folder.write(try town.example(of: "casefile.opened"), to: "event.json")
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let outcome = try run(town, "publish", "casefile.opened", "event.json")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("'code': 403"))
        #expect(broker.stop() == 0)
    }
}

import Foundation
import Testing

/// An adapter that is dead says nothing: the broker notices, whatever happens to its own process meanwhile.
@Suite(.serialized, .timeLimit(.minutes(40))) struct SilentSystemProcessTests {
    private static let topic = "health.was-not-brought"

    /// Birmingham agreed with the hospital that it is heard once a day.
    private func town() throws -> Town {
        let town = try Town()
        let publishes = ["health.>", "feed.>"]
        try town.addAgency(
            "bhm-ch",
            "pas",
            roles: ["HV"],
            publishes: publishes,
            silentAfter: "24 hours",
            contact: "{name: Ward clerk, phone: 0121 496 0170}"
        )
        let clients = town.clients.replacing(
            #""systems": [{"agency": "bhm-csc""#,
            with: """
                "systems": [{"agency": "bhm-ch", "system": "pas", "certificate": "E08000025/keys/bhm-ch-pas.key_secret"},
                {"agency": "bhm-csc"
                """
        )
        try town.folder.write(clients, to: "clients.json")
        return town
    }

    private func serve(_ town: Town) throws -> Served {
        let clock = town.folder.path("clock.sock")
        let story = ["--story-clock", clock, "--story-start", "2026-10-05T09:00:00+01:00"]
        return try Served(town.birmingham.configuration, story, in: town.folder)
    }

    /// Moves the story on, and comes back when everything that was due by then is durable.
    private func pass(to instant: String, _ town: Town) throws {
        let script = """
            import socket, sys
            clock = socket.socket(socket.AF_UNIX)
            clock.connect("clock.sock")
            clock.sendall((sys.argv[1] + "\\n").encode())
            print(clock.makefile().readline(), end="")
            """
        let told = try Program.run("/usr/bin/python3", ["-c", script, instant], in: town.folder)
        #expect(told.output.hasPrefix("ok "), "\(told.output)\(told.errors)")
    }

    private func silent(_ town: Town) throws -> [String] {
        try town.ask("bhm-csc/casework", ["duty", "--json"]).split(separator: "\n").map(String.init)
            .filter { $0.contains(#""kind":"silent""#) }
    }

    @Test func `a dead adapter is told once and listed until it speaks, though the broker is killed twice`()
        throws
    {
        let town = try town()
        let event = try JSONSerialization.jsonObject(with: Data(town.example(of: Self.topic).utf8))
        let said = try JSONSerialization.data(
            withJSONObject: try #require((event as? [String: Any])?["data"])
        )
        func speak() throws {
            try town.ask(
                "bhm-ch/pas",
                ["publish", Self.topic, "-"],
                input: String(decoding: said, as: UTF8.self)
            )
        }
        var broker = try serve(town)
        try speak()
        try pass(to: "2026-10-05T20:00:00+01:00", town)
        broker.die()
        broker = try serve(town)
        try pass(to: "2026-10-06T08:59:00+01:00", town)
        #expect(try silent(town).isEmpty)
        try pass(to: "2026-10-06T09:00:01+01:00", town)
        func expectListed() throws {
            let rows = try silent(town)
            #expect(rows.count == 1 && rows[0].contains(#""system":"bhm-ch/pas""#), "\(rows)")
        }
        try expectListed()
        #expect(
            try town.ask("bhm-csc/casework", ["duty"]).contains(
                "bhm-ch/pas says nothing; ring Ward clerk, 0121 496 0170"
            )
        )
        broker.die()
        broker = try serve(town)
        try pass(to: "2026-10-08T09:00:00+01:00", town)
        try expectListed()
        try speak()
        #expect(try silent(town).isEmpty)
        let told = try town.heard("feed.>", count: 2)
        #expect(told[0].contains(#""topic":"feed.silent""#) && told[1].contains(#""topic":"feed.resumed""#))
        #expect(told.allSatisfy { $0.contains(#""system":"bhm-ch/pas""#) })
        #expect(broker.stop() == 0)
        try town.verified()
    }
}

import Foundation
import Testing

@Suite(.serialized, .timeLimit(.minutes(40))) struct ServeTests {
    @Test func `a receipt survives kill -9, and the same event gets the same one again`() throws {
        let town = try Town()
        try town.folder.write(event(town), to: "event.json")
        var broker = try Served(town.birmingham.configuration, in: town.folder)
        #expect(broker.line == "serving E08000025 at tcp://127.0.0.1:\(town.birmingham.port)")
        let first = try publish(town)
        broker.die()
        broker = try Served(town.birmingham.configuration, in: town.folder)
        let second = try publish(town)
        try #require(first.count == 4 && second.count == 4)
        #expect(first[..<2] == ["WELCOME", "RECEIPT"])
        #expect(first[2].contains(#""again":false"#))
        #expect(second[2].contains(#""again":true"#))
        #expect(first[3] == second[3])
        let clock = ContinuousClock()
        let end = clock.now
        #expect(broker.stop() == 0)
        #expect(end.duration(to: clock.now) < .seconds(2))

        try town.folder.write(first[3], to: "receipt.json")
        let key = ["--key", town.birmingham.verifier]
        let check = try Program.run(
            ["receipt", "check", "receipt.json", "--event", "event.json"] + key,
            in: town.folder
        )
        #expect(check.status == 0)
        #expect(
            check.output.hasPrefix("verified: concordat/E08000025 took entry 3 (police.domestic-incident ")
        )
        let verified = try Program.run(["verify", "E08000025/ledger"] + key, in: town.folder)
        #expect(verified.status == 0)
        #expect(verified.output.hasPrefix("verified: 5 entries in "))
    }

    @Test func `a receipt of another event, or of another authority, proves nothing`() throws {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        try town.folder.write(try town.example(of: "police.domestic-incident"), to: "other.json")
        try town.folder.write(event(town), to: "event.json")
        try town.ask(
            "bhm-police/niche",
            ["publish", "police.domestic-incident", "event.json", "--receipt", "receipt.json"]
        )
        #expect(broker.stop() == 0)
        func check(_ arguments: [String]) throws -> Program.Outcome {
            try Program.run(["receipt", "check", "receipt.json"] + arguments, in: town.folder)
        }
        #expect(try check(["--key", town.birmingham.verifier, "--event", "event.json"]).status == 0)
        let other = try check(["--key", town.birmingham.verifier, "--event", "other.json"])
        #expect(other.status == 1)
        #expect(other.errors == "not verified: it is the receipt of another event\n")
        let foreign = try check(["--key", town.solihull.verifier])
        #expect(foreign.status == 1)
        #expect(foreign.errors == "not verified: the checkpoint in it: is of concordat/E08000025\n")
    }

    @Test func `one flipped bit in a ledger is found, with its file`() throws {
        let town = try Town()
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        #expect(broker.stop() == 0)
        let segment = town.folder.path("E08000025/ledger/00000001.segment")
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: segment))
        try file.seek(toOffset: 700)
        let byte = try #require(try file.read(upToCount: 1)?.first)
        try file.seek(toOffset: 700)
        try file.write(contentsOf: [byte ^ 1])
        try file.close()
        let verified = try Program.run(["verify", "E08000025/ledger"], in: town.folder)
        #expect(verified.status == 1)
        #expect(verified.output.isEmpty)
        #expect(verified.errors.contains("E08000025/ledger: 00000001.segment, byte "))
        let served = try Program.run(["serve", town.birmingham.configuration], in: town.folder)
        #expect(served.status == 1)
        #expect(served.errors.contains("`concordat verify E08000025/ledger/`"))
    }

    @Test func `nobody there is 69, and what was stored is sent with the next`() throws {
        let town = try Town()
        let data = try data(town)
        let id = "7b0bbd61-0a0d-4a44-9c1b-3a3c5d0f1f01"
        let publish = ["publish", "police.domestic-incident", "-", "--wait", "1", "--id", id]
        let absent = try town.run("bhm-police/niche", publish, input: data)
        #expect(absent.status == 69)
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let again = ["publish", "police.domestic-incident", "-", "--id", id]
        #expect(try town.ask("bhm-police/niche", again, input: data).contains(id))
        #expect(broker.stop() == 0)
    }

    @Test func `a story's clock moves forward when it is told to, and its ledger takes no other`() throws {
        let town = try Town()
        let story = [
            "--story-clock", town.folder.path("clock.sock"), "--story-start", "2026-10-05T09:00:00+01:00",
        ]
        let broker = try Served(town.birmingham.configuration, story, in: town.folder)
        let script = """
            import socket
            clock = socket.socket(socket.AF_UNIX)
            clock.connect("clock.sock")
            lines = clock.makefile("rw")
            for time in ["2026-10-06T09:00:00+01:00", "2026-10-05T12:00:00+01:00", "tomorrow"]:
                lines.write(time + "\\n"); lines.flush()
                print(lines.readline(), end="")
            """
        let told = try Program.run("/usr/bin/python3", ["-c", script], in: town.folder)
        #expect(
            told.output == """
                ok 2026-10-06T08:00:00Z
                error the clock stands at 2026-10-06T08:00:00Z and only moves forward
                error the line must be an RFC 3339 date-time with an offset

                """
        )
        #expect(broker.stop() == 0)
        let other = try Program.run(["serve", town.birmingham.configuration], in: town.folder)
        #expect(other.status == 78)
        let reason = "the ledger was begun with a story clock: serve it with --story-clock\n"
        #expect(other.errors.hasSuffix(reason), "\(other.errors)")
    }

    /// An event of our own, as the police's system would write it.
    private func event(_ town: Town) throws -> String {
        """
        {"specversion":"1.0","id":"0f7f0a52-6f0b-4b5f-8f64-5a60d1a1c7e4",\
        "source":"urn:concordat:E08000025:bhm-police:niche","type":"police.domestic-incident.v1","subject":"",\
        "time":"2026-10-05T09:00:00Z","datacontenttype":"application/json","data":\(try data(town))}
        """
    }

    private func data(_ town: Town) throws -> String {
        let example = try town.example(of: "police.domestic-incident")
        let event = try JSONSerialization.jsonObject(with: Data(example.utf8)) as? [String: Any]
        let data = try JSONSerialization.data(withJSONObject: try #require(event?["data"]))
        return String(decoding: data, as: UTF8.self)
    }

    private func publish(_ town: Town) throws -> [String] {
        let outcome = try Program.run(
            "/usr/bin/python3",
            [
                "-c", RawClient.publish, "tcp://127.0.0.1:\(town.birmingham.port)", town.birmingham.serverKey,
                "E08000025/keys/bhm-police-niche.key_secret", "police.domestic-incident", "event.json",
            ],
            in: town.folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.split(separator: "\n").map(String.init)
    }
}

import Foundation
import Testing

@Suite(.serialized, .timeLimit(.minutes(10))) struct ServedConsoleTests {
    @Test func `serve has the console beside the broker whose file names it, and both end together`() throws {
        let town = try Town()
        try Self.addConsole(to: town)
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        #expect(broker.line == "serving E08000025 at tcp://127.0.0.1:\(town.birmingham.port)")
        let said = try broker.nextLine()
        let port = try #require(said.split(separator: " ").last.flatMap { Int($0) })
        #expect(said == "console of bhm at http://127.0.0.1:8080, port \(port)")
        #expect(try Self.page("/sign-in", at: port, in: town).hasPrefix("200 <!doctype html>"))
        // Nobody is signed in, so nothing else is shown.
        #expect(try Self.page("/inbox", at: port, in: town) == "303 /sign-in?to=%2Finbox")
        // And the broker beside it goes on serving everybody else.
        try town.writeIncident()
        try town.ask("bhm-police/niche", ["publish", "police.domestic-incident", "data.json"])
        #expect(broker.stop() == 0)
        try town.verified()
    }

    @Test func `a console that cannot be is said before anything is served`() throws {
        let town = try Town()
        try Self.addConsole(to: town)
        let path = "E08000025/console.yaml"
        try town.folder.write(
            try town.folder.read(path).replacing("boxes: console/\n", with: ""),
            to: path
        )
        let served = try Program.run(["serve", town.birmingham.configuration], in: town.folder)
        #expect(served.status == 78)
        #expect(served.output.isEmpty)
        #expect(served.errors.contains("console.yaml"))
        #expect(served.errors.contains("boxes"))
    }

    private static func addConsole(to town: Town) throws {
        let broker = town.birmingham.configuration
        try town.folder.write(try town.folder.read(broker) + "\nconsole: console.yaml\n", to: broker)
        try town.folder.write(
            """
            broker: broker.yaml
            server-key: "\(town.birmingham.serverKey)"
            listen: {host: 127.0.0.1, port: 0}
            url: http://127.0.0.1:8080
            sign-in: {issuer: "http://127.0.0.1:1", client: concordat}
            systems:
              - {system: bhm-csc/casework, certificate: keys/bhm-csc-casework.key_secret}
            boxes: console/

            """,
            to: "E08000025/console.yaml"
        )
    }

    /// The status of a page, and where it sends browsers or what is on it.
    private static func page(_ path: String, at port: Int, in town: Town) throws -> String {
        let script = """
            import http.client, sys
            connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=60)
            connection.request("GET", sys.argv[2])
            answer = connection.getresponse()
            print(answer.status, answer.getheader("location") or answer.read().decode())
            """
        let outcome = try Program.run("/usr/bin/python3", ["-c", script, "\(port)", path], in: town.folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

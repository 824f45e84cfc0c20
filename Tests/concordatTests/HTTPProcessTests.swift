import Concerns
import Foundation
import Testing
import Vocabulary

/// The HTTP adapter as a process, the mapping that is shipped, and clients that others wrote.
@Suite(.serialized, .timeLimit(.minutes(40))) struct HTTPProcessTests {
    private func town(_ members: String, secrets: String) throws -> Town {
        let town = try Town()
        try town.addAgency(
            "bhm-gp",
            "practice",
            roles: ["GP", "HV", "MW"],
            publishes: ["health.>", "person.flag", "allocation.made"]
        )
        try town.folder.write(
            """
            kind: http
            authority: E08000025
            endpoint: tcp://127.0.0.1:\(town.birmingham.port)
            server-key: "\(town.birmingham.serverKey)"
            listen: 127.0.0.1:0
            fhir: "\(Repository.path)/Configs/adapters/fhir-r4.yaml"
            topics: "\(Repository.path)/Topics"
            callers:
              - system: bhm-gp/practice
                certificate: E08000025/keys/bhm-gp-practice.key_secret
                box: boxes/bhm-gp
                \(secrets)
            \(members)
            """,
            to: "http.yaml"
        )
        return town
    }

    /// What the foreign client must have been told.
    private func check(_ outcome: Program.Outcome, in town: Town) throws {
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = outcome.output.split(separator: "\n").map(String.init)
        try #require(rows.count == 9, "\(outcome.errors)")
        #expect(rows[0] == rows[2], "the same event again has the same receipt")
        #expect(rows[0].hasPrefix(#"[200, "visit/1", "#) && rows[1].hasPrefix(#"[200, "visit/2", "#))
        #expect(rows[3] == #"[200, ["visit/3", "visit/4"]]"#)
        #expect(rows[4] == #"[422, "/data/child-seen"]"#)
        #expect(rows[5].hasPrefix(#"[200, "m-1", "ok", "health.was-not-brought", "#))
        #expect(rows[6].hasPrefix(#"[200, "m-2", "ok", "health.appointment-missed", "#))
        #expect(rows[7] == rows[5])
        #expect(
            rows[8]
                == #"[422, "value", "Patient.identifier[system=https://fhir.nhs.uk/Id/nhs-number].value"]"#
        )
        // Four events and two messages: nothing is told twice.
        let heard = try town.heard("health.>", count: 6)
        #expect(heard.count { $0.contains(#""topic":"health.contact""#) } == 4)
        #expect(heard.contains { $0.contains("Zoë's first visit") })
    }

    @Test func `cloudevents and fhir.resources publish with a bearer token and get receipts`() throws {
        let digest = Digest.ofBody(Array("open-sesame".utf8)).hex
        let town = try town("silent-after: 1 day", secrets: "tokens: [\(digest)]")
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let adapter = try AdapterProcess("http.yaml", in: town.folder)
        let base = "http://127.0.0.1:\(adapter.port)"
        try check(
            try ForeignClients.run("foreign_http.py", [base, "open-sesame"], in: town.folder),
            in: town
        )
        #expect(
            try ForeignClients.run("foreign_http.py", [base, "wrong"], in: town.folder).errors.contains(
                "KeyError"
            )
        )
        #expect(adapter.stop() == 0)
        #expect(broker.stop() == 0)
    }

    @Test func `a client certificate stands for its system, and another's for none`() throws {
        let folder = try TemporaryFolder()
        func openssl(_ arguments: String...) throws {
            let outcome = try Program.run("/usr/bin/openssl", arguments, in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        for name in ["server", "client", "stranger"] {
            try openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-keyout",
                "\(name).key",
                "-out",
                "\(name).pem",
                "-subj",
                "/CN=\(name)",
                "-addext",
                "subjectAltName=IP:127.0.0.1"
            )
        }
        try openssl("x509", "-in", "client.pem", "-outform", "DER", "-out", "client.der")
        let both = try ["client.pem", "stranger.pem"].map {
            try String(contentsOfFile: folder.path($0), encoding: .utf8)
        }
        try folder.write(both.joined(), to: "clients.pem")
        let der = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path("client.der"))))
        let town = try town(
            """
            tls: {certificate: \(folder.path("server.pem")), key: \(folder.path("server.key")), clients: \(folder.path("clients.pem"))}
            """,
            secrets: "client-certificates: [\(Digest.ofBody(der).hex)]"
        )
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        let adapter = try AdapterProcess("http.yaml", in: town.folder)
        func call(_ name: String) throws -> Program.Outcome {
            try ForeignClients.run(
                "foreign_http.py",
                [
                    "https://127.0.0.1:\(adapter.port)", "", folder.path("server.pem"),
                    folder.path("\(name).pem"),
                    folder.path("\(name).key"),
                ],
                in: town.folder
            )
        }
        try check(try call("client"), in: town)
        #expect(try call("stranger").errors.contains("KeyError"))
        #expect(adapter.stop() == 0)
        #expect(broker.stop() == 0)
    }

    @Test func `faults of an HTTP adapter's file are told with their places`() throws {
        let town = try town("tls: {certificate: no.pem, key: no.key}", secrets: "tokens: [short]")
        let outcome = try Program.run(["adapter", "http.yaml"], in: town.folder)
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("callers[0].tokens[0]: was `short`; must be a SHA-256 of 64 digits"))
        #expect(outcome.errors.contains("tls.certificate: was `no.pem`; must be a PEM file that can be read"))
    }
}

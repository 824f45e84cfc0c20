import Foundation
import Glibc
import Testing
import Vocabulary
import Concerns

/// The outward adapter as a process, between a real broker and servers that others wrote.
@Suite(.serialized, .timeLimit(.minutes(40))) struct OutwardProcessTests {
    private let secret = "a-secret-of-the-hook"

    /// A mail server and a web server, until it goes.
    private final class Outside {
        let mailPort: Int
        let webPort: Int
        private let process = Process()
        private let input = Pipe()
        private let output = Pipe()

        init(_ folder: TemporaryFolder) throws {
            process.executableURL = URL(fileURLWithPath: ForeignClients.python)
            process.arguments = [
                Repository.path + "/Tests/concordatTests/foreign_outward.py", folder.url.path, "server.pem",
                "server.key",
            ]
            process.currentDirectoryURL = folder.url
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            let ports = try Self.line(of: output).split(separator: " ").compactMap { Int($0) }
            (mailPort, webPort) = (try #require(ports.first), try #require(ports.last))
        }

        private static func line(of output: Pipe) throws -> String {
            var bytes: [UInt8] = []
            while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0a {
                bytes.append(byte)
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        /// Waits until so much has come.
        func wait(mails: Int, hooks: Int) throws {
            var left = ["mails": mails, "hooks": hooks]
            while left.values.contains(where: { $0 > 0 }) { left[try Self.line(of: output), default: 0] -= 1 }
        }

        deinit {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    private func town(_ outside: Outside, in folder: TemporaryFolder) throws -> Town {
        let town = try Town()
        try folder.write(secret + "\n", to: "hook.secret")
        let text = """
            kind: outward
            authority: E08000025
            endpoint: tcp://127.0.0.1:\(town.birmingham.port)
            server-key: "\(town.birmingham.serverKey)"
            system: bhm-csc/casework
            certificate: E08000025/keys/bhm-csc-casework.key_secret
            box: boxes/outward
            subscribe: ["police.>"]
            console: https://concordat.example
            mail: {host: 127.0.0.1, port: \(outside.mailPort), from: concordat@example.org, authorities: \(folder.path("server.pem"))}
            calendars: {listen: 127.0.0.1:0}
            people:
              - staff: bhm-csc/front
                mail: front.door@example.org
                calendar: \(Digest.ofBody(Array("unguessable".utf8)).hex)
                hooks:
                  - {url: "http://127.0.0.1:\(outside.webPort)/json", secret-file: \(folder.path("hook.secret"))}
                  - {url: "http://127.0.0.1:\(outside.webPort)/fhir", form: fhir, secret-file: \(folder.path("hook.secret"))}
            """
        try town.folder.write(text, to: "outward.yaml")
        return town
    }

    private func makeCertificate(in folder: TemporaryFolder) throws {
        let made = try Program.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "server.key",
                "-out",
                "server.pem", "-subj", "/CN=mail", "-addext", "subjectAltName=IP:127.0.0.1",
            ],
            in: folder
        )
        #expect(made.status == 0, "\(made.errors)")
    }

    /// What other people's readers found in what was sent.
    private func check(_ outcome: Program.Outcome) throws {
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        )
        #expect(found["mails"] as? Int == 1 && found["tls"] as? Bool == true)
        #expect(found["to"] as? [String] == ["front.door@example.org"])
        #expect(found["subject"] as? String == "Something is waiting for you")
        let body = try #require(found["body"] as? String)
        #expect(
            body.hasPrefix("One thing is waiting for you in Concordat.")
                && body.contains("https://concordat.example")
        )
        #expect(found["json"] as? Int == 1 && found["ids"] as? Int == 1)
        #expect(
            found["fhir"] as? [String] == ["subscription", "topic", "status", "type", "notification-event"]
        )
        let events = try #require(found["events"] as? [String])
        #expect(events.count == 1 && events.first?.hasPrefix("Answer due: entry ") == true)
        // Nothing of who it is about, what it is or where they live.
        let all = try #require(found["all"] as? String)
        for word in ["Hartley", "9990516286", "Sandpit", "domestic", "police"] {
            #expect(!all.contains(word), "\(word)")
        }
    }

    @Test func `mail, webhooks and a calendar say that something waits, once, and nothing of what`() throws {
        let folder = try TemporaryFolder()
        let made = try Program.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "server.key",
                "-out",
                "server.pem", "-subj", "/CN=mail", "-addext", "subjectAltName=IP:127.0.0.1",
            ],
            in: folder
        )
        #expect(made.status == 0, "\(made.errors)")
        let outside = try Outside(folder)
        let town = try town(outside, in: folder)
        let broker = try Served(town.birmingham.configuration, in: town.folder)
        var adapter = try AdapterProcess("outward.yaml", in: town.folder)
        #expect(adapter.line.hasPrefix("telling 1 person, calendars at 127.0.0.1:"))
        let example = try town.example(of: "police.domestic-incident")
            .replacing("urn:concordat:E08000025:wmp:niche", with: "urn:concordat:E08000025:bhm-police:niche")
        try town.folder.write(example, to: "incident.json")
        try town.ask("bhm-police/niche", ["publish", "police.domestic-incident", "incident.json"])
        try outside.wait(mails: 1, hooks: 4)
        // Again from the beginning: what was told is not told again.
        #expect(adapter.stop() == 0)
        adapter = try AdapterProcess("outward.yaml", in: town.folder)
        let address = "http://127.0.0.1:\(adapter.port)/calendar/"
        let outcome = try ForeignClients.run(
            "foreign_notices.py",
            [folder.url.path, secret, address + "unguessable.ics"],
            in: town.folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        try check(outcome)
        let wrong = try ForeignClients.run(
            "foreign_notices.py",
            [folder.url.path, secret, address + "guessed.ics"],
            in: town.folder
        )
        #expect(wrong.errors.contains("404"))
        #expect(adapter.stop() == 0)
        #expect(broker.stop() == 0)
    }
}

import Foundation
import Testing

extension Town {
    /// One more agency of Birmingham's, with one system, before its broker starts.
    func addAgency(
        _ agency: String,
        _ system: String,
        roles: [String],
        publishes: [String],
        sees: [String] = ["feed.>"],
        silentAfter limit: String? = nil,
        contact: String? = nil
    ) throws {
        let outcome = try Program.run(
            ["keys", "make", "E08000025/keys", "--name", "\(agency)-\(system)"],
            in: folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        func list(_ texts: [String]) -> String { texts.map { "\"\($0)\"" }.joined(separator: ", ") }
        let path = folder.path("E08000025/agencies.yaml")
        let agencies = try String(contentsOfFile: path, encoding: .utf8)
        let addition = """
              - id: \(agency)
                name: \(agency)
                systems:
                  - name: \(system)
                    certificate: keys/\(agency)-\(system).key
                    roles: [\(list(roles))]
                    publishes: [\(list(publishes))]
                    sees: [\(list(sees))]
                    cases: all
                    \(limit.map { "silent-after: \($0)" } ?? "# may be silent")
                    \(contact.map { "contact: \($0)" } ?? "# whom to ring is not said")
                staff:
                  - {id: \(agency)/desk, name: Desk, roles: [\(list(roles))]}

            """
        try folder.write(agencies + addition, to: "E08000025/agencies.yaml")
    }

    /// An adapter's file for one of Birmingham's systems.
    func writeAdapter(_ name: String, _ agency: String, _ system: String, _ members: String) throws {
        let text = """
            authority: E08000025
            endpoint: tcp://127.0.0.1:\(birmingham.port)
            server-key: "\(birmingham.serverKey)"
            system: \(agency)/\(system)
            certificate: E08000025/keys/\(agency)-\(system).key_secret
            box: boxes/\(agency)-\(system)
            topics: "\(Repository.path)/Topics"

            """
        try folder.write(text + members, to: name)
    }

    /// What social care's system hears from the ledger's beginning, one line of JSON each.
    func heard(_ pattern: String, count: Int) throws -> [String] {
        try ask(
            "bhm-csc/casework",
            [
                "listen", pattern, "--from", "start", "--count", "\(count)", "--json", "--sub",
                "s\(UUID().uuidString)",
            ]
        ).split(separator: "\n").map(String.init)
    }
}

/// The clients that others wrote, as `Scripts/install` puts them there.
enum ForeignClients {
    static var python: String { Repository.path + "/.build/foreign/bin/python3" }

    /// Runs one of the scripts beside the tests.
    static func run(_ script: String, _ arguments: [String], in folder: TemporaryFolder) throws
        -> Program.Outcome
    {
        try #require(
            FileManager.default.fileExists(atPath: python),
            "no clients of others to test with: run Scripts/install, which takes them from PyPI"
        )
        return try Program.run(
            python,
            [Repository.path + "/Tests/concordatTests/" + script] + arguments,
            in: folder
        )
    }
}

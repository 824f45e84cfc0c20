import Foundation
import Testing

/// Two authorities in a folder: keys and configuration made with the program itself.
struct Town {
    /// One authority.
    struct Authority {
        let code: String
        let prefix: String
        let port: Int
        let serverKey: String
        let verifier: String

        var configuration: String { "\(code)/broker.yaml" }
    }

    let folder: TemporaryFolder
    let birmingham: Authority
    let solihull: Authority

    /// Where each broker finds the other: at its own port, or where a line between them begins.
    let lines: (toBirmingham: Int, toSolihull: Int)

    /// With `mirrored`, each broker has a second place for its decisions; with `apart`, they reach each other only over
    /// lines that somebody has to lay.
    init(mirrored: Bool = false, apart: Bool = false) throws {
        folder = try TemporaryFolder()
        let ports = try Self.freePorts(in: folder)
        birmingham = try Self.keys("E08000025", "bhm", ports[0], in: folder)
        solihull = try Self.keys("E08000029", "sol", ports[1], in: folder)
        lines = apart ? (ports[2], ports[3]) : (ports[0], ports[1])
        try Self.configure(birmingham, peer: solihull, at: lines.toSolihull, mirrored: mirrored, in: folder)
        try Self.configure(solihull, peer: birmingham, at: lines.toBirmingham, mirrored: mirrored, in: folder)
        try folder.write(clients, to: "clients.json")
    }

    /// Runs a client's command as a system.
    func run(_ system: String, _ arguments: [String], input: String? = nil) throws -> Program.Outcome {
        try Program.run(
            arguments + ["--clients", "clients.json", "--system", system],
            in: folder,
            input: input
        )
    }

    /// The same, and it must succeed; answers with what it printed.
    @discardableResult
    func ask(
        _ system: String,
        _ arguments: [String],
        input: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let outcome = try run(system, arguments, input: input)
        #expect(outcome.status == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        return outcome.output
    }

    /// The data of a topic's example.
    func example(of topic: String) throws -> String {
        let topics = Repository.path + "/Topics"
        return try Program.run(["topics", "show", topic, "--example", "--topics", topics], in: folder).output
    }

    /// Writes the payload of the catalogue's police incident to `data.json`, for clients that are no Swift.
    func writeIncident() throws {
        let event = try JSONSerialization.jsonObject(with: Data(example(of: "police.domestic-incident").utf8))
        let data = try #require((event as? [String: Any])?["data"])
        let text = String(decoding: try JSONSerialization.data(withJSONObject: data), as: UTF8.self)
        try folder.write(text, to: "data.json")
    }

    /// Has a separate process verify Birmingham's ledger; answers with what it said.
    @discardableResult
    func verified(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let outcome = try Program.run(["verify", "E08000025/ledger"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        return outcome.output
    }

    private static func freePorts(in folder: TemporaryFolder) throws -> [Int] {
        let script = """
            import socket
            sockets = [socket.socket() for _ in range(4)]
            for each in sockets: each.bind(("127.0.0.1", 0))
            print(*(each.getsockname()[1] for each in sockets))
            """
        let outcome = try Program.run("/usr/bin/python3", ["-c", script], in: folder)
        return outcome.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }

    private static func keys(
        _ code: String,
        _ prefix: String,
        _ port: Int,
        in folder: TemporaryFolder
    ) throws -> Authority {
        func make(_ arguments: [String]) throws -> String {
            let outcome = try Program.run(["keys"] + arguments, in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output.trimmingCharacters(in: .newlines)
        }
        for system in ["csc-casework", "police-niche"] {
            _ = try make(["make", "\(code)/keys", "--name", "\(prefix)-\(system)"])
        }
        return Authority(
            code: code,
            prefix: prefix,
            port: port,
            serverKey: try make(["make", "\(code)/keys", "--name", "broker"]),
            verifier: try make(["signing", "\(code)/keys", "--authority", code])
        )
    }
}

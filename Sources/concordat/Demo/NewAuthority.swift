import CLinuxShims
import Foundation
import Ledger
import Vocabulary
import ZeroMQ

/// An authority whose keys and port are being made.
struct NewAuthority {
    let code: String
    let folder: String
    let name: String
    let endpoint: String
    let serverKey: String
    let verifier: String
    let firstAgency: String
    /// The first head of service, who may see who read what.
    let governance: String

    init(code: String, folder: String) throws {
        guard let authority = CommandArgument.authority(code) else {
            throw CommandFailure.refused("\(code): is no authority's code")
        }
        self.code = code
        self.folder = folder
        try NewFolder.make(folder + "/keys")
        serverKey = try Self.key("broker", in: folder)
        let signing = SigningCertificate.generate(name: code)
        try signing.write(to: folder + "/keys/signing.key_secret")
        verifier = try signing.checkpointKey(of: authority).verifier.text
        endpoint = "tcp://127.0.0.1:\(try Self.freePort())"
        let agencies = String(decoding: try InputFile.read(folder + "/agencies.yaml"), as: UTF8.self)
        for line in agencies.split(separator: "\n") where line.contains("certificate: keys/") {
            let file = line.split(separator: "/").last.map(String.init) ?? ""
            _ = try Self.key(String(file.dropLast(".key".count)), in: folder)
        }
        firstAgency =
            agencies.split(separator: "\n").first { $0.hasPrefix("  - id: ") }
            .map { String($0.dropFirst("  - id: ".count)) } ?? ""
        governance =
            agencies.split(separator: "\n").first { $0.contains("roles: [HOS]") }
            .flatMap { $0.split(separator: "{id: ").last?.split(separator: ",").first.map(String.init) } ?? ""
        let example = String(decoding: try InputFile.read(folder + "/broker.yaml"), as: UTF8.self)
        name =
            example.split(separator: "\n").first { $0.hasPrefix("name: ") }
            .map { String($0.dropFirst("name: ".count)) } ?? code
    }

    private static func key(_ name: String, in folder: String) throws -> String {
        let keys = KeyPair.generate()
        let certificate = Certificate(keys: keys, metadata: [ZPLNode("name", name)])
        try certificate.write(to: "\(folder)/keys/\(name).key_secret")
        try certificate.withoutSecret.write(to: "\(folder)/keys/\(name).key")
        return keys.publicKey.z85
    }

    func write(peers: [NewAuthority], rules: [String]) throws {
        var lines = [
            "# Made by `concordat demo`; paths are relative to this file.",
            "authority: \(code)", "name: \(name)", "endpoint: \(endpoint)",
            "keys: {curve: keys/broker.key_secret, signing: keys/signing.key_secret}",
            "ledger: ledger/", "view: view/chronology.sqlite", "topics: ../Topics",
            "calendar: ../calendar-england-wales.yaml", "ladders: ladders.yaml", "agencies: agencies.yaml",
        ]
        lines += rules.map { "\($0): ../\($0).yaml" } + ["peers:"]
        for peer in peers {
            lines += [
                "  - authority: \(peer.code)", "    name: \(peer.name)", "    endpoint: \(peer.endpoint)",
                "    server-key: '\(peer.serverKey)'", "    verifier: '\(peer.verifier)'",
            ]
        }
        try OutputFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: folder + "/broker.yaml")
        try writeAdapters()
        try writeConsole()
    }

    /// Police and children's social care export as CSV; an adapter takes what each drops.
    private func writeAdapters() throws {
        try NewFolder.make(folder + "/adapters")
        let mappings = [
            ("wmp/niche", "police-domestic-incidents"), (casework, "childrens-social-care"),
        ]
        for (user, mapping) in mappings {
            let name = user.replacing("/", with: "-")
            let lines = [
                "# Made by `concordat demo`; paths are relative to this file.",
                "authority: \(code)", "endpoint: \(endpoint)", "server-key: '\(serverKey)'",
                "system: \(user)", "certificate: ../keys/\(name).key_secret", "box: \(name)/box",
                "drop: ../drops/\(name)", "mapping: ../../adapters/\(mapping).yaml",
                "topics: ../../Topics", "look-every: 1",
            ]
            try OutputFile.write(
                Array((lines.joined(separator: "\n") + "\n").utf8),
                to: "\(folder)/adapters/\(name).yaml"
            )
        }
    }

    /// The people's pages; without TLS, which browsers take for safe on the machine itself.
    private func writeConsole() throws {
        let port = try Self.freePort()
        let consoles = try FileManager.default.contentsOfDirectory(atPath: folder + "/keys").sorted()
            .filter { $0.hasSuffix("-console.key_secret") }
        var lines = [
            "# Made by `concordat demo`; paths are relative to this file.",
            "broker: broker.yaml", "server-key: '\(serverKey)'",
            "listen: {host: 127.0.0.1, port: \(port)}", "url: http://127.0.0.1:\(port)", "sign-in: demo",
            "boxes: console/", "governance: [\(governance)]", "systems:",
        ]
        for name in consoles {
            let agency = name.dropLast("-console.key_secret".count)
            lines.append("  - {system: \(agency)/console, certificate: keys/\(name)}")
        }
        try OutputFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: folder + "/console.yaml")
    }

    private static func freePort() throws(CommandFailure) -> Int32 {
        let port = linux_free_port()
        guard port > 0 else { throw .refused("no port is free, error \(-port)") }
        return port
    }

    /// Children's social care is the first agency of every authority's list.
    private var casework: String { firstAgency + "/casework" }
}

import Foundation
import JSON
import Vocabulary

/// `clients.json`: what a client must know of each broker and of the systems whose keys lie beside it.
///
///     {"authorities": [{"code": "E08000025", "url": "tcp://…", "server_key": "…Z85…", "verifier": "…", "ledger": "…",
///       "systems": [{"agency": "wmp", "system": "niche", "certificate": "….key_secret", "publishes": […], …}]}]}
///
/// Paths are relative to the file; members that are not known here are other people's.
struct ClientsFile: Equatable {
    /// One authority's broker.
    struct Authority: Equatable {
        let code: AuthorityCode
        let url: String
        let serverKey: String
        let verifier: String?
        let systems: [System]
    }

    /// A system whose secret certificate we have.
    struct System: Equatable {
        let user: UserID
        let certificate: String
    }

    /// The folder that it lies in.
    let folder: String
    let authorities: [Authority]

    /// Reads the file.
    ///
    /// - Throws: every fault in it, as of a configuration.
    init(path: String) throws {
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.misconfigured([
                "\(path): was no file that can be read; must be a clients.json"
            ])
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try self.init(parsing: Array(contents), name: path, folder: folder)
    }

    /// Reads the text of a file in that folder; faults name it as `name`.
    init(parsing bytes: [UInt8], name: String, folder: String) throws {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes).root
        } catch {
            throw CommandFailure.misconfigured(["\(name): was no JSON (\(error)); must be a clients.json"])
        }
        var reading = Reading(name: name, folder: folder)
        self.folder = folder
        let list = root.kind == .array ? root : root["authorities"]
        authorities = reading.list(list, "authorities").enumerated().compactMap { place, node in
            reading.authority(node, "authorities[\(place)]")
        }
        guard reading.faults.isEmpty else { throw CommandFailure.misconfigured(reading.faults) }
    }

    /// The broker and system that `user` speaks through, at `authority` if several know it.
    func system(_ user: UserID, at authority: AuthorityCode?) throws -> (Authority, System) {
        let found = authorities.filter { authority == nil || $0.code == authority }.flatMap { broker in
            broker.systems.filter { $0.user == user }.map { (broker, $0) }
        }
        guard let first = found.first else {
            let known = authorities.flatMap { broker in broker.systems.map { "\($0.user) at \(broker.code)" }
            }
            throw CommandFailure.usage("--system \(user): must be one of \(known.joined(separator: ", "))")
        }
        guard found.count == 1 else {
            let codes = found.map(\.0.code.text).joined(separator: ", ")
            throw CommandFailure.usage("--system \(user): is known at \(codes); say which with --authority")
        }
        return first
    }
}

extension ClientsFile {
    private struct Reading {
        let name: String
        let folder: String
        var faults: [String] = []

        mutating func list(_ node: JSONNode?, _ member: String) -> [JSONNode] {
            guard let node, node.kind == .array else {
                faults.append("\(name): \(member): was no list; must be a list")
                return []
            }
            return Array(node.elements)
        }

        mutating func text<Value>(
            _ node: JSONNode?,
            _ member: String,
            _ mustBe: String,
            _ read: (String) -> Value?
        ) -> Value? {
            guard let value = node?.string.flatMap(read) else {
                faults.append("\(name): \(member): must be \(mustBe)")
                return nil
            }
            return value
        }

        mutating func authority(_ node: JSONNode, _ place: String) -> Authority? {
            let code = text(node["code"], place + ".code", "a GSS code", CommandArgument.authority)
            let url = text(node["url"], place + ".url", "tcp://<address>:<port>") {
                $0.hasPrefix("tcp://") ? $0 : nil
            }
            let serverKey = text(node["server_key"], place + ".server_key", "40 characters in Z85") {
                $0.utf8.count == 40 ? $0 : nil
            }
            let systems = list(node["systems"], place + ".systems").enumerated().compactMap { index, node in
                system(node, "\(place).systems[\(index)]")
            }
            guard let code, let url, let serverKey else { return nil }
            return Authority(
                code: code,
                url: url,
                serverKey: serverKey,
                verifier: node["verifier"]?.string,
                systems: systems
            )
        }

        private mutating func system(_ node: JSONNode, _ place: String) -> System? {
            let agency = text(node["agency"], place + ".agency", "an agency's id") { $0 }
            let system = text(node["system"], place + ".system", "a system's name") { $0 }
            let certificate = text(node["certificate"], place + ".certificate", "a path") { [folder] path in
                path.hasPrefix("/") ? path : folder + "/" + path
            }
            guard let agency, let system, let certificate, let user = UserID("\(agency)/\(system)") else {
                return nil
            }
            return System(user: user, certificate: certificate)
        }
    }
}

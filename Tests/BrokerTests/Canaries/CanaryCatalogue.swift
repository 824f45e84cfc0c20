import Foundation
import Testing
import Vocabulary
import Yams

/// The catalogue's files, read again as naively as can be: what they say of who may see what.
struct CanaryCatalogue {
    /// What one topic's file says.
    struct Topic {
        let name: String
        /// What each role of the partnership is shown when it reads, if anything.
        let sees: [String: String]
        let payload: [String: Any]
    }

    let topics: [Topic]
    let definitions: [String: [String: Any]]

    /// Every role that a topic shows something.
    var roles: [String] { Set(topics.flatMap(\.sees.keys)).sorted() }

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Topics")
        let shared = try Self.document(folder.appending(path: "definitions.yaml"))
        definitions = try #require(shared["$defs"] as? [String: [String: Any]])
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        topics = try files.filter { $0.contains("/") && $0.hasSuffix(".yaml") }.map { path in
            let file = try Self.document(folder.appending(path: path))
            return Topic(
                name: try #require(file["topic"] as? String),
                sees: try Self.sights(try #require(file["sees"] as? [String: Any])),
                payload: try #require(file["payload"] as? [String: Any])
            )
        }
    }

    /// A role by its own name, else as a keyworker of the other parent, else for working on a case.
    private static func sights(_ file: [String: Any]) throws -> [String: String] {
        var sights: [String: String] = [:]
        let active = file["active"] as? [String: Any]
        if let detail = file["active"] as? String ?? active?["detail"] as? String {
            let except = active?["except"] as? [String] ?? []
            let codes = Role.codes + Role.codes.map { "R-\($0)" }
            for code in codes where code != "LP" && !except.contains(code) { sights[code] = detail }
        }
        if let keyworker = file["keyworker"] as? [String: String] {
            for code in ["KWM", "KWF"] { sights[code] = keyworker["other"] }
        }
        for (code, detail) in file where code != "active" && code != "keyworker" {
            sights[code] = try #require(detail as? String)
        }
        return sights
    }

    private static func document(_ url: URL) throws -> [String: Any] {
        try #require(try Yams.load(yaml: String(contentsOf: url, encoding: .utf8)) as? [String: Any])
    }
}

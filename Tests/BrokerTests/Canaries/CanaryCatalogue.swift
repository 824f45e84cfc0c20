import Foundation
import Testing
import Yams

/// The catalogue's files, read again as naively as can be: what they say of who may see what.
struct CanaryCatalogue {
    /// What one topic's file says.
    struct Topic {
        let name: String
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
                sees: try #require(file["sees"] as? [String: String]),
                payload: try #require(file["payload"] as? [String: Any])
            )
        }
    }

    private static func document(_ url: URL) throws -> [String: Any] {
        try #require(try Yams.load(yaml: String(contentsOf: url, encoding: .utf8)) as? [String: Any])
    }
}

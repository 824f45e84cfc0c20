import Foundation
import JSON
import TestSupport
import Vocabulary

/// A story of the shared scenarios: a meta line, then a line for each event with what a correct broker does.
struct Story {
    /// One line after the meta line.
    struct Line {
        let node: JSONNode
        let number: Int64

        var id: String { node["id"]?.string ?? "" }
        var topic: String { node["topic"]?.string ?? "" }
        var reference: String { node["ref"]?.string ?? "" }
        var isTick: Bool { topic == "clock.tick" }
        var role: Role? { Role(String((node["from"]?.string ?? "").prefix { $0 != "@" })) }

        /// The story writes minutes without seconds.
        var instant: Instant {
            let text = node["at"]?.string ?? ""
            return at(text.prefix(16) + ":00" + text.dropFirst(16))
        }

        func attribute(_ name: String) -> JSONNode? { node["attrs"]?[name] }
        func texts(_ name: String) -> [String] { attribute(name)?.elements.compactMap(\.string) ?? [] }
        func roles(_ name: String) -> [Role] { texts(name).compactMap { Role($0) } }
        func expected(_ name: String) -> [String] {
            (node["expect"]?[name]?.elements.compactMap(\.string) ?? []).sorted()
        }
    }

    let meta: JSONNode
    let lines: [Line]
    private let documents: [JSONDocument]

    init(_ name: String) throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Scenarios/stories/\(name).jsonl")
        let text = try String(contentsOf: path, encoding: .utf8)
        documents = try text.split(separator: "\n").map { try JSONDocument(parsing: Array($0.utf8)) }
        meta = documents[0].root["meta"] ?? documents[0].root
        lines = documents.dropFirst().enumerated().map { Line(node: $1.root, number: Int64($0 + 1)) }
    }
}

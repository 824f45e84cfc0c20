import Foundation

/// One file of the repository, cut into tokens if it is Swift.
struct Source: Sendable {
    /// Its path from the root.
    let path: String
    let text: String
    let tokens: [Token]
    /// The tokens that are code.
    let code: [Token]

    /// Creates a source from text, as the samples of the rules are.
    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        tokens = path.hasSuffix(".swift") ? Token.tokens(of: text) : []
        code = tokens.filter { $0.kind != .comment }
    }

    /// `Sources` and `Tests` name their targets in the second part of the path.
    var target: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && (parts[0] == "Sources" || parts[0] == "Tests") ? String(parts[1]) : nil
    }

    var isTest: Bool { path.hasPrefix("Tests/") }
    var isSwift: Bool { path.hasSuffix(".swift") }
    var name: String { String(path.split(separator: "/").last ?? "") }
}

/// Every text file under the root, but for what tools made.
enum SourceTree {
    /// Found from this file, so that tests run from anywhere.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources: [Source] = read()
    static var swift: [Source] { sources.filter(\.isSwift) }

    private static let endings = [
        "swift", "md", "yaml", "yml", "json", "jsonl", "py", "sh", "csv", "c", "h", "modulemap",
    ]
    private static let names = ["Makefile", ".ci/run", ".gitignore", ".swift-format"]

    private static func read() -> [Source] {
        let folders = [
            "Sources", "Tests", "Topics", "Configs", "Examples", "Benchmarks", "Fuzzing", "Scripts",
            ".ci",
        ]
        let files = FileManager.default
        var paths = names + ["Package.swift", "README.md"]
        for folder in folders {
            guard let found = files.enumerator(atPath: root.appending(path: folder).path()) else { continue }
            paths += found.compactMap { $0 as? String }.map { "\(folder)/\($0)" }
        }
        return Set(paths).sorted().filter { !$0.contains("/.build") }.compactMap { path in
            let ending = path.split(separator: ".").last.map(String.init) ?? ""
            guard endings.contains(ending) || names.contains(path),
                let bytes = files.contents(atPath: root.appending(path: path).path())
            else { return nil }
            return Source(path, String(decoding: bytes, as: UTF8.self))
        }
    }
}

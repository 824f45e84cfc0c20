import Foundation

/// Package.swift against the compiler and the folders.
enum Manifest {
    /// The upcoming features that the manifest enables.
    static func features(in source: Source) -> [(name: String, line: Int)] {
        let code = source.code
        return code.indices.dropLast(2).compactMap { place in
            guard code[place].text == "enableUpcomingFeature", code[place + 2].kind == .literal else {
                return nil
            }
            return (String(code[place + 2].text.dropFirst().dropLast()), code[place].line)
        }
    }

    /// A misspelt feature is accepted in silence: the compiler says nothing, and nothing is enabled.
    static func findings(_ source: Source, supported: [String]) -> [Finding] {
        features(in: source).filter { !supported.contains($0.name) }.map {
            source.finding($0.line, "the compiler knows no upcoming feature `\($0.name)`")
        }
    }

    /// A target that holds nothing, or only what held its place.
    static func emptyTargets(_ sources: [Source]) -> [Finding] {
        var files: [String: [Source]] = [:]
        for source in sources {
            let parts = source.path.split(separator: "/")
            guard parts.count > 2, parts[0] == "Sources" || parts[0] == "Tests" else { continue }
            files["\(parts[0])/\(parts[1])", default: []].append(source)
        }
        return files.sorted { $0.key < $1.key }.filter { _, files in
            files.allSatisfy { $0.name == "Placeholder.swift" || ($0.isSwift && $0.code.isEmpty) }
        }.map { Finding(path: $0.key, line: 1, what: "an empty target: fill it or leave it out") }
    }

    /// What `swiftc -print-supported-features` calls upcoming.
    static func supportedFeatures() throws -> [String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swiftc", "-print-supported-features"]
        process.standardOutput = output
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(Answer.self, from: answer).features.upcoming.map(\.name)
    }

    private struct Answer: Decodable {
        struct Features: Decodable { let upcoming: [Feature] }
        struct Feature: Decodable { let name: String }
        let features: Features
    }
}

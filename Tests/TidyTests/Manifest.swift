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

    /// The names that the manifest gives each target to depend on, by the target's name.
    private static func dependencies(in source: Source) -> [String: Set<String>] {
        let code = source.code
        var names: [String: Set<String>] = [:]
        var (target, isAwaited): (String?, Bool) = (nil, false)
        for place in code.indices {
            let token = code[place]
            if ["target", "executableTarget", "testTarget"].contains(token.text), code[place + 1].text == "("
            {
                (target, isAwaited) = (nil, true)
            }
            guard token.kind == .literal else { continue }
            let name = String(token.text.dropFirst().dropLast())
            if isAwaited { (target, isAwaited) = (name, false) }
            if let target { names[target, default: []].insert(name) }
        }
        return names
    }

    /// A target that imports one of ours and does not say so: it builds only where the other was built before.
    static func undeclared(_ source: Source, by manifest: Source) -> [Finding] {
        let names = dependencies(in: manifest)
        guard let target = source.target, let declared = names[target] else { return [] }
        // `Mutations` is there only when they are compiled in.
        let others = names.keys.filter { $0 != "Mutations" && !declared.contains($0) }
        return Arrows.imports(of: source).filter { others.contains($0.module) }
            .map {
                source.finding($0.line, "\(target) does not say in Package.swift that it needs \($0.module)")
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

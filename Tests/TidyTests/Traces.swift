/// What ties the tree to one machine or one host; composed, so that this file does not hold it.
enum Traces {
    /// Folders of a machine.
    static let paths = ["work", "w", "root", "home", "Users", "opt/swift"].map { "/" + $0 + "/" }
    /// Where packages come from; Package.swift alone may say so.
    static let hosts = [
        ["github", "com"], ["gitlab", "com"], ["pypi", "org"], ["pythonhosted", "org"], ["npmjs", "org"],
        ["crates", "io"], ["proxy", "golang", "org"], ["swiftpackageindex", "com"], ["deb", "debian", "org"],
        ["archive", "ubuntu", "com"], ["docker", "io"], ["ghcr", "io"],
    ].map { $0.joined(separator: ".") }

    static func findings(_ source: Source) -> [Finding] {
        let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().flatMap { number, line -> [Finding] in
            guard line.utf8.contains(UInt8(ascii: "/")) || line.utf8.contains(UInt8(ascii: ".")) else {
                return []
            }
            return traces(in: String(line), isManifest: source.path == "Package.swift").map {
                source.finding(number + 1, "`\($0)` is of one machine or host: use a relative path or a name")
            }
        }
    }

    private static func traces(in line: String, isManifest: Bool) -> [String] {
        let paths = paths.filter { path in
            line.ranges(of: path).contains { range in
                // `Sources/x/home/` is a path of ours; an absolute one begins after a space, a quote or the like.
                guard range.lowerBound > line.startIndex else { return true }
                let before = line[line.index(before: range.lowerBound)]
                return !before.isLetter && !before.isNumber && !"._-*>)}]".contains(before)
            }
        }
        return paths + (isManifest ? [] : hosts.filter { line.contains($0) })
    }
}

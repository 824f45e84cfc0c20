import Foundation

/// The folder in which policy and stories lie.
enum House {
    /// The one asked for, or the first of the working folder and those above this program that holds them.
    static func find(_ asked: String?) throws -> String {
        if let asked { return asked }
        var candidates = [FileManager.default.currentDirectoryPath]
        var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
        while folder.path != "/" {
            candidates.append(folder.path)
            folder.deleteLastPathComponent()
        }
        let found = candidates.first {
            FileManager.default.fileExists(atPath: $0 + "/Tests/Scenarios/cross-border-baby/story.jsonl")
        }
        guard let found else {
            throw CommandFailure.usage(
                "the folder with Topics, Configs and Tests is not here: name it with --house"
            )
        }
        return found
    }
}

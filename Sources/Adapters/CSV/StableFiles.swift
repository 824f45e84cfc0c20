import Vocabulary

/// Which files of a folder have stopped growing: seen twice with the same size and time of change.
struct StableFiles: Equatable {
    /// What a look sees of a file.
    struct Mark: Equatable {
        let size: Int
        let changed: Instant
    }

    private var marks: [String: Mark] = [:]

    /// Takes a look; answers with the names that are as they were at the last one, oldest first.
    mutating func look(_ files: [String: Mark]) -> [String] {
        let files = files.filter { Self.isExport($0.key) }
        let stable = files.filter { marks[$0.key] == $0.value }
        marks = files
        return stable.sorted { ($0.value.changed, $0.key) < ($1.value.changed, $1.key) }.map(\.key)
    }

    /// Whether a name is an export's: programs write under other names and rename when they are done.
    private static func isExport(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasPrefix("~")
            && ExportForm(fileNamed: name) != nil
    }
}

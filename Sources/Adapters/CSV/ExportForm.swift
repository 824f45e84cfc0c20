/// How an export is written: rows under the names of their columns, or an object a line.
public enum ExportForm: Sendable, Equatable {
    /// Comma-separated values, or whatever the mapping says separates them; the names are the first row.
    case table
    /// JSON lines: every line is an object, whose members are called as the columns are.
    case lines

    /// How a file of that name is written, or `nil` if it is no export.
    public init?(fileNamed name: String) {
        let name = name.lowercased()
        if name.hasSuffix(".csv") || name.hasSuffix(".txt") {
            self = .table
        } else if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
            self = .lines
        } else {
            return nil
        }
    }

    /// What one of its records is called.
    public var record: String {
        switch self {
        case .table: "row"
        case .lines: "line"
        }
    }

    /// What holds one value of a record.
    var place: String {
        switch self {
        case .table: "column"
        case .lines: "member"
        }
    }
}

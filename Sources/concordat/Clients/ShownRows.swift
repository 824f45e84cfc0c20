import JSON
import Vocabulary

/// Rows of a read, as a table for people or as the JSON lines that came.
struct ShownRows {
    /// A column: its heading, and what it shows of a row.
    struct Column {
        let heading: String
        let show: @Sendable (JSONNode) -> String

        init(_ heading: String, _ show: @escaping @Sendable (JSONNode) -> String) {
            self.heading = heading
            self.show = show
        }

        /// A member as it is.
        static func member(_ name: String, as heading: String? = nil) -> Column {
            Column(heading ?? name) { ShownRows.text($0[name]) }
        }

        /// A member that is an instant.
        static func instant(_ name: String) -> Column {
            Column(name) { row in
                row[name]?.integer.map { ShownTime.text(Instant(milliseconds: $0)) } ?? "-"
            }
        }
    }

    let rows: [ArraySlice<UInt8>]

    /// The lines as they came, or the table, or `empty` if there are no rows.
    func write(asJSON: Bool, columns: [Column], empty: String) throws {
        if asJSON {
            for row in rows { StandardOutput.write(String(decoding: row, as: UTF8.self)) }
            return
        }
        guard !rows.isEmpty else { return StandardOutput.write(empty) }
        let nodes = try rows.map { try JSONDocument(parsing: Array($0)).root }
        StandardOutput.write(Self.table(nodes, columns))
    }

    static func table(_ rows: [JSONNode], _ columns: [Column]) -> String {
        let cells = [columns.map(\.heading)] + rows.map { row in columns.map { $0.show(row) } }
        let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { cells in
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    /// A scalar or a list of scalars; `-` for nothing.
    static func text(_ node: JSONNode?) -> String {
        guard let node, !node.isNull else { return "-" }
        if node.kind == .array {
            let parts = node.elements.map { text($0) }
            return parts.isEmpty ? "-" : parts.joined(separator: ", ")
        }
        return node.string ?? String(decoding: node.raw, as: UTF8.self)
    }
}

import SwiftCSV

/// The rows of an export by the names of its columns.
struct ExportTable {
    struct Row {
        /// As a spreadsheet counts: the names are row 1; of lines, the line.
        let number: Int
        let cells: [String]
    }

    /// How it was written, which is how its rows are called.
    let form: ExportForm
    private let places: [String: Int]
    let rows: [Row]

    /// Reads a file; blank rows and nameless trailing columns are left out.
    init(_ bytes: [UInt8], delimiter: Character, columns needed: [String]) throws(RowFault) {
        let records = try Self.records(of: ExportText.decode(bytes), delimiter)
        guard let first = records.first else { throw RowFault(row: 0, was: "empty", mustBe: "an export") }
        let names = first.map { $0.trimmed }
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() where !name.isEmpty {
            guard places.updateValue(place, forKey: name) == nil else {
                throw RowFault(row: 1, column: name, was: "there twice", mustBe: "a name of its own")
            }
        }
        for name in needed where places[name] == nil {
            let found = names.filter { !$0.isEmpty }.joined(separator: ", ")
            throw RowFault(
                row: 1,
                column: name,
                was: "missing among \(found)",
                mustBe: "a column of this export"
            )
        }
        let width = (names.lastIndex { !$0.isEmpty } ?? -1) + 1
        var rows: [Row] = []
        for (index, record) in records.enumerated().dropFirst() {
            let cells = record.map(\.trimmed)
            guard cells.contains(where: { !$0.isEmpty }) else { continue }
            if let stray = cells.dropFirst(width).first(where: { !$0.isEmpty }) {
                throw RowFault(
                    row: index + 1,
                    was: "\(RowFault.quoted(stray)) after the last column",
                    mustBe: "empty: is a comma not in quotes?"
                )
            }
            rows.append(Row(number: index + 1, cells: cells))
        }
        form = .table
        self.places = places
        self.rows = rows
    }

    /// What was read from a file of lines, whose cells are in the order of those columns.
    init(lines rows: [Row], columns: [String]) {
        form = .lines
        places = Dictionary(zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
        self.rows = rows
    }

    /// A cell without blanks at its ends; empty if the row is too short, as some programs cut empty ends off.
    func cell(_ column: String, of row: Row) -> String {
        guard let place = places[column], place < row.cells.count else { return "" }
        return row.cells[place]
    }

    private static func records(of text: String, _ delimiter: Character) throws(RowFault) -> [[String]] {
        // The library reads characters, and a mark that combines with a separator would hide it.
        let scalars = text.unicodeScalars
        for separator in [delimiter, "\""] {
            let plain = scalars.count { Character($0) == separator }
            guard plain == text.count(where: { $0 == separator }) else {
                throw RowFault(
                    row: 0,
                    was: "a combining mark after \(separator)",
                    mustBe: "a letter before it"
                )
            }
        }
        var records: [[String]] = []
        do {
            let delimiter = CSVDelimiter(unicodeScalarLiteral: delimiter)
            let file = try CSV<Enumerated>(
                string: text,
                delimiter: delimiter,
                loadColumns: false,
                rowLimit: 0
            )
            try file.enumerateAsArray(startAt: 0, rowLimit: nil) { records.append($0) }
        } catch {
            throw RowFault(
                row: records.count + 1,
                was: "a quotation mark inside a cell",
                mustBe: "a cell in quotes, with quotation marks doubled"
            )
        }
        guard text.count(where: { $0 == "\"" }).isMultiple(of: 2) else {
            throw RowFault(row: records.count, was: "cut off inside quotes", mustBe: "a whole file")
        }
        return records
    }
}

extension String {
    /// Without blanks and line ends around it.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return first == startIndex && index(after: last) == endIndex ? self : String(self[first...last])
    }
}

import JSON

/// JSON lines: what a mapping calls a column is a member of the object in each line.
///
/// `Incident No` is the member of that name; if there is none, `Location.UPRN` is the member `UPRN` of the member `Location`.
/// Where such a path meets a list of objects (`People.Role`), the line counts as so many rows, one for each of them, as
/// an export in rows would have it. A member that is missing or null is an empty cell.
extension ExportTable {
    /// Reads a file of lines, and says of each line that cannot be read why; blank lines are left out.
    ///
    /// - Throws: what is wrong with the file as a whole.
    static func lines(
        _ bytes: [UInt8],
        columns: [String],
        required: [String]
    ) throws(RowFault) -> (table: ExportTable, faults: [RowFault]) {
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw RowFault(row: 0, was: "UTF-16", mustBe: "UTF-8, an object a line")
        }
        let marked = bytes.starts(with: [0xef, 0xbb, 0xbf])
        let columns = columns.map { LineColumn($0) }
        var missing = Set(required)
        var rows: [Row] = []
        var faults: [RowFault] = []
        var count = 0
        let lines = bytes.dropFirst(marked ? 3 : 0).split(separator: 0x0a, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.contains(where: { !Self.blanks.contains($0) }) {
            guard faults.count <= ExportMapper.listedFaults else { break }
            count += 1
            do throws(RowFault) {
                let object = try object(of: line, number: index + 1)
                missing = missing.filter { !LineColumn($0).isThere(in: object.root) }
                rows += try self.rows(of: object.root, columns, number: index + 1)
            } catch { faults.append(error) }
        }
        guard count > 0 else { throw RowFault(row: 0, was: "empty", mustBe: "an export") }
        if faults.isEmpty, let name = required.first(where: missing.contains) {
            throw RowFault(
                row: 0,
                column: name,
                was: "in none of the lines",
                mustBe: "a member of this export"
            )
        }
        return (ExportTable(lines: rows, columns: columns.map(\.name)), faults)
    }

    /// Blank, tab, and what Windows ends lines with.
    private static let blanks: [UInt8] = [0x20, 0x09, 0x0d]

    private static func object(of line: ArraySlice<UInt8>, number: Int) throws(RowFault) -> JSONDocument {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(parsing: Array(line)) } catch {
            throw RowFault(row: number, was: error.description, mustBe: "an object in JSON, on one line")
        }
        guard document.root.kind == .object else {
            throw RowFault(
                row: number,
                was: document.root.kind.phrase,
                mustBe: "an object in JSON, on one line"
            )
        }
        return document
    }

    /// One row, or one for each object of the list that the columns lead into.
    private static func rows(
        of object: JSONNode,
        _ columns: [LineColumn],
        number: Int
    ) throws(RowFault) -> [Row] {
        var list: (path: [String], elements: [JSONNode])?
        for column in columns {
            guard let found = column.list(in: object) else { continue }
            if let known = list, known.path != found.path {
                throw RowFault(
                    row: number,
                    column: column.name,
                    was: "in another list than \(known.path.joined(separator: "."))",
                    mustBe: "in the same: a line has one list of objects"
                )
            }
            list = found
            if let stray = found.elements.first(where: { $0.kind != .object && $0.kind != .null }) {
                throw column.fault(number, stray, mustBe: "an object, or null")
            }
        }
        let found = list?.elements ?? []
        let elements: [JSONNode?] = found.isEmpty ? [nil] : found
        var rows: [Row] = []
        for element in elements {
            var cells: [String] = []
            for column in columns {
                cells.append(try column.cell(of: object, list?.path, element, row: number))
            }
            rows.append(Row(number: number, cells: cells))
        }
        return rows
    }
}

/// Where the objects of a file of lines have what a mapping calls a column.
private struct LineColumn {
    let name: String
    private let path: [String]

    init(_ name: String) {
        self.name = name
        path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// Whether an object has such a member, in the first of a list if need be.
    func isThere(in object: JSONNode) -> Bool {
        if object[name] != nil { return true }
        var node: JSONNode? = object
        for step in path {
            if node?.kind == .array { node = node?.elements.first { $0[step] != nil } }
            node = node?[step]
        }
        return node != nil
    }

    /// The list through which the path goes on, and where it is.
    func list(in object: JSONNode) -> (path: [String], elements: [JSONNode])? {
        guard path.count > 1, object[name] == nil else { return nil }
        var node = object
        for (depth, step) in path.dropLast().enumerated() {
            guard let next = node[step] else { return nil }
            guard next.kind != .array else { return (Array(path[...depth]), Array(next.elements)) }
            node = next
        }
        return nil
    }

    /// The text of the value, as if it stood in a cell.
    func cell(
        of object: JSONNode,
        _ list: [String]?,
        _ element: JSONNode?,
        row: Int
    ) throws(RowFault) -> String {
        guard let node = try node(in: object, list, element, row) else { return "" }
        switch node.kind {
        case .null: return ""
        case .string: return (node.string ?? "").trimmed
        case .integer, .number, .boolean: return String(decoding: node.raw, as: UTF8.self)
        case .array, .object:
            throw fault(row, node, mustBe: "a text, a number, true or false, or null")
        }
    }

    private func node(
        in object: JSONNode,
        _ list: [String]?,
        _ element: JSONNode?,
        _ row: Int
    ) throws(RowFault) -> JSONNode? {
        if let node = object[name] { return node }
        guard let list, path.count > list.count, path.starts(with: list) else {
            return try walk(path[...], from: object, row)
        }
        return try walk(path.dropFirst(list.count), from: element, row)
    }

    /// Goes from object to object; what is none, and stands in the way, would be lost if nobody said so.
    private func walk(
        _ steps: ArraySlice<String>,
        from start: JSONNode?,
        _ row: Int
    ) throws(RowFault) -> JSONNode? {
        var node = start
        for step in steps {
            guard let object = node, object.kind != .null else { return nil }
            guard object.kind == .object else { throw fault(row, object, mustBe: "an object, or null") }
            node = object[step]
        }
        return node
    }

    func fault(_ row: Int, _ node: JSONNode, mustBe: String) -> RowFault {
        RowFault(row: row, column: name, was: node.kind.phrase, mustBe: mustBe)
    }
}

extension JSONKind {
    /// What it is called in a sentence.
    fileprivate var phrase: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .integer, .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

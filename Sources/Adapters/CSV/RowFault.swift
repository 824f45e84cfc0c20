/// Something in an export that somebody must put right.
///
/// It quotes the cell, so it belongs beside the export and nowhere else: never in a log.
public struct RowFault: Error, Sendable, Equatable {
    /// The row as a spreadsheet counts, the first row holding the names, or the line; 0 means the file as a whole.
    public let row: Int
    /// The column's name; empty if no single one is at fault.
    public let column: String
    /// What stands there.
    public let was: String
    /// What must stand there.
    public let mustBe: String

    /// Creates a fault.
    public init(row: Int, column: String = "", was: String, mustBe: String) {
        self.row = row
        self.column = column
        self.was = was
        self.mustBe = mustBe
    }

    /// One line for whoever made the export: `row 3, column "DASH": was "HGIH"; must be one of …`.
    func line(in form: ExportForm) -> String {
        let place = row == 0 ? "the file" : "\(form.record) \(row)"
        let member = column.isEmpty ? "" : ", \(form.place) \"\(column)\""
        return place + member + ": was \(was); must be \(mustBe)"
    }

    /// A cell in quotes, on one line, and not too long.
    static func quoted(_ cell: String) -> String {
        let flat = cell.split(whereSeparator: \.isNewline).joined(separator: " ")
        return cell.isEmpty ? "empty" : "\"" + (flat.count > 120 ? flat.prefix(120) + "…" : flat[...]) + "\""
    }
}

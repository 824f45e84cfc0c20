import JSON
import Vocabulary

/// Reads the cells of one row by the rules of a mapping.
struct CellReader {
    let table: ExportTable
    let dates: [DatePattern]
    let agency: AgencyID

    /// The value that a rule finds in a row, or `nil` if its cells are empty.
    func value(of rule: FieldRule, in row: ExportTable.Row) throws(RowFault) -> JSONValue? {
        switch rule.source {
        case .constant(let value): return value
        case .columns(let names, let separator):
            let cells = names.map { table.cell($0, of: row) }.filter { !$0.isEmpty }
            guard !cells.isEmpty else { return nil }
            let text = cells.joined(separator: separator)
            guard let value = read(text, rule.reading) else { throw fault(rule, row, was: text) }
            return value
        }
    }

    /// What empty cells mean by a rule.
    func valueOfEmpty(_ rule: FieldRule, in row: ExportTable.Row) throws(RowFault) -> JSONValue? {
        guard !rule.isRequired else { throw fault(rule, row, was: "") }
        return rule.whenEmpty
    }

    /// The instant that a column gives in a row, or `nil` if its cell is empty.
    func instant(in column: String, of row: ExportTable.Row) throws(RowFault) -> Instant? {
        let rule = FieldRule(to: .root, from: .columns([column], separator: ""), reading: .dateTime)
        guard case .string(let text)? = try value(of: rule, in: row) else { return nil }
        return Instant(rfc3339: text)
    }

    private func fault(_ rule: FieldRule, _ row: ExportTable.Row, was text: String) -> RowFault {
        RowFault(
            row: row.number,
            column: rule.columns.joined(separator: " + "),
            was: RowFault.quoted(text),
            mustBe: words.phrase(rule.reading)
        )
    }

    private var words: CellWords {
        CellWords(
            agency: agency,
            datePhrase: "a date as " + dates.map(\.description).joined(separator: " or ")
        ) {
            text in
            for pattern in dates {
                guard let (date, second) = pattern.read(text) else { continue }
                return Moment(date: date, second: second ?? 0)
            }
            return nil
        }
    }

    private func read(_ text: String, _ reading: FieldRule.Reading) -> JSONValue? {
        words.value(of: text, reading)
    }
}

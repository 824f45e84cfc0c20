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
            mustBe: phrase(rule.reading)
        )
    }

    private func read(_ text: String, _ reading: FieldRule.Reading) -> JSONValue? {
        switch reading {
        case .text: .string(text)
        case .date: date(text).map { .string($0.date.iso8601) }
        case .dateTime:
            date(text).map { date, second in
                let start = LondonTime.instant(on: date, minuteOfDay: (second ?? 0) / 60)
                return .string(
                    LondonTime.rfc3339(start.advanced(byMilliseconds: Int64((second ?? 0) % 60) * 1_000))
                )
            }
        case .integer: Int64(text).map { .integer($0) }
        case .boolean:
            switch text.lowercased() {
            case "yes", "y", "true", "1": true
            case "no", "n", "false", "0": false
            default: nil
            }
        case .codes(let codes): codes.first { $0.text.lowercased() == text.lowercased() }?.value
        case .identifier("nhs"?):
            NHSNumber(text).map { ["scheme": "nhs", "value": .string($0.digits)] }
        case .identifier(let scheme):
            Identifier<Self>(text).map {
                ["scheme": .string(scheme ?? agency.text), "value": .string($0.text)]
            }
        case .staff: StaffID("\(agency)/\(text)").map { .string($0.text) }
        }
    }

    private func date(_ text: String) -> (date: CivilDate, second: Int?)? {
        for pattern in dates { if let found = pattern.read(text) { return found } }
        return nil
    }

    private func phrase(_ reading: FieldRule.Reading) -> String {
        switch reading {
        case .text: "text"
        case .date, .dateTime: "a date as " + dates.map(\.description).joined(separator: " or ")
        case .integer: "a whole number"
        case .boolean: "yes or no"
        case .codes(let codes): "one of " + codes.map(\.text).joined(separator: ", ")
        case .identifier("nhs"?): "an NHS number whose check digit is right"
        case .identifier: "a reference of letters, digits and signs without blanks"
        case .staff: "a staff reference without blanks"
        }
    }
}

import JSON
import Topics
import Vocabulary

/// Turns an export into events, or into the list of everything that is wrong with it.
struct ExportMapper {
    /// Rows of more than so many faults are not listed: the file is not this export.
    static let listedFaults = 500

    let mapping: Mapping
    let agency: AgencyID
    let catalogue: Catalogue?

    /// Maps a whole file; `progress` hears of rows done and rows in all, at most every hundredth row.
    ///
    /// - Throws: ``ExportFaults``: then nothing of the file may be published.
    func events(
        of bytes: [UInt8],
        as form: ExportForm = .table,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(ExportFaults) -> [ExportEvent] {
        let table: ExportTable
        var faults: [RowFault]
        do throws(RowFault) { (table, faults) = try read(bytes, as: form) } catch {
            throw ExportFaults(rows: 0, faults: [error], form: form)
        }
        let reader = CellReader(table: table, dates: mapping.dates, agency: agency)
        var drafts = mapping.events.map { _ in Drafts() }
        for (index, row) in table.rows.enumerated() {
            if index.isMultiple(of: 100) { progress(index, table.rows.count) }
            add(row, reader, &drafts, &faults)
            if faults.count > Self.listedFaults { break }
        }
        progress(table.rows.count, table.rows.count)
        var events: [ExportEvent] = []
        if faults.isEmpty {
            for draft in drafts.flatMap(\.inOrder) {
                do throws(RowFault) {
                    events.append(try draft.event(reader, catalogue?[draft.mapping.topic]))
                } catch { faults.append(error) }
            }
        }
        guard faults.isEmpty else {
            throw ExportFaults(rows: table.rows.count, faults: faults.inOrder, form: form)
        }
        return events
    }

    /// What would become of an export row by row, faults and events beside one another; nothing of it may be published.
    func verdicts(of bytes: [UInt8], as form: ExportForm = .table) -> [Verdict] {
        let table: ExportTable
        var faults: [RowFault]
        do throws(RowFault) { (table, faults) = try read(bytes, as: form) } catch { return [.fault(error)] }
        let reader = CellReader(table: table, dates: mapping.dates, agency: agency)
        var drafts = mapping.events.map { _ in Drafts() }
        for row in table.rows { add(row, reader, &drafts, &faults) }
        let bad = Set(faults.map(\.row))
        var verdicts = faults.map { Verdict.fault($0) }
        for draft in drafts.flatMap(\.inOrder) where bad.isDisjoint(with: draft.rows) {
            do throws(RowFault) {
                verdicts.append(.event(try draft.event(reader, catalogue?[draft.mapping.topic]), draft.rows))
            } catch { verdicts.append(.fault(error)) }
        }
        return verdicts
    }

    private func read(
        _ bytes: [UInt8],
        as form: ExportForm
    ) throws(RowFault) -> (ExportTable, [RowFault]) {
        switch form {
        case .table:
            let columns = mapping.columnsNeeded
            return (try ExportTable(bytes, delimiter: mapping.delimiter, columns: columns), [])
        case .lines:
            return try ExportTable.lines(bytes, columns: mapping.columnsNeeded, required: mapping.columns)
        }
    }

    enum Verdict {
        case event(ExportEvent, [Int])
        case fault(RowFault)
    }

    /// The events of one mapping, by key, in order of their first rows.
    private struct Drafts {
        var inOrder: [EventDraft] = []
        var places: [[String]: Int] = [:]
    }

    private func add(
        _ row: ExportTable.Row,
        _ reader: CellReader,
        _ drafts: inout [Drafts],
        _ faults: inout [RowFault]
    ) {
        var isMapped = false
        for (index, event) in mapping.events.enumerated() {
            if let only = event.only, !only.admits(reader.table.cell(only.column, of: row)) { continue }
            isMapped = true
            let key = event.groupBy.map { reader.table.cell($0, of: row) }
            if let empty = key.firstIndex(of: "") {
                let name = event.groupBy[empty]
                faults.append(RowFault(row: row.number, column: name, was: "empty", mustBe: "a reference"))
                continue
            }
            let place = drafts[index].places[key] ?? drafts[index].inOrder.count
            if place == drafts[index].inOrder.count {
                drafts[index].places[key] = place
                drafts[index].inOrder.append(EventDraft(event, key: key, first: row))
            }
            drafts[index].inOrder[place].add(row, reader, &faults)
        }
        guard !isMapped else { return }
        // A row that no rule wants is something that nobody would hear of.
        let filters = mapping.events.compactMap(\.only)
        let column = filters.first?.column ?? ""
        let known = filters.filter { $0.column == column }.flatMap(\.values)
        faults.append(
            RowFault(
                row: row.number,
                column: column,
                was: RowFault.quoted(reader.table.cell(column, of: row)),
                mustBe: known.isEmpty ? "filled in" : "one of " + known.joined(separator: ", ")
            )
        )
    }
}

/// Everything that is wrong with an export.
struct ExportFaults: Error, Equatable {
    /// Rows read, without the names; zero if it could not be read at all.
    let rows: Int
    /// At least one.
    let faults: [RowFault]
    /// How the export is written, which is how its rows are called.
    let form: ExportForm
}

extension [RowFault] {
    /// By rows; what is wrong with one row stays in the order found.
    fileprivate var inOrder: [RowFault] {
        enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }.map(\.element)
    }
}

import JSON
import Topics
import Vocabulary

/// The rows that make one event, and what they have said so far.
struct EventDraft {
    private struct Found {
        let value: JSONValue
        let row: ExportTable.Row
    }

    let mapping: EventMapping
    let key: [String]
    /// The rows or lines it is made of.
    private(set) var rows: [Int] = []
    private let first: ExportTable.Row
    private var fields: [Int: Found] = [:]
    private var lists: JSONValue = .object([])
    private var origins: [String: (row: Int, rule: FieldRule)] = [:]
    private var time: Instant?
    private var recorded: Instant?

    init(_ mapping: EventMapping, key: [String], first: ExportTable.Row) {
        self.mapping = mapping
        self.key = key
        self.first = first
    }

    /// Takes in a row; each thing wrong with it becomes a fault.
    mutating func add(_ row: ExportTable.Row, _ reader: CellReader, _ faults: inout [RowFault]) {
        // Several objects of one line are one line.
        if rows.last != row.number { rows.append(row.number) }
        do throws(RowFault) {
            // Rows that were changed at different times are one event of the latest.
            time = Self.later(time, try reader.instant(in: mapping.time, of: row))
        } catch { faults.append(error) }
        if let column = mapping.recorded {
            do throws(RowFault) {
                recorded = Self.later(recorded, try reader.instant(in: column, of: row))
            } catch { faults.append(error) }
        }
        for (index, rule) in mapping.fields.enumerated() {
            do throws(RowFault) { try add(rule, at: index, row, reader) } catch { faults.append(error) }
        }
        for list in mapping.lists {
            if let only = list.only, !only.admits(reader.table.cell(only.column, of: row)) { continue }
            add(list, row, reader, &faults)
        }
    }

    /// The event, held against its topic's schema if there is one.
    func event(_ reader: CellReader, _ definition: TopicDefinition?) throws(RowFault) -> ExportEvent {
        guard let time else { throw withoutTime(reader.table.form) }
        var data: JSONValue = .object([])
        var origins = origins
        for (index, rule) in mapping.fields.enumerated() {
            let found = fields[index]
            var value = found?.value
            if value == nil { value = try reader.valueOfEmpty(rule, in: first) }
            guard let value else { continue }
            let place = Self.put(value, by: rule, into: &data)
            origins[place] = (found?.row.number ?? first.number, rule)
        }
        for list in mapping.lists {
            guard let elements = list.into.tokens.reduce(Optional(lists), { $0?[$1] }) else { continue }
            data.set(list.into.tokens[...], to: elements)
        }
        let event = ExportEvent(
            topic: mapping.topic,
            key: key,
            time: time,
            recorded: recorded,
            data: data
        )
        if let definition { try check(event, definition, origins) }
        return event
    }

    private static func later(_ one: Instant?, _ other: Instant?) -> Instant? {
        guard let one, let other else { return one ?? other }
        return max(one, other)
    }

    private mutating func add(
        _ rule: FieldRule,
        at index: Int,
        _ row: ExportTable.Row,
        _ reader: CellReader
    ) throws(RowFault) {
        guard let value = try reader.value(of: rule, in: row) else { return }
        guard let known = fields[index] else { return fields[index] = Found(value: value, row: row) }
        if known.value != value { throw disagreement(rule.columns, row, known.row.number, reader) }
    }

    private mutating func add(
        _ list: ListMapping,
        _ row: ExportTable.Row,
        _ reader: CellReader,
        _ faults: inout [RowFault]
    ) {
        var element: JSONValue = .object([])
        var places: [(String, FieldRule)] = []
        for rule in list.fields {
            do throws(RowFault) {
                var value = try reader.value(of: rule, in: row)
                if value == nil { value = try reader.valueOfEmpty(rule, in: row) }
                guard let value else { continue }
                places.append((Self.put(value, by: rule, into: &element), rule))
            } catch { faults.append(error) }
        }
        // `/-` is the element itself, in lists of plain values.
        if let plain = element["-"] { element = plain }
        let index = lists.append(element, at: list.into.tokens[...])
        for (place, rule) in places { origins["\(list.into.text)/\(index)\(place)"] = (row.number, rule) }
    }

    /// Puts a value where its rule says; answers with that place.
    private static func put(_ value: JSONValue, by rule: FieldRule, into object: inout JSONValue) -> String {
        switch rule.reading {
        case .identifier: return "\(rule.to.text)/\(object.append(value, at: rule.to.tokens[...]))"
        case .text, .date, .dateTime, .integer, .boolean, .codes, .staff:
            object.set(rule.to.tokens[...], to: value)
            return rule.to.text
        }
    }

    private func check(
        _ event: ExportEvent,
        _ definition: TopicDefinition,
        _ origins: [String: (row: Int, rule: FieldRule)]
    ) throws(RowFault) {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(parsing: event.data.serialized()) } catch {
            throw RowFault(row: first.number, was: "\(error)", mustBe: "text that can be sent")
        }
        guard let fault = definition.fault(in: document.root) else { return }
        // Schemas speak of the event, origins of its data; the nearest cell is the one to put right.
        var place = Array(fault.pointer.tokens.dropFirst())
        while !place.isEmpty {
            if let origin = origins[JSONPointer(place).text] {
                throw RowFault(
                    row: origin.row,
                    column: origin.rule.columns.joined(separator: " + "),
                    was: fault.was,
                    mustBe: fault.mustBe
                )
            }
            place.removeLast()
        }
        throw RowFault(row: first.number, was: "\(fault.pointer.text): \(fault.was)", mustBe: fault.mustBe)
    }

    private func disagreement(
        _ columns: [String],
        _ row: ExportTable.Row,
        _ known: Int,
        _ reader: CellReader
    ) -> RowFault {
        RowFault(
            row: row.number,
            column: columns.joined(separator: " + "),
            was: RowFault.quoted(columns.map { reader.table.cell($0, of: row) }.joined(separator: " ")),
            mustBe: "as in \(reader.table.form.record) \(known), which is of the same "
                + mapping.groupBy.joined(separator: " + ")
        )
    }

    private func withoutTime(_ form: ExportForm) -> RowFault {
        RowFault(
            row: first.number,
            column: mapping.time,
            was: "empty",
            mustBe: "a date in one of the \(form.record)s of this \(mapping.groupBy.joined(separator: " + "))"
        )
    }
}

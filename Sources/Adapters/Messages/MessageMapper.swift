import JSON
import Topics
import Vocabulary

/// Turns a message into events by the rules of a mapping, or says where it does not fit them: all of it or nothing.
struct MessageMapper {
    let mapping: MessageMapping
    let agency: AgencyID
    let catalogue: Catalogue?

    /// The events of a message of a kind; none if it tells nobody anything.
    ///
    /// - Throws: the first fault; then nothing of the message may be published.
    func events(of record: some MessageRecord, trigger: String) throws(MessageFault) -> [MessageEvent] {
        let rules = mapping.rules.filter { $0.triggers.contains(trigger) }
        guard !rules.isEmpty else {
            let known = mapping.triggers.joined(separator: ", ")
            throw MessageFault(kind: .unknownTrigger, path: "", mustBe: "one of " + known)
        }
        var events: [MessageEvent] = []
        var isKnown = false
        for rule in rules {
            for part in parts(of: record, rule.each) where holds(rule.conditions, of: part) {
                isKnown = true
                guard case .tells(let topic) = rule.outcome else { continue }
                events.append(try event(topic, rule, of: part))
            }
        }
        // What no rule wants is something that nobody would hear of, unless a rule says that this is meant.
        guard isKnown else { throw unwanted(rules, in: record) }
        return events
    }

    private func parts<Record: MessageRecord>(of record: Record, _ name: String?) -> [Record] {
        name.map { record.parts(named: $0) } ?? [record]
    }

    // MARK: Conditions

    private func holds(_ conditions: [MessageCondition], of record: some MessageRecord) -> Bool {
        conditions.allSatisfy { holds($0, of: record) }
    }

    private func holds<Record: MessageRecord>(_ condition: MessageCondition, of record: Record) -> Bool {
        let values = record.values(at: condition.path)
        switch condition.test {
        case .isFilled: return !values.isEmpty
        case .isEmpty: return values.isEmpty
        case .isOneOf(let codes):
            return values.contains { value in codes.contains { $0.lowercased() == value.lowercased() } }
        case .isYounger(let years, let on):
            return completed(years, at: condition.path, on, record).map { !$0 } ?? false
        case .isAtLeast(let years, let on):
            return completed(years, at: condition.path, on, record) ?? false
        }
    }

    /// Whether so many years had gone by; `nil` if either day is not known.
    private func completed<Record: MessageRecord>(
        _ years: Int,
        at path: String,
        _ on: [String],
        _ record: Record
    ) -> Bool? {
        guard let born = record.values(at: path).first.flatMap(Record.moment)?.date,
            let today = on.lazy.compactMap({ record.values(at: $0).first.flatMap(Record.moment) }).first?.date
        else { return nil }
        return born.advanced(byMonths: 12 * years) <= today
    }

    private func unwanted(_ rules: [MessageRule], in record: some MessageRecord) -> MessageFault {
        let conditions = rules.flatMap(\.conditions)
        // The field that keeps every rule from applying, whatever the others say.
        let culprit =
            conditions.first { condition in
                conditions.allSatisfy { $0.path != condition.path || !holds($0, of: record) }
            } ?? conditions.first
        guard let culprit else {
            return MessageFault(kind: .missing, path: rules.first?.each ?? "", mustBe: "there")
        }
        return MessageFault(
            kind: record.values(at: culprit.path).isEmpty ? .missing : .unknownCode,
            path: culprit.path,
            mustBe: phrase(culprit, conditions)
        )
    }

    private func phrase(_ condition: MessageCondition, _ all: [MessageCondition]) -> String {
        var codes: [String] = []
        for case .isOneOf(let more) in all.filter({ $0.path == condition.path }).map(\.test) {
            codes += more.filter { !codes.contains($0) }
        }
        switch condition.test {
        case .isOneOf: return "one of " + codes.joined(separator: ", ")
        case .isFilled: return "filled in"
        case .isEmpty: return "empty"
        case .isYounger, .isAtLeast: return "a date, to tell a child from an adult"
        }
    }

    // MARK: The event

    private func event<Record: MessageRecord>(
        _ topic: Topic,
        _ rule: MessageRule,
        of record: Record
    ) throws(MessageFault) -> MessageEvent {
        var data: JSONValue = .object([])
        for field in rule.fields { try put(field, of: record, into: &data) }
        for list in rule.lists {
            for part in parts(of: record, list.each) where holds(list.conditions, of: part) {
                var element: JSONValue = .object([])
                for field in list.fields { try put(field, of: part, into: &element) }
                if element != .object([]) { _ = data.append(element, at: list.into.tokens[...]) }
            }
        }
        guard let time = try instant(rule.time, of: record) else {
            throw MessageFault(kind: .missing, path: rule.time.first ?? "", mustBe: Record.datePhrase)
        }
        let event = MessageEvent(
            topic: topic,
            time: time,
            recorded: try instant(rule.recorded, of: record),
            data: data
        )
        try check(event, rule)
        return event
    }

    private func instant<Record: MessageRecord>(
        _ paths: [String],
        of record: Record
    ) throws(MessageFault) -> Instant? {
        for path in paths {
            guard let text = record.values(at: path).first else { continue }
            guard let moment = Record.moment(text) else {
                throw MessageFault(kind: .wrongType, path: path, mustBe: Record.datePhrase)
            }
            return moment.instant
        }
        return nil
    }

    private func put<Record: MessageRecord>(
        _ rule: FieldRule,
        of record: Record,
        into object: inout JSONValue
    ) throws(MessageFault) {
        var value = try found(rule, in: record)
        if value == nil {
            guard !rule.isRequired else {
                let words = words(for: record)
                throw MessageFault(
                    kind: .missing,
                    path: rule.columns.joined(separator: " or "),
                    mustBe: words.phrase(rule.reading)
                )
            }
            value = rule.whenEmpty
        }
        // A code that means nothing leaves the member out.
        guard let value, value != .null else { return }
        if case .identifier = rule.reading {
            _ = object.append(value, at: rule.to.tokens[...])
        } else {
            object.set(rule.to.tokens[...], to: value)
        }
    }

    private func words<Record: MessageRecord>(for record: Record) -> CellWords {
        CellWords(agency: agency, datePhrase: Record.datePhrase, moment: Record.moment)
    }

    private func found<Record: MessageRecord>(
        _ rule: FieldRule,
        in record: Record
    ) throws(MessageFault) -> JSONValue? {
        guard case .columns(let paths, let separator) = rule.source else {
            if case .constant(let value) = rule.source { return value }
            return nil
        }
        let words = words(for: record)
        let texts: [String]
        switch rule.reading {
        case .text:
            let joined = paths.compactMap { text(at: $0, in: record) }.joined(separator: separator)
            texts = joined.isEmpty ? [] : [joined]
        case .date, .dateTime, .integer, .boolean, .codes, .identifier, .staff:
            texts = paths.lazy.map { record.values(at: $0) }.first { !$0.isEmpty } ?? []
        }
        guard let first = texts.first else { return nil }
        if case .codes(let codes) = rule.reading {
            // Of several, the one that stands first in the mapping says it: a panel with one positive is positive.
            let known = Set(codes.map { $0.text.lowercased() })
            guard texts.allSatisfy({ known.contains($0.lowercased()) }) else {
                throw MessageFault(
                    kind: .unknownCode,
                    path: paths.joined(separator: " or "),
                    mustBe: words.phrase(rule.reading)
                )
            }
            return codes.first { code in texts.contains { $0.lowercased() == code.text.lowercased() } }?.value
        }
        guard let value = words.value(of: first, rule.reading) else {
            throw MessageFault(
                kind: .wrongType,
                path: paths.joined(separator: " or "),
                mustBe: words.phrase(rule.reading)
            )
        }
        return value
    }

    /// What stands first at a path, or all of it as lines if the path ends in `*`.
    private func text(at path: String, in record: some MessageRecord) -> String? {
        guard path.hasSuffix("*") else { return record.values(at: path).first }
        let lines = record.values(at: String(path.dropLast()))
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// Holds the event against its topic; a fault is told at the field that said it, if one did.
    private func check(_ event: MessageEvent, _ rule: MessageRule) throws(MessageFault) {
        guard let definition = catalogue?[event.topic] else { return }
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(parsing: event.data.serialized()) } catch {
            throw MessageFault(kind: .unfit, path: "", mustBe: "text that can be sent")
        }
        guard let fault = definition.fault(in: document.root) else { return }
        // Schemas speak of the event, rules of its data.
        let place = JSONPointer(Array(fault.pointer.tokens.dropFirst()))
        let field = (rule.fields + rule.lists.flatMap(\.fields)).first { field in
            !field.columns.isEmpty && place.text.hasSuffix(field.to.text)
        }
        throw MessageFault(
            kind: .unfit,
            path: field?.columns.first ?? "",
            mustBe: "\(fault.mustBe) at \(fault.pointer.text) of \(event.topic)"
        )
    }
}

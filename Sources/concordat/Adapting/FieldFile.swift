import Adapters
import JSON
import Settings

/// One field of a mapping: `{to: /dash-grade, from: DASH, codes: {H: high, M: medium}, required: true}`.
enum FieldFile {
    /// How a cell is read, if it is not plain text.
    private enum Form: String, CaseIterable {
        case date, integer, boolean, staff
        case dateTime = "date-time"
    }

    /// Who issued an identifier.
    private enum Issuer: String, CaseIterable { case nhs, own }

    static func read(_ place: SettingsPlace, _ reading: inout SettingsReading) -> FieldRule? {
        let field = reading.mapping(
            place,
            required: ["to"],
            optional: [
                "from", "separator", "constant", "type", "codes", "identifier", "required", "when-empty",
            ]
        )
        guard let field else { return nil }
        let to = pointer(field["to"], &reading)
        let source = source(field, &reading)
        let form = form(field, &reading)
        let isRequired = reading.flag(field["required"]) ?? false
        let whenEmpty = reading.json(field["when-empty"])
        guard let to, let source, let form else { return nil }
        return FieldRule(to: to, from: source, reading: form, isRequired: isRequired, whenEmpty: whenEmpty)
    }

    static func pointer(_ place: SettingsPlace?, _ reading: inout SettingsReading) -> JSONPointer? {
        reading.value(place, mustBe: "a JSON pointer into data, such as /dash-grade") { text in
            JSONPointer(parsing: text).flatMap { $0.tokens.isEmpty ? nil : $0 }
        }
    }

    /// A column, or a list of columns.
    static func columns(
        _ place: SettingsPlace?,
        separator: String,
        _ reading: inout SettingsReading
    ) -> FieldRule.Source? {
        guard let place else { return nil }
        guard place.isList else {
            return reading.text(place).map { .columns([$0], separator: separator) }
        }
        let names = reading.list(place, atLeast: 1).compactMap { reading.text($0) }
        return .columns(names, separator: separator)
    }

    private static func source(
        _ field: SettingsPlace,
        _ reading: inout SettingsReading
    ) -> FieldRule.Source? {
        switch (field["from"], field["constant"]) {
        case (let from?, nil):
            let separator = field["separator"].flatMap { reading.value($0, mustBe: "text") { $0 } }
            return columns(from, separator: separator ?? " ", &reading)
        case (nil, let constant?): return reading.json(constant).map { .constant($0) }
        case (nil, nil), (_?, _?):
            return reading.refuse(field, was: "a field", mustBe: "a field with one of from and constant")
        }
    }

    private static func form(
        _ field: SettingsPlace,
        _ reading: inout SettingsReading
    ) -> FieldRule.Reading? {
        switch (field["type"], field["codes"], field["identifier"]) {
        case (nil, nil, nil): return .text
        case (let type?, nil, nil): return form(named: type, &reading)
        case (nil, let codes?, nil):
            return .codes(
                reading.entries(codes).compactMap { text, place in
                    reading.json(place).map { FieldRule.Code(text, $0) }
                }
            )
        case (nil, nil, let issuer?):
            let names = Issuer.allCases.map(\.rawValue).joined(separator: ", ")
            let issuer = reading.value(issuer, mustBe: "one of " + names) { Issuer(rawValue: $0) }
            switch issuer {
            case nil: return nil
            case .nhs: return .identifier(scheme: "nhs")
            case .own: return .identifier(scheme: nil)
            }
        case (_, _, _):
            return reading.refuse(
                field,
                was: "a field",
                mustBe: "a field with one of type, codes, identifier"
            )
        }
    }

    private static func form(
        named place: SettingsPlace,
        _ reading: inout SettingsReading
    ) -> FieldRule.Reading? {
        let names = Form.allCases.map(\.rawValue).joined(separator: ", ")
        switch reading.value(place, mustBe: "one of " + names, { Form(rawValue: $0) }) {
        case nil: return nil
        case .date: return .date
        case .dateTime: return .dateTime
        case .integer: return .integer
        case .boolean: return .boolean
        case .staff: return .staff
        }
    }
}

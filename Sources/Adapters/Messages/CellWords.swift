import JSON
import Vocabulary

/// What the text of a cell, a field or an element means by a rule, and how a person is told what it must be.
struct CellWords {
    let agency: AgencyID
    /// How dates must be written.
    let datePhrase: String
    let moment: (String) -> Moment?

    func value(of text: String, _ reading: FieldRule.Reading) -> JSONValue? {
        switch reading {
        case .text: .string(text)
        case .date: moment(text).map { .string($0.date.iso8601) }
        case .dateTime: moment(text).map { .string(LondonTime.rfc3339($0.instant)) }
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

    func phrase(_ reading: FieldRule.Reading) -> String {
        switch reading {
        case .text: "text"
        case .date, .dateTime: datePhrase
        case .integer: "a whole number"
        case .boolean: "yes or no"
        case .codes(let codes): "one of " + codes.map(\.text).joined(separator: ", ")
        case .identifier("nhs"?): "an NHS number whose check digit is right"
        case .identifier: "a reference of letters, digits and signs without blanks"
        case .staff: "a staff reference without blanks"
        }
    }
}

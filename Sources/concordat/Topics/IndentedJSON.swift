import JSON

/// JSON laid out for people: two blanks a level, one member a line.
enum IndentedJSON {
    static func text(of value: JSONValue) -> String { text(of: value, indentation: "") }

    private static func text(of value: JSONValue, indentation: String) -> String {
        let deeper = indentation + "  "
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                deeper + plain(.string(member.key)) + ": " + text(of: member.value, indentation: deeper)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { deeper + text(of: $0, indentation: deeper) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indentation)]"
        case .object, .array, .null, .bool, .integer, .number, .string:
            return plain(value)
        }
    }

    private static func plain(_ value: JSONValue) -> String {
        String(decoding: value.serialized(), as: UTF8.self)
    }
}

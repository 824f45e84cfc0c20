import JSON

/// The members of one schema and where it stands.
struct SchemaKeywords {
    /// Keywords that every schema may have.
    static let everywhere = ["audience", "title", "description"]

    let members: [JSONMember]
    let pointer: JSONPointer

    subscript(keyword: String) -> JSONValue? { members.first { $0.key == keyword }?.value }
}

/// What a schema says its values are.
enum SchemaKind: String, CaseIterable {
    case object
    case array
    case string
    case integer
    case number
    case boolean

    /// Keywords that have an effect on such values.
    var keywords: [String] {
        switch self {
        case .object: ["type", "properties", "required", "additionalProperties", "identifies"]
        case .array: ["type", "items", "minItems", "maxItems"]
        case .string: ["type", "enum", "const", "minLength", "maxLength", "format", "identifies"]
        case .integer, .number: ["type", "enum", "const", "minimum", "maximum"]
        case .boolean: ["type", "enum", "const"]
        }
    }

    /// Keywords of a schema that lists its values and leaves their type to them.
    static let choiceKeywords = ["enum", "const"]

    /// Whether a scalar is such a value.
    func admits(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.string, .string), (.integer, .integer), (.number, .number), (.number, .integer),
            (.boolean, .bool):
            true
        case (.object, _), (.array, _), (.string, _), (.integer, _), (.number, _), (.boolean, _): false
        }
    }
}

extension JSONValue {
    /// What the value is, for a fault in a schema, which holds nothing about anybody.
    var phrase: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .string(let text): "`\(text)`"
        case .array(let elements): "a list of \(elements.count)"
        case .object(let members): "a mapping of \(members.count)"
        }
    }

    /// Whether it is neither array nor object.
    var isScalar: Bool {
        switch self {
        case .null, .bool, .integer, .number, .string: true
        case .array, .object: false
        }
    }
}

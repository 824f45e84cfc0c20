public import JSON
import Vocabulary

extension Shape {
    /// The shape as JSON Schema 2020-12, definitions expanded, our keywords with the prefix `x-`.
    public var document: JSONValue { document(inside: nil) }

    private func document(inside container: Audience?) -> JSONValue {
        var members: [JSONMember] = []
        if let title { members.append(JSONMember("title", .string(title))) }
        if let explanation { members.append(JSONMember("description", .string(explanation))) }
        members += constraints
        if audience != container { members.append(JSONMember("x-audience", audience.document)) }
        if let identifies { members.append(JSONMember("x-identifies", .string(identifies.rawValue))) }
        return .object(members)
    }

    private var constraints: [JSONMember] {
        switch content {
        case .object(let object):
            let required = object.members.filter(\.isRequired).map { JSONValue.string($0.name) }
            return [
                JSONMember("type", "object"), JSONMember("required", .array(required)),
                JSONMember("additionalProperties", .bool(object.isOpen)),
                JSONMember(
                    "properties",
                    .object(object.members.map { JSONMember($0.name, $0.shape.document(inside: audience)) })
                ),
            ]
        case .array(let element, let count):
            return [JSONMember("type", "array")] + Self.ends(count, "minItems", "maxItems")
                + [JSONMember("items", element.document(inside: audience))]
        case .string(let string):
            let format = string.format.map { JSONMember("format", .string($0.rawValue)) }
            return [JSONMember("type", "string")] + Self.ends(string.length, "minLength", "maxLength")
                + [format].compactMap(\.self)
        case .integer(let range):
            return [JSONMember("type", "integer")]
                + (range.lowerBound == .min ? [] : [JSONMember("minimum", .integer(range.lowerBound))])
                + (range.upperBound == .max ? [] : [JSONMember("maximum", .integer(range.upperBound))])
        case .number(let range):
            return [JSONMember("type", "number")]
                + (range.lowerBound.isFinite ? [JSONMember("minimum", .number(range.lowerBound))] : [])
                + (range.upperBound.isFinite ? [JSONMember("maximum", .number(range.upperBound))] : [])
        case .boolean: return [JSONMember("type", "boolean")]
        case .choice(let values): return [JSONMember("enum", .array(values))]
        }
    }

    private static func ends(_ range: ClosedRange<Int>, _ least: String, _ most: String) -> [JSONMember] {
        (range.lowerBound == 0 ? [] : [JSONMember(least, .integer(Int64(range.lowerBound)))])
            + (range.upperBound == .max ? [] : [JSONMember(most, .integer(Int64(range.upperBound)))])
    }
}

extension Audience {
    /// As the keyword `audience` is written.
    var document: JSONValue {
        switch self {
        case .detail(let detail): .string(detail.rawValue)
        case .roles(let roles): .array(roles.map { .string($0.code) })
        case .never: "never"
        }
    }
}

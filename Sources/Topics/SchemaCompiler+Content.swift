import JSON
import Vocabulary

extension SchemaCompiler {
    /// What values must be; `within` is what their parts inherit.
    mutating func content(_ keywords: SchemaKeywords, within inner: Surroundings) -> Shape.Content? {
        let kind: SchemaKind?
        switch keywords["type"] {
        case nil: kind = nil
        case .string(let name)? where SchemaKind(rawValue: name) != nil: kind = SchemaKind(rawValue: name)
        case let other?:
            let kinds = SchemaKind.allCases.map(\.rawValue).joined(separator: ", ")
            return refuse(
                keywords.pointer.appending("type"),
                was: other.phrase,
                mustBe: "one of " + kinds
            )
        }
        if keywords["enum"] != nil || keywords["const"] != nil { return choice(keywords, kind: kind) }
        guard let kind else {
            return refuse(keywords.pointer, was: "without type", mustBe: "with type, enum, const or $ref")
        }
        refuseOthers(than: kind.keywords, in: keywords)
        if kind == .object || kind == .array, inner.depth > Self.deepest {
            return refuse(keywords.pointer, was: "nested deeper", mustBe: Self.depthPhrase)
        }
        switch kind {
        case .object: return object(keywords, within: inner)
        case .array: return array(keywords, within: inner)
        case .string: return string(keywords)
        case .integer: return integer(keywords)
        case .number: return number(keywords)
        case .boolean: return .boolean
        }
    }

    private mutating func choice(_ keywords: SchemaKeywords, kind: SchemaKind?) -> Shape.Content? {
        refuseOthers(than: kind == nil ? ["enum", "const"] : ["type", "enum", "const"], in: keywords)
        let keyword = keywords["enum"] == nil ? "const" : "enum"
        let pointer = keywords.pointer.appending(keyword)
        guard keyword == "const" || keywords["const"] == nil else {
            return refuse(pointer, was: "beside const", mustBe: "the only one of enum and const")
        }
        let values: [JSONValue]
        switch keywords[keyword] {
        case .array(let elements)? where keyword == "enum": values = elements
        case let value?: values = keyword == "const" ? [value] : []
        case nil: values = []
        }
        guard !values.isEmpty, values.allSatisfy(\.isScalar) else {
            return refuse(
                pointer,
                was: keywords[keyword]?.phrase ?? "absent",
                mustBe: keyword == "enum" ? "a list of at least one scalar" : "a scalar"
            )
        }
        for (place, value) in values.enumerated() {
            let place = keyword == "const" ? pointer : pointer.appending(place)
            if let kind, !kind.admits(value) {
                note(place, was: value.phrase, mustBe: "of type \(kind.rawValue)")
            }
            if values.count(where: { $0 == value }) > 1 {
                note(place, was: "\(value.phrase), more than once", mustBe: "there once")
            }
        }
        return .choice(values)
    }

    private mutating func object(_ keywords: SchemaKeywords, within inner: Surroundings) -> Shape.Content? {
        let required = names(keywords, "required")
        var members: [ObjectShape.Member] = []
        var properties: [JSONMember] = []
        switch keywords["properties"] {
        case .object(let described)?: properties = described
        case nil: break
        case let other?:
            note(
                keywords.pointer.appending("properties"),
                was: other.phrase,
                mustBe: "a mapping of schemas by name"
            )
        }
        let place = keywords.pointer.appending("properties")
        for property in properties {
            guard let shape = shape(property.value, at: place.appending(property.key), in: inner) else {
                continue
            }
            let isRequired = required.contains { $0.utf8.elementsEqual(property.key.utf8) }
            members.append(ObjectShape.Member(name: property.key, isRequired: isRequired, shape: shape))
        }
        for (index, name) in required.enumerated()
        where !properties.contains(where: { $0.key.utf8.elementsEqual(name.utf8) }) {
            let place = keywords.pointer.appending("required").appending(index)
            note(place, was: "`\(name)`", mustBe: "one of the properties")
        }
        return .object(ObjectShape(members: members, isOpen: isOpen(keywords)))
    }

    private mutating func isOpen(_ keywords: SchemaKeywords) -> Bool {
        switch keywords["additionalProperties"] {
        case nil: return true
        case .bool(let isOpen)?: return isOpen
        case let other?:
            let place = keywords.pointer.appending("additionalProperties")
            note(place, was: other.phrase, mustBe: "true or false")
            return true
        }
    }

    private mutating func array(_ keywords: SchemaKeywords, within inner: Surroundings) -> Shape.Content? {
        let count = lengths(keywords, "minItems", "maxItems")
        guard let items = keywords["items"] else {
            return refuse(keywords.pointer, was: "an array without items", mustBe: "one with items")
        }
        guard let element = shape(items, at: keywords.pointer.appending("items"), in: inner) else {
            return nil
        }
        return .array(of: element, count: count)
    }

    private mutating func string(_ keywords: SchemaKeywords) -> Shape.Content? {
        let length = lengths(keywords, "minLength", "maxLength")
        guard let name = text(keywords, "format") else {
            return .string(StringShape(length: length, format: nil))
        }
        guard let format = StringFormat(rawValue: name) else {
            let formats = StringFormat.allCases.map(\.rawValue).joined(separator: ", ")
            return refuse(
                keywords.pointer.appending("format"),
                was: "`\(name)`",
                mustBe: "one of " + formats
            )
        }
        return .string(StringShape(length: length, format: format))
    }

    private mutating func integer(_ keywords: SchemaKeywords) -> Shape.Content? {
        let least = integer(keywords, "minimum") ?? .min
        let most = integer(keywords, "maximum") ?? .max
        guard least <= most else {
            let place = keywords.pointer.appending("maximum")
            return refuse(place, was: String(most), mustBe: "at least minimum, \(least)")
        }
        return .integer(least...most)
    }

    private mutating func number(_ keywords: SchemaKeywords) -> Shape.Content? {
        let least = number(keywords, "minimum") ?? -.infinity
        let most = number(keywords, "maximum") ?? .infinity
        guard least <= most else {
            let place = keywords.pointer.appending("maximum")
            return refuse(place, was: String(most), mustBe: "at least minimum, \(least)")
        }
        return .number(least...most)
    }
}

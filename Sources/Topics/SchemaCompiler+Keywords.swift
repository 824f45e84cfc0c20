import JSON
import Vocabulary

extension SchemaCompiler {
    /// Who sees the values, or `nil` if the schema leaves it to where it stands.
    mutating func audience(_ keywords: SchemaKeywords, in surroundings: Surroundings) -> Audience? {
        let pointer = keywords.pointer.appending("audience")
        let choices = "alert, summary, full, never or a list of roles"
        switch keywords["audience"] {
        case nil: return nil
        case .string("never")?: return .never
        case .string(let name)?:
            guard let detail = Detail(rawValue: name) else {
                return refuse(pointer, was: "`\(name)`", mustBe: choices)
            }
            if let container = surroundings.containerDetail, !isInDefinition, detail < container {
                note(
                    pointer,
                    was: "`\(name)`",
                    mustBe: "`\(container.rawValue)` or narrower, because its container is not shown to more"
                )
            }
            return .detail(detail)
        case .array(let elements)? where !elements.isEmpty:
            var roles: [Role] = []
            for (place, element) in elements.enumerated() {
                guard case .string(let code) = element, let role = Role(code), !roles.contains(role) else {
                    note(pointer.appending(place), was: element.phrase, mustBe: "a role, named once")
                    continue
                }
                roles.append(role)
            }
            return .roles(roles.sorted())
        case let other?: return refuse(pointer, was: other.phrase, mustBe: choices)
        }
    }

    /// What the values identify, which only strings and objects with identifiers can.
    mutating func identifies(_ keywords: SchemaKeywords, content: Shape.Content) -> Identified? {
        guard let name = text(keywords, "identifies") else { return nil }
        let pointer = keywords.pointer.appending("identifies")
        guard let identified = Identified(rawValue: name) else {
            let names = Identified.allCases.map(\.rawValue).joined(separator: ", ")
            return refuse(pointer, was: "`\(name)`", mustBe: "one of " + names)
        }
        switch (identified, content) {
        case (.person, .object(let object)):
            guard case .array? = object["identifiers"]?.shape.content else {
                return refuse(pointer, was: "`person`", mustBe: "at an object with an array `identifiers`")
            }
        case (.case, .string), (.household, .string), (.address, .object): break
        case (.person, _), (.address, _): note(pointer, was: "`\(name)`", mustBe: "at an object")
        case (.case, _), (.household, _): note(pointer, was: "`\(name)`", mustBe: "at a string")
        }
        return identified
    }

    /// A keyword that is text.
    mutating func text(_ keywords: SchemaKeywords, _ keyword: String) -> String? {
        switch keywords[keyword] {
        case nil: return nil
        case .string(let text)?: return text
        case let other?: return refuse(keywords.pointer.appending(keyword), was: other.phrase, mustBe: "text")
        }
    }

    /// A keyword that is a list of different names.
    mutating func names(_ keywords: SchemaKeywords, _ keyword: String) -> [String] {
        let pointer = keywords.pointer.appending(keyword)
        guard let value = keywords[keyword] else { return [] }
        guard case .array(let elements) = value else {
            return refuse(pointer, was: value.phrase, mustBe: "a list of names", instead: []) ?? []
        }
        var names: [String] = []
        for (place, element) in elements.enumerated() {
            if case .string(let name) = element, !names.contains(where: { $0.utf8.elementsEqual(name.utf8) })
            {
                names.append(name)
            } else {
                note(pointer.appending(place), was: element.phrase, mustBe: "a name, once")
            }
        }
        return names
    }

    /// A keyword that is an integer.
    mutating func integer(_ keywords: SchemaKeywords, _ keyword: String) -> Int64? {
        switch keywords[keyword] {
        case nil: return nil
        case .integer(let value)?: return value
        case let other?:
            return refuse(keywords.pointer.appending(keyword), was: other.phrase, mustBe: "an integer")
        }
    }

    /// A keyword that is a number.
    mutating func number(_ keywords: SchemaKeywords, _ keyword: String) -> Double? {
        switch keywords[keyword] {
        case nil: return nil
        case .integer(let value)?: return Double(value)
        case .number(let value)?: return value
        case let other?:
            return refuse(keywords.pointer.appending(keyword), was: other.phrase, mustBe: "a number")
        }
    }

    /// Two keywords that are the ends of a range of sizes.
    mutating func lengths(_ keywords: SchemaKeywords, _ least: String, _ most: String) -> ClosedRange<Int> {
        let lower = length(keywords, least) ?? 0
        let upper = length(keywords, most) ?? .max
        guard lower <= upper else {
            note(keywords.pointer.appending(most), was: String(upper), mustBe: "at least \(least), \(lower)")
            return 0...Int.max
        }
        return lower...upper
    }

    private mutating func length(_ keywords: SchemaKeywords, _ keyword: String) -> Int? {
        guard let value = integer(keywords, keyword) else { return nil }
        guard value >= 0 else {
            return refuse(keywords.pointer.appending(keyword), was: String(value), mustBe: "0 or more")
        }
        return Int(value)
    }
}

public import JSON
import Vocabulary

extension Shape {
    /// The first way in which a value does not fit, its pointer counted from the value, or `nil` if it fits.
    public func fault(in node: JSONNode) -> PayloadFault? {
        let misfit: PayloadFault? =
            switch content {
            case .object(let object): object.fault(in: node)
            case .array(let element, let count): Self.fault(in: node, element: element, count: count)
            case .string(let string): string.fault(in: node)
            case .integer(let range):
                node.integer.map(range.contains) == true ? nil : node.misfit(range.phrase("an integer"))
            case .number(let range):
                node.number.map(range.contains) == true ? nil : node.misfit(range.phrase("a number"))
            case .boolean: node.bool != nil ? nil : node.misfit("true or false")
            case .choice(let values):
                values.contains(where: node.isScalar) ? nil : node.misfit(Self.phrase(choice: values))
            }
        return misfit ?? identifies?.fault(in: node)
    }

    /// Whether a scalar that stands in a file fits.
    public func admits(_ scalar: JSONValue) -> Bool {
        switch (content, scalar) {
        case (.choice(let values), _): values.contains(scalar)
        case (.boolean, .bool): true
        case (.integer(let range), .integer(let value)): range.contains(value)
        case (.number(let range), .integer(let value)): range.contains(Double(value))
        case (.number(let range), .number(let value)): range.contains(value)
        case (.string(let string), .string(let text)):
            string.length.contains(text.unicodeScalars.count) && string.format?.admits(text) != false
        case (.object, _), (.array, _), (.string, _), (.integer, _), (.number, _), (.boolean, _): false
        }
    }

    private static func fault(in node: JSONNode, element: Shape, count: ClosedRange<Int>) -> PayloadFault? {
        guard node.kind == .array, count.contains(node.count) else {
            return node.misfit(count.phrase("an array", of: "elements"))
        }
        for (place, node) in node.elements.enumerated() {
            if let fault = element.fault(in: node) { return fault.within(String(place)) }
        }
        return nil
    }

    private static func phrase(choice values: [JSONValue]) -> String {
        let texts = values.map { String(decoding: $0.serialized(), as: UTF8.self) }
        return texts.count == 1 ? texts[0] : "one of " + texts.joined(separator: ", ")
    }
}

extension ObjectShape {
    func fault(in node: JSONNode) -> PayloadFault? {
        guard node.kind == .object else { return node.misfit("an object") }
        var known = 0
        for member in members {
            // Most objects have few of the members they could have: once all that is there was found, nobody looks.
            guard known < node.count || member.isRequired else { continue }
            guard let value = node[member.name] else {
                guard member.isRequired else { continue }
                return PayloadFault(pointer: .root, was: "absent", mustBe: "there").within(member.name)
            }
            known += 1
            if let fault = member.shape.fault(in: value) { return fault.within(member.name) }
        }
        guard !isOpen, known < node.count else { return nil }
        let place = node.members.enumerated().first { self[$0.element.key] == nil }?.offset ?? 0
        return PayloadFault(
            pointer: .root,
            was: "an object whose member number \(place + 1) is unknown",
            mustBe: "an object with no other members than " + members.map(\.name).joined(separator: ", ")
        )
    }
}

extension StringShape {
    func fault(in node: JSONNode) -> PayloadFault? {
        guard let count = node.scalarCount else { return node.misfit(format?.phrase ?? "a string") }
        guard length.contains(count) else { return node.misfit(length.phrase("a string", of: "characters")) }
        guard let format, let text = node.string, !format.admits(text) else { return nil }
        return node.misfit(format.phrase)
    }

    static let anyLength = 0...Int.max
}

extension Identified {
    func fault(in node: JSONNode) -> PayloadFault? {
        switch self {
        case .person: personFault(in: node)
        case .address: nil
        case .case, .household:
            node.string.flatMap { Identifier<Self>($0) }?.isTopicToken == true
                ? nil : node.misfit("1 to 128 printable ASCII characters without spaces, `.`, `*` and `>`")
        }
    }

    private func personFault(in node: JSONNode) -> PayloadFault? {
        guard let identifiers = node["identifiers"] else { return nil }
        for (place, identifier) in identifiers.elements.enumerated() {
            if let fault = identifierFault(in: identifier) {
                return fault.within(String(place)).within("identifiers")
            }
        }
        return nil
    }

    private func identifierFault(in node: JSONNode) -> PayloadFault? {
        let name = StringShape(length: StringShape.anyLength, format: .identifier)
        guard let scheme = node["scheme"], let value = node["value"] else {
            return node.misfit("an object with scheme and value")
        }
        if let fault = name.fault(in: scheme) { return fault.within("scheme") }
        let number = StringShape(length: StringShape.anyLength, format: .nhsNumber)
        return (scheme.isString(PersonIdentifier.nhs) ? number : name).fault(in: value)?.within("value")
    }
}

public import JSON
import Vocabulary

/// What the `data` of a topic's events must be, who sees which part of it, and which parts identify somebody.
public struct PayloadSchema: Equatable, Sendable {
    /// The shape of `data`, always an object.
    public let root: Shape
    /// The shared definitions that it uses, in order of their names.
    public let definitionsUsed: [String]

    /// Compiles a schema from its description; see ``SchemaCompiler`` for what is supported.
    ///
    /// - Throws: everything that is refused in it, each with its place.
    public init(
        _ description: JSONValue,
        definitions: SchemaDefinitions = .none
    ) throws(SchemaFaults) {
        var compiler = SchemaCompiler(definitions: definitions)
        let root = compiler.shape(description, at: .root)
        guard let root, compiler.faults.isEmpty else { throw SchemaFaults(compiler.faults) }
        guard case .object = root.content else {
            throw SchemaFaults([
                SchemaFault(pointer: .root, was: "a schema of something else", mustBe: "of type object")
            ])
        }
        self.root = root
        definitionsUsed = compiler.definitionsUsed.sorted()
    }

    /// The first way in which `data` does not fit, or `nil` if it fits.
    public func fault(in data: JSONNode) -> PayloadFault? { root.fault(in: data)?.within("data") }

    /// Whom and what `data` speaks of.
    public func references(in data: JSONNode) -> PayloadReferences {
        var found = PayloadReferences.none
        var (firstCase, firstHousehold): (String?, String?) = (nil, nil)
        root.visitIdentified(in: data, at: JSONPointer(["data"])) { kind, node, pointer in
            switch kind {
            case .person: found.people.append(PersonReference(node, pointer: pointer))
            case .case: firstCase = firstCase ?? node.string
            case .household: firstHousehold = firstHousehold ?? node.string
            case .address: break
            }
        }
        found.caseID = firstCase.flatMap { CaseID($0) }
        found.household = firstHousehold.flatMap { HouseholdID($0) }
        return found
    }
}

extension Shape {
    /// Calls `visit` for each value that identifies somebody, containers before what they contain.
    func visitIdentified(
        in node: JSONNode,
        at pointer: JSONPointer,
        _ visit: (Identified, JSONNode, JSONPointer) -> Void
    ) {
        guard bearsIdentity else { return }
        if let identifies { visit(identifies, node, pointer) }
        switch content {
        case .object(let object):
            for member in object.members where member.shape.bearsIdentity {
                guard let value = node[member.name] else { continue }
                member.shape.visitIdentified(in: value, at: pointer.appending(member.name), visit)
            }
        case .array(let element, _):
            for (place, value) in node.elements.enumerated() {
                element.visitIdentified(in: value, at: pointer.appending(place), visit)
            }
        case .string, .integer, .number, .boolean, .choice: break
        }
    }
}

extension PersonReference {
    init(_ node: JSONNode, pointer: JSONPointer) {
        let identifiers = node["identifiers"]?.elements.compactMap { identifier in
            PersonIdentifier(
                scheme: identifier["scheme"]?.string ?? "",
                value: identifier["value"]?.string ?? ""
            )
        }
        self.init(
            role: node["role"]?.string,
            identifiers: identifiers ?? [],
            born: node["born"]?.string.flatMap { CivilDate(iso8601: $0) },
            pointer: pointer
        )
    }
}

extension PayloadSchema {
    /// The shape of what a pointer from `data` leads to, or `nil` if the schema names nothing there.
    public subscript(pointer: JSONPointer) -> Shape? {
        var shape = root
        for token in pointer.tokens {
            switch shape.content {
            case .object(let object):
                guard let member = object[token] else { return nil }
                shape = member.shape
            case .array(let element, let count):
                guard let place = Int(token), place >= 0, place < count.upperBound else { return nil }
                shape = element
            case .string, .integer, .number, .boolean, .choice: return nil
            }
        }
        return shape
    }
}

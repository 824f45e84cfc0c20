public import JSON

/// The schemas that topics share, by name: what `#/$defs/<name>` refers to.
public struct SchemaDefinitions: Sendable, Equatable {
    /// No definitions.
    public static let none = SchemaDefinitions(members: [])

    /// The definitions in the order written, each a schema that compiles.
    let members: [JSONMember]

    private init(members: [JSONMember]) { self.members = members }

    /// Takes an object of schemas, which may refer to one another but not in a circle.
    public init(_ description: JSONValue) throws(SchemaFaults) {
        guard case .object(let members) = description else {
            throw SchemaFaults([
                SchemaFault(pointer: .root, was: description.phrase, mustBe: "an object of schemas by name")
            ])
        }
        self.members = members
        var faults: [SchemaFault] = []
        for member in members {
            var compiler = SchemaCompiler(definitions: self, definition: member.key)
            _ = compiler.shape(member.value, at: JSONPointer([member.key]))
            for fault in compiler.faults where !faults.contains(fault) { faults.append(fault) }
        }
        guard faults.isEmpty else { throw SchemaFaults(faults) }
    }

    /// The names in the order written.
    public var names: [String] { members.map(\.key) }

    /// The definition of that name, compared by bytes.
    subscript(name: String) -> JSONValue? {
        members.first { $0.key.utf8.elementsEqual(name.utf8) }?.value
    }
}

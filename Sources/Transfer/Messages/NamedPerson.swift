internal import JSON

/// The member of staff who stands for a decision.
public struct NamedPerson: Sendable, Equatable {
    /// The person's name.
    public var name: String
    /// The role in which the person decides.
    public var role: String
    /// How to reach the person.
    public var contact: String

    /// Creates a named person.
    public init(name: String, role: String, contact: String) {
        self.name = name
        self.role = role
        self.contact = contact
    }
}

extension NamedPerson {
    init(_ members: MemberReader) throws(TransferFault) {
        name = try members.text("name")
        role = try members.text("role")
        contact = try members.text("contact")
    }

    var json: JSONValue { ["name": .string(name), "role": .string(role), "contact": .string(contact)] }
}

extension MemberReader {
    /// The person who stands for a message.
    var person: NamedPerson {
        get throws(TransferFault) {
            try object("person") { (reader) throws(TransferFault) in try NamedPerson(reader) }
        }
    }
}

extension NamedPerson: CustomStringConvertible {
    /// Nothing that says who it is, so that no log can.
    public var description: String { "a named person" }
}

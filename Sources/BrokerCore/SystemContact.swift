public import JSON

/// Whom to ring when a system says nothing: a desk, as its agency gave it.
public struct SystemContact: Hashable, Sendable {
    /// The desk's name, at most 200 characters.
    public let name: String
    /// Its telephone number, at most 40 characters.
    public let phone: String
    /// When it answers, at most 100 characters.
    public let hours: String?

    /// Creates a contact.
    public init(name: String, phone: String, hours: String? = nil) {
        self.name = name
        self.phone = phone
        self.hours = hours
    }

    /// As messages and rows have it.
    public var json: JSONValue {
        .object(
            [JSONMember("name", .string(name)), JSONMember("phone", .string(phone))]
                + (hours.map { [JSONMember("hours", .string($0))] } ?? [])
        )
    }
}

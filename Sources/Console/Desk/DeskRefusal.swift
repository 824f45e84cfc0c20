/// Why the broker did not do what was asked; codes and members of the wire only, never content.
public struct DeskRefusal: Error, Sendable, Equatable {
    /// The wire's code, such as 403; 0 if the broker cannot be reached.
    public let code: Int
    /// What the broker said, for a person.
    public let text: String
    /// The member it is about, if it is about one.
    public let field: String?

    /// Creates a refusal.
    public init(code: Int, text: String, field: String? = nil) {
        self.code = code
        self.text = text
        self.field = field
    }

    /// Nobody answers.
    public static let unreachable = DeskRefusal(code: 0, text: "the broker does not answer")
}

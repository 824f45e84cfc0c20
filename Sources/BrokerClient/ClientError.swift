public import Wire

/// Why a client cannot do what it was asked; it names identifiers and codes, never content.
public struct ClientError: Error, Sendable {
    /// The kind of failure; more may come, so a switch over codes needs a last resort.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's own name.
        public let description: String

        /// The box on disk cannot be opened, read or written; the connection it belonged to is closed.
        public static let box = Code(description: "box")
        /// Another process has the box open.
        public static let boxInUse = Code(description: "box-in-use")
        /// The box belongs to another broker or another system.
        public static let foreignBox = Code(description: "foreign-box")
        /// The id is in the box already, with another topic or body.
        public static let idReused = Code(description: "id-reused")
        /// The body is longer than any broker takes; nothing was stored.
        public static let tooLarge = Code(description: "too-large")
        /// The broker refused; ``ClientError/refusal`` says why, and a person must look.
        public static let refused = Code(description: "refused")
        /// No answer within the time allowed; what was stored is still sent.
        public static let unanswered = Code(description: "unanswered")
        /// The connection was closed.
        public static let closed = Code(description: "closed")
        /// A socket or thread cannot be had.
        public static let socket = Code(description: "socket")
    }

    /// The kind of failure.
    public let code: Code
    /// What it is about: an id, a name, a path.
    public let subject: String
    /// What the broker said, with ``Code/refused``.
    public let refusal: WireRefusal?
    /// The failure underneath, if one of another module caused it.
    public let underlying: (any Error)?
    /// Where in this library it was noticed.
    public let location: String

    /// Creates an error.
    public init(
        _ code: Code,
        _ subject: String = "",
        refusal: WireRefusal? = nil,
        underlying: (any Error)? = nil,
        file: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.code = code
        self.subject = subject
        self.refusal = refusal
        self.underlying = underlying
        location = "\(file):\(line)"
    }
}

extension ClientError: CustomStringConvertible {
    /// One line for an operator.
    public var description: String {
        var text = code.description
        if !subject.isEmpty { text += " " + subject }
        if let refusal { text += ": \(refusal.code.rawValue) \(refusal.code.name), \(refusal.text)" }
        if let underlying { text += ": \(underlying)" }
        return text
    }
}

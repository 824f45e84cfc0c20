public import JSON
public import Topics

/// Why bytes are no event of `wire.md`.
public enum ConcernFault: Error, Equatable, Sendable {
    /// They are not the JSON we take.
    case notJSON(JSONError)
    /// An attribute is missing or wrong: where, what stands there and what must; never its content.
    case attribute(PayloadFault)

    /// A JSON pointer to what is wrong; the root when there is no JSON to point into.
    public var pointer: JSONPointer {
        switch self {
        case .notJSON: .root
        case .attribute(let fault): fault.pointer
        }
    }
}

extension ConcernFault: CustomStringConvertible {
    /// What is wrong, where, and what it must be.
    public var description: String {
        switch self {
        case .notJSON(let error): "the event must be strict JSON; \(error)"
        case .attribute(let fault): fault.description
        }
    }
}

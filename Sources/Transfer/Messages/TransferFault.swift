public import JSON

/// Why a message or a stored fact could not be read; never its content.
public struct TransferFault: Error, Equatable, Sendable {
    /// Where it is wrong, from the root of `data`.
    public let pointer: JSONPointer
    /// What must stand there.
    public let expected: String

    /// Creates a fault.
    public init(at pointer: JSONPointer, expected: String) {
        self.pointer = pointer
        self.expected = expected
    }
}

extension TransferFault: CustomStringConvertible {
    /// The pointer and what must stand there.
    public var description: String { "\(pointer.text) must be \(expected)" }
}

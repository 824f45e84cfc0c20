public import JSON

/// Why a payload does not fit its topic: where, what stands there, and what must.
///
/// Never content: strings are told by their length, numbers by their kind, unknown members by their place.
public struct PayloadFault: Error, Equatable, Sendable {
    /// Where, from the root of the event: `/data/people/0/born`.
    public let pointer: JSONPointer
    /// What stands there.
    public let was: String
    /// What must stand there.
    public let mustBe: String

    /// Creates a fault.
    public init(pointer: JSONPointer, was: String, mustBe: String) {
        self.pointer = pointer
        self.was = was
        self.mustBe = mustBe
    }

    /// The same fault, seen from the container.
    func within(_ token: String) -> PayloadFault {
        PayloadFault(pointer: JSONPointer([token] + pointer.tokens), was: was, mustBe: mustBe)
    }
}

extension PayloadFault: CustomStringConvertible {
    /// `/data/people/0/born: was a string of 4 characters; must be a date as YYYY-MM-DD`.
    public var description: String { "\(pointer.text): was \(was); must be \(mustBe)" }
}

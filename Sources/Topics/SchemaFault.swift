public import JSON

/// Something in a schema that we refuse, because we do not support it or it contradicts itself.
public struct SchemaFault: Equatable, Sendable {
    /// Where, from the root of the schema, or of the object of definitions: `/properties/people/minItems`.
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
}

/// Everything in a schema that we refuse, in the order found.
public struct SchemaFaults: Error, Equatable, Sendable {
    /// The faults, at least one.
    public let faults: [SchemaFault]

    /// Creates an error from its faults.
    public init(_ faults: [SchemaFault]) { self.faults = faults }
}

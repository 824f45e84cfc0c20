/// What the frames of a client turned out to be.
public enum Inbound: Equatable, Sendable {
    /// A message that can be decided on.
    case message(ClientMessage)
    /// Not a message, and the client is told why.
    case refused(WireRefusal, request: [UInt8])
    /// Not this protocol at all: counted, never answered.
    case dropped
}

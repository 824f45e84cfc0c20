/// The address of one connection of a ROUTER, good for as long as that connection lasts.
///
/// It is minted by the ``Authenticator`` and unguessable. MUST NOT be shown to any peer, nor written to a
/// log.
public struct RoutingID: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Says that there is one, and nothing more: whoever knows it could ask for its messages.
    public var description: String { "(routing id)" }
}

/// One message that a ROUTER received, and what is proved about its sender.
public struct Arrival: Sendable {
    /// The connection it came from, and where an answer goes.
    public let sender: RoutingID
    /// The frames after the routing id.
    public let frames: MessageFrames
    /// Who sent it.
    public let standing: Standing
    /// The kernel's number of the connection; other connections may get it once this one is closed.
    let descriptor: CInt

    /// What the second frame proves about the sender.
    public enum Standing: Equatable, Sendable {
        /// The ``Authenticator`` let it in as this user, on this very connection.
        case authenticated(user: String)
        /// It was let in, but libzmq let the peer choose its own routing id: nothing may be believed or
        /// answered but "reconnect".
        ///
        /// Befalls honest clients too, now and then on a busy machine (see ``Authenticator``), so it MUST be
        /// answered or disconnected, not just dropped: the client would wait for nothing.
        case misrouted
        /// Nobody vouches for it: MUST be counted and dropped, and cannot happen behind an ``Authenticator``.
        case anonymous
    }
}

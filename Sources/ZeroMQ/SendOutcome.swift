/// What became of a message that was to be sent; nothing but `sent` put any part of it on its way.
public enum SendOutcome: Equatable, Sendable {
    /// libzmq has all of it and will try.
    case sent
    /// The peer's queue is full or, on a DEALER, no connection stands: the turn is called again when it does.
    case full
    /// No connection has this routing id any more.
    case gone
    /// The socket is closed.
    case closed
}

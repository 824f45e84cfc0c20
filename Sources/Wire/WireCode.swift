/// What a simple client looks at when it is refused.
public enum Retry: String, Sendable, CaseIterable {
    /// Show a person.
    case no
    /// Wait, then resend unchanged.
    case later
    /// New socket, HELLO, SUBSCRIBE, resend unchanged.
    case hello
}

/// The refusals of `wire.md`; a number is never used for anything else.
public enum WireCode: Int, Sendable, CaseIterable {
    /// The frames, head or body are not what the verb needs.
    case badFrame = 400
    /// No HELLO on this connection.
    case noSession = 401
    /// Not allowed to this system.
    case forbidden = 403
    /// Nothing by that name.
    case noSuch = 404
    /// The id was used for another body.
    case idReused = 409
    /// Another connection took the subscription.
    case replaced = 410
    /// More bytes than are taken.
    case tooLarge = 413
    /// The connection's identity is in doubt.
    case reconnect = 421
    /// The payload does not fit its topic.
    case schema = 422
    /// More outstanding than agreed.
    case slowDown = 429
    /// Another authority holds the case.
    case moved = 451
    /// Cannot be made durable now.
    case notDurable = 503
    /// A version that is not spoken here.
    case version = 505

    /// The name in the answer.
    public var name: String {
        switch self {
        case .badFrame: "BAD_FRAME"
        case .noSession: "NO_SESSION"
        case .forbidden: "FORBIDDEN"
        case .noSuch: "NO_SUCH"
        case .idReused: "ID_REUSED"
        case .replaced: "REPLACED"
        case .tooLarge: "TOO_LARGE"
        case .reconnect: "RECONNECT"
        case .schema: "SCHEMA"
        case .slowDown: "SLOW_DOWN"
        case .moved: "MOVED"
        case .notDurable: "NOT_DURABLE"
        case .version: "VERSION"
        }
    }

    /// What a client does about it.
    public var retry: Retry {
        switch self {
        case .noSession, .reconnect: .hello
        case .slowDown, .notDurable: .later
        case .badFrame, .forbidden, .noSuch, .idReused, .replaced, .tooLarge, .schema, .moved, .version: .no
        }
    }
}

/// What an ``Authenticator`` has answered since it was started.
public struct AuthenticatorCounts: Equatable, Sendable {
    /// Keys let in (200).
    public var accepted = 0
    /// Keys that nobody knows (400).
    public var refused = 0
    /// Known keys told to come back, above the connection limit or before there is a policy (300).
    public var deferred = 0
    /// Requests that libzmq should never have made; they are refused too (500, or no answer at all).
    public var malformed = 0
    /// Connections that broke off, or broke the protocol, before their key was asked about.
    public var unfinishedHandshakes = 0
    /// Connections open now, with those that have not proved a key yet.
    public var openConnections = 0
}

/// Why nobody was signed in; for the log, because whoever tries is told one thing only.
enum SignInFault: String, Error, Sendable {
    /// The provider cannot be reached, or says something that is no answer.
    case unreachable
    /// The provider refused our code.
    case refused
    /// The provider gave no identity token.
    case noToken
    /// The token is not signed by the provider, or its time is over.
    case badToken
    /// It is an answer to somebody else, or of somebody else.
    case notOurs
    /// The token names nobody.
    case nobody
    /// The token names somebody whom the register does not have, or a team.
    case unregistered
    /// The token was taken before.
    case repeated
    /// The browser did not begin this sign-in, or too long ago.
    case stale
    /// There were too many attempts from there.
    case throttled
}

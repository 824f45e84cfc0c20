/// A failure that the caller has to deal with; mistakes in our own calls are traps instead.
public enum ZeroMQError: Error, Equatable, Sendable {
    /// The process can have no (more) contexts, sockets, threads or descriptors.
    case exhausted(Resource, ErrorCode)
    /// An endpoint could not be bound.
    case bind(endpoint: String, ErrorCode)
    /// An endpoint could not be connected to.
    case connect(endpoint: String, ErrorCode)
    /// libzmq did not take the value of one of its options (by its number in `zmq.h`).
    case option(number: CInt, ErrorCode)
    /// An option of ours is outside its range.
    case outOfRange(option: String, value: Int, allowed: ClosedRange<Int>)
    /// A `User-Id` that libzmq could not carry: it must be 1 to 255 printable ASCII characters.
    case unusableUserID(key: CurvePublicKey)
    /// The endpoint let a key in that nobody knows: it MUST NOT go into service.
    case strangerAccepted(endpoint: String)
    /// A stranger's key was not let in, but not refused by an ``Authenticator`` either.
    case strangerNotRefused(endpoint: String, StrangerTest.Outcome)

    /// What can run out.
    public enum Resource: String, Equatable, Sendable {
        case context, socket, monitor, thread, doorbell
    }
}

extension ZeroMQError: CustomStringConvertible {
    /// One line for an operator.
    public var description: String {
        switch self {
        case .exhausted(let resource, let code): "cannot make a \(resource.rawValue): \(code)"
        case .bind(let endpoint, let code): "cannot bind \(endpoint): \(code)"
        case .connect(let endpoint, let code): "cannot connect to \(endpoint): \(code)"
        case .option(let number, let code): "libzmq refuses option \(number): \(code)"
        case .outOfRange(let option, let value, let allowed):
            "\(option) is \(value), but must be \(allowed.lowerBound) to \(allowed.upperBound)"
        case .unusableUserID(let key):
            "the user id of key \(key) is not 1 to 255 printable ASCII characters"
        case .strangerAccepted(let endpoint):
            "\(endpoint) accepts keys that nobody knows: it must not serve"
        case .strangerNotRefused(let endpoint, let outcome):
            "\(endpoint) did not refuse a stranger's key with code 400: \(outcome)"
        }
    }
}

internal import CZeroMQ
internal import Glibc

/// What libzmq or the kernel answered to a call that failed.
public struct ErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The `errno` value.
    public let rawValue: CInt

    /// Wraps an `errno` value as it is.
    public init(rawValue: CInt) { self.rawValue = rawValue }

    /// Nothing to read, or no room to write, just now.
    public static let again = ErrorCode(rawValue: EAGAIN)
    /// A signal came in between; the call is repeated.
    public static let interrupted = ErrorCode(rawValue: EINTR)
    /// No connection has this routing id.
    public static let unreachable = ErrorCode(rawValue: EHOSTUNREACH)
    /// The context is being terminated.
    public static let terminated = ErrorCode(rawValue: CZMQ_ETERM)

    /// The number and libzmq's own words for it.
    public var description: String {
        // SAFETY: zmq_strerror returns a pointer to a string that is never freed.
        let text = unsafe zmq_strerror(rawValue).map { unsafe String(cString: $0) } ?? "unknown"
        return "\(text) (\(rawValue))"
    }

    /// The code of the libzmq call that failed on the line before.
    ///
    /// MUST be read before anything else runs on this thread: even an allocation may overwrite it.
    static var latest: ErrorCode { ErrorCode(rawValue: zmq_errno()) }
}

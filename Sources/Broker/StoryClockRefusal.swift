import Vocabulary

/// Why a story clock was not made or not moved.
public enum StoryClockRefusal: Error, Equatable, Sendable {
    /// The socket could not be made; a path of a socket has at most 107 bytes.
    case socket(path: String, errno: Int32)
    /// A story only goes forward; this is where it stands, in milliseconds.
    case backwards(standsAt: Int64)
    /// The broker is stopping.
    case stopping
}

extension StoryClockRefusal: CustomStringConvertible {
    /// The reason, for the line that answers.
    public var description: String {
        switch self {
        case .socket(let path, let number): "\(path): no socket can be made there, error \(number)"
        case .backwards(let milliseconds):
            "the clock stands at \(Instant(milliseconds: milliseconds).rfc3339) and only moves forward"
        case .stopping: "the broker is stopping"
        }
    }
}

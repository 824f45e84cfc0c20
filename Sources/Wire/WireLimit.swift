/// The limits that both ends of the wire keep (`wire.md`).
public enum WireLimit {
    /// The magic of this version; its last byte is the major version.
    public static let magic = Array("CC1".utf8)
    /// Frames of a message.
    public static let frameCount = 5
    /// Bytes of a request tag.
    public static let requestBytes = 32
    /// Bytes of a head.
    public static let headBytes = 8_192
    /// Bytes of a body.
    public static let bodyBytes = 262_144
    /// Depth of a head, the head itself being 1.
    public static let headDepth = 8
    /// Integers in a head stay below this, so that every JSON reader holds them exactly.
    public static let integers: Int64 = 1 << 53
    /// PUBLISHes without RECEIPT on one connection.
    public static let publishWindow = 256
    /// Unacknowledged deliveries of one subscription.
    public static let deliveryWindow = 512
    /// A connection's windows and its publish window together.
    public static let outstanding = 1_024
    /// Bytes of unacknowledged deliveries of one subscription.
    public static let inFlightBytes = 4 * 1_024 * 1_024
    /// A client sends PING after this many real milliseconds.
    public static let pingMilliseconds: Int64 = 5_000
    /// A broker drops a connection after this many real milliseconds of silence.
    public static let deadMilliseconds: Int64 = 20_000
    /// Rows of one PAGE.
    public static let pageRows = 500
    /// Topics of one SUBSCRIBE.
    public static let topics = 64
}

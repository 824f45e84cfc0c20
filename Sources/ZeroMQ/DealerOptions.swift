internal import CZeroMQ

/// How a client's DEALER treats its one connection; every value is fixed once the socket is connected.
public struct DealerOptions: Equatable, Sendable {
    /// The longest frame in bytes, as encrypted: 33 more than its content; default 1 MiB, for pages of reads.
    public var longestFrame = 1_048_576
    /// Messages that wait to be received, 1 to 100,000; above what a server may have outstanding.
    public var receiveQueue = 2_048
    /// Messages that wait to be sent, 1 to 100,000; then sending answers ``SendOutcome/full``.
    public var sendQueue = 64
    /// How long connecting and proving the key may take before it is tried again; default 5 s.
    public var handshakeMilliseconds = 5_000
    /// Pause between ZMTP heartbeats; default 5 s.
    public var heartbeatMilliseconds = 5_000
    /// A heartbeat not answered for so long ends the connection; default 20 s.
    public var heartbeatTimeoutMilliseconds = 20_000
    /// First pause before a new attempt; libzmq adds up to as much again at random; default 100 ms.
    public var reconnectMilliseconds = 100
    /// Longest pause between attempts, which double until then; default 5 s.
    public var longestReconnectMilliseconds = 5_000
    /// How long a closed socket goes on sending, 0 to 60,000; default 0: what was not answered is sent again
    /// anyway.
    public var lingerMilliseconds = 0

    /// The values that `wire.md` and its reasons give.
    public init() {}

    func apply(to socket: RawSocket) throws(ZeroMQError) {
        try check("longestFrame", longestFrame, 64...16_777_216)
        try check("receiveQueue", receiveQueue, 1...100_000)
        try check("sendQueue", sendQueue, 1...100_000)
        try check("handshakeMilliseconds", handshakeMilliseconds, 1...60_000)
        try check("reconnectMilliseconds", reconnectMilliseconds, 1...60_000)
        try check("longestReconnectMilliseconds", longestReconnectMilliseconds, 1...600_000)
        try check("lingerMilliseconds", lingerMilliseconds, 0...60_000)
        try socket.setWide(ZMQ_MAXMSGSIZE, longestFrame)
        try socket.set(ZMQ_RCVHWM, receiveQueue)
        try socket.set(ZMQ_SNDHWM, sendQueue)
        try socket.set(ZMQ_HANDSHAKE_IVL, handshakeMilliseconds)
        try socket.set(ZMQ_RECONNECT_IVL, reconnectMilliseconds)
        try socket.set(ZMQ_RECONNECT_IVL_MAX, longestReconnectMilliseconds)
        try socket.set(ZMQ_LINGER, lingerMilliseconds)
        try socket.setHeartbeat(heartbeatMilliseconds, timeout: heartbeatTimeoutMilliseconds)
        // Nothing waits for a connection that does not stand: it would arrive on the next one, before any
        // greeting.
        try socket.set(ZMQ_IMMEDIATE, 1)
    }
}

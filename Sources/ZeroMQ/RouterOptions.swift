internal import CZeroMQ

/// How a server's ROUTER treats its connections; every value is fixed once the socket is bound.
public struct RouterOptions: Equatable, Sendable {
    /// The longest frame in bytes, as encrypted: 33 more than its content; default 264,000 for bodies of
    /// 262,144.
    public var longestFrame = 264_000
    /// Messages of one connection that wait to be received, 1 to 100,000; then TCP makes the peer wait.
    public var receiveQueue = 64
    /// Messages to one connection that wait to be sent, 1 to 100,000; then sending answers
    /// ``SendOutcome/full``.
    public var sendQueue = 2_048
    /// A connection that has not proved its key within this many milliseconds is closed; default 5 s.
    public var handshakeMilliseconds = 5_000
    /// Pause between ZMTP heartbeats; default 5 s.
    public var heartbeatMilliseconds = 5_000
    /// A heartbeat not answered for so long ends the connection; default 20 s, for a large frame on a slow
    /// line.
    public var heartbeatTimeoutMilliseconds = 20_000
    /// What the peer is told to expect at least that often; default 30 s; libzmq 4.3.4 overflows at 65,536.
    public var heartbeatLifeMilliseconds = 30_000
    /// Connections that wait to be accepted; default 1,024, for the stampede after a restart.
    public var backlog = 1_024
    /// How long a closed socket goes on sending, 0 to 60,000; default 1 s: a bound on how long an end takes.
    public var lingerMilliseconds = 1_000

    /// The values that `wire.md` gives.
    public init() {}

    func apply(to socket: RawSocket) throws(ZeroMQError) {
        try check("longestFrame", longestFrame, 64...16_777_216)
        try check("receiveQueue", receiveQueue, 1...100_000)
        try check("sendQueue", sendQueue, 1...100_000)
        try check("handshakeMilliseconds", handshakeMilliseconds, 1...60_000)
        try check("backlog", backlog, 1...65_535)
        try check("lingerMilliseconds", lingerMilliseconds, 0...60_000)
        try check("heartbeatLifeMilliseconds", heartbeatLifeMilliseconds, 100...65_535)
        try socket.setWide(ZMQ_MAXMSGSIZE, longestFrame)
        try socket.set(ZMQ_RCVHWM, receiveQueue)
        try socket.set(ZMQ_SNDHWM, sendQueue)
        try socket.set(ZMQ_HANDSHAKE_IVL, handshakeMilliseconds)
        try socket.set(ZMQ_BACKLOG, backlog)
        try socket.set(ZMQ_LINGER, lingerMilliseconds)
        try socket.set(ZMQ_HEARTBEAT_TTL, heartbeatLifeMilliseconds)
        try socket.setHeartbeat(heartbeatMilliseconds, timeout: heartbeatTimeoutMilliseconds)
        // The only way to learn that a peer has gone; and nobody takes over a connection by its name.
        try socket.set(ZMQ_ROUTER_MANDATORY, 1)
        try socket.set(ZMQ_ROUTER_HANDOVER, 0)
    }
}

/// Refuses a value that libzmq would take and then misuse.
func check(_ option: String, _ value: Int, _ allowed: ClosedRange<Int>) throws(ZeroMQError) {
    guard allowed.contains(value) else {
        throw .outOfRange(option: option, value: value, allowed: allowed)
    }
}

extension RawSocket {
    /// ZMTP heartbeats for dead peers, TCP's own as the last line.
    func setHeartbeat(_ milliseconds: Int, timeout: Int) throws(ZeroMQError) {
        try check("heartbeatMilliseconds", milliseconds, 100...60_000)
        try check("heartbeatTimeoutMilliseconds", timeout, milliseconds...3_600_000)
        try set(ZMQ_HEARTBEAT_IVL, milliseconds)
        try set(ZMQ_HEARTBEAT_TIMEOUT, timeout)
        try set(ZMQ_TCP_KEEPALIVE, 1)
        try set(ZMQ_TCP_KEEPALIVE_IDLE, 60)
        try set(ZMQ_TCP_KEEPALIVE_INTVL, 10)
        try set(ZMQ_TCP_KEEPALIVE_CNT, 6)
    }
}

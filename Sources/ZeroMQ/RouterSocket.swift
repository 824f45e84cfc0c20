internal import CZeroMQ
internal import Glibc

/// The socket of a server: many connections, each with a proven key and an address of its own.
///
/// Not `Sendable`: it is made and used on its thread, inside the actor whose executor that is.
public final class RouterSocket {
    private let socket: RawSocket
    private let thread: SocketThread
    // Kept, because a socket whose authenticator has gone refuses everybody.
    private let authenticator: Authenticator

    /// Makes a CURVE server whose connections the authenticator has let in.
    ///
    /// That it takes a running authenticator is what makes the order sure: no handler, no socket.
    public init(
        on thread: SocketThread,
        keys: KeyPair,
        authenticator: Authenticator,
        options: RouterOptions = RouterOptions()
    ) throws(ZeroMQError) {
        let sockets = thread.loop.pollSet
        let socket = try RawSocket(.router, in: authenticator.context)
        try options.apply(to: socket)
        try socket.set(ZMQ_CURVE_SERVER, 1)
        try socket.set(ZMQ_CURVE_SECRETKEY, keys.secretKey.bytes)
        // Both are needed: without a domain libzmq does not ask, without 93 it lets everybody in if nobody
        // answers.
        try socket.set(ZMQ_ZAP_DOMAIN, [UInt8](Authenticator.domain.utf8))
        try socket.set(CZMQ_ZAP_ENFORCE_DOMAIN, 1)
        try authenticator.watch(socket)
        self.socket = socket
        self.thread = thread
        self.authenticator = authenticator
        sockets.add(socket)
    }

    /// Listens, and answers with the endpoint as it came out: `tcp://127.0.0.1:*` gets a free port.
    public func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        thread.checkIsolated()
        return try socket.bind(endpoint)
    }

    /// Takes up to so many messages that have arrived; an empty answer means there are none just now.
    public func receive(limit: Int) -> [Arrival] {
        thread.checkIsolated()
        var arrivals: [Arrival] = []
        while arrivals.count < limit, socket.receiveFrame() == .done {
            let sender = RoutingID(bytes: socket.frameBytes)
            // A routing id alone is no message; a peer cannot send one, as libzmq adds the id to at least one
            // frame.
            guard socket.hasMore, socket.receiveFrame() == .done else { continue }
            // The second frame speaks for the message: after a poll the first one has lost its properties.
            let standing = standing(of: sender)
            let descriptor = socket.frameDescriptor
            let frames = socket.receiveRest(reservingBytes: 960)
            arrivals.append(
                Arrival(sender: sender, frames: frames, standing: standing, descriptor: descriptor)
            )
        }
        return arrivals
    }

    /// Sends a message to one connection, all of it or nothing, without waiting.
    public func send(_ frames: MessageFrames, to receiver: RoutingID) -> SendOutcome {
        thread.checkIsolated()
        return socket.send(frames, after: receiver)
    }

    /// Throws out the connection that a message came over; its client connects anew and is asked for its key
    /// again.
    ///
    /// For the message in hand only: the kernel gives the number of a closed connection to the next one. A
    /// hint, since that may have happened already; then an innocent client has to reconnect.
    public func disconnect(senderOf arrival: Arrival) {
        thread.checkIsolated()
        guard arrival.descriptor >= 0 else { return }
        // Never closed, only shut down: libzmq aborts when a descriptor of its own has gone.
        _ = shutdown(arrival.descriptor, CInt(SHUT_RDWR))
    }

    /// Closes the socket; what is queued is still sent while its linger lasts.
    public func close() { thread.loop.pollSet.close(socket) }

    private func standing(of sender: RoutingID) -> Arrival.Standing {
        guard let user = socket.property("User-Id"), !user.isEmpty else { return .anonymous }
        guard socket.property("Identity", equals: sender.bytes) else { return .misrouted }
        return .authenticated(user: user)
    }
}

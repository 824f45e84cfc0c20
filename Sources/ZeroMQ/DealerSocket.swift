internal import CZeroMQ

/// The socket of a client: one connection to one server, whose key it knows.
///
/// Not `Sendable`: it is made and used on its thread, inside the actor whose executor that is. It reconnects
/// by itself, but never after the server refused its key: then, and when answers fail to come for too long,
/// its owner closes it and makes a new one.
public final class DealerSocket {
    /// How the connection stands.
    public enum Connection: Equatable, Sendable {
        /// Not there yet.
        case connecting
        /// The server let us in.
        case standing
        /// It broke, or what answers there is no server of this key; libzmq tries again by itself.
        case broken
        /// The server refuses our key, with a ZAP status; libzmq will not try again.
        case refused(code: Int)
    }

    /// How the connection stood when ``receive(limit:)`` was last called; the turn is called when it changes.
    public private(set) var connection = Connection.connecting
    private let socket: RawSocket
    private let monitor: ConnectionMonitor
    private let thread: SocketThread

    /// Makes a CURVE client; nothing is connected yet.
    public init(
        on thread: SocketThread,
        in context: ZeroMQContext,
        keys: KeyPair,
        serverKey: CurvePublicKey,
        options: DealerOptions = DealerOptions()
    ) throws(ZeroMQError) {
        let sockets = thread.loop.pollSet
        let socket = try RawSocket(.dealer, in: context)
        try options.apply(to: socket)
        try socket.setCurveClient(keys, serverKey: serverKey)
        monitor = try ConnectionMonitor(socket, in: context)
        self.socket = socket
        self.thread = thread
        sockets.add(socket)
        sockets.add(monitor.reports)
    }

    /// Begins to connect, and goes on trying; sending answers ``SendOutcome/full`` until a connection stands.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
        thread.checkIsolated()
        try socket.connect(endpoint)
    }

    /// Takes up to so many messages that have arrived; an empty answer means there are none just now.
    ///
    /// MUST be called in every turn, as the poll wakes again at once while anything is unread.
    public func receive(limit: Int) -> [MessageFrames] {
        thread.checkIsolated()
        observe()
        var messages: [MessageFrames] = []
        while messages.count < limit, socket.receiveFrame() == .done {
            messages.append(socket.receiveRest(reservingBytes: 512))
        }
        return messages
    }

    /// Sends a message, all of it or nothing, without waiting.
    ///
    /// After ``SendOutcome/full`` the turn is called as soon as there is a connection with room.
    public func send(_ frames: MessageFrames) -> SendOutcome {
        thread.checkIsolated()
        return socket.send(frames)
    }

    /// Closes the socket; what is queued is still sent while its linger lasts.
    public func close() {
        let sockets = thread.loop.pollSet
        // In this order: libzmq does not bear a listener that goes away under its monitor.
        sockets.close(socket)
        sockets.close(monitor.reports)
    }

    private func observe() {
        while let news = monitor.next() {
            // A refused connection is closed as well, which is no news.
            if case .refused = connection { continue }
            connection = news
        }
    }
}

extension RawSocket {
    func setCurveClient(_ keys: KeyPair, serverKey: CurvePublicKey) throws(ZeroMQError) {
        try set(ZMQ_CURVE_SERVERKEY, serverKey.bytes)
        try set(ZMQ_CURVE_PUBLICKEY, keys.publicKey.bytes)
        try set(ZMQ_CURVE_SECRETKEY, keys.secretKey.bytes)
    }
}

internal import CZeroMQ

/// What a server asks itself before it serves: whether somebody whom nobody knows is turned away.
public enum StrangerTest {
    /// How a stranger fared, other than being let in.
    public enum Outcome: Equatable, Sendable {
        /// Refused with a ZAP status; 400 is what an ``Authenticator`` that works says.
        case refused(code: Int)
        /// The connection broke: somebody refuses everybody, or this is no server of ours.
        case brokenOff
        /// Nothing happened within the limit.
        case silence
    }

    /// Connects with a fresh key and requires that the endpoint refuses it with code 400.
    ///
    /// Blocks the calling thread, for some milliseconds if all is well and for the limit at most; the
    /// endpoint may be bound on this very thread, since libzmq and the authenticator answer on theirs.
    public static func require(
        refusalAt endpoint: String,
        serverKey: CurvePublicKey,
        in context: ZeroMQContext,
        within limit: Duration = .seconds(5)
    ) throws(ZeroMQError) {
        switch try attempt(.generate(), at: endpoint, serverKey: serverKey, in: context, within: limit) {
        case nil: throw .strangerAccepted(endpoint: endpoint)
        case .refused(code: 400)?: return
        case let other?: throw .strangerNotRefused(endpoint: endpoint, other)
        }
    }

    /// How a key fares at an endpoint; `nil` if it is let in.
    static func attempt(
        _ keys: KeyPair,
        at endpoint: String,
        serverKey: CurvePublicKey,
        in context: ZeroMQContext,
        within limit: Duration
    ) throws(ZeroMQError) -> Outcome? {
        let deadline = ContinuousClock.now + limit
        let stranger = try RawSocket(.dealer, in: context)
        try stranger.set(ZMQ_LINGER, 0)
        try stranger.setCurveClient(keys, serverKey: serverKey)
        let monitor = try ConnectionMonitor(stranger, in: context)
        let sockets = PollSet(doorbell: try Doorbell())
        sockets.add(monitor.reports)
        defer {
            // The socket first: libzmq does not bear a listener that goes away under its monitor.
            stranger.close()
            sockets.closeAll()
        }
        try stranger.connect(endpoint)
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero, sockets.wait(milliseconds: left.milliseconds) else { return .silence }
            switch monitor.next() {
            case nil, .connecting?: continue
            case .standing?: return nil
            case .refused(let code)?: return .refused(code: code)
            case .broken?: return .brokenOff
            }
        }
    }
}

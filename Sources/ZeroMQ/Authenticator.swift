internal import CZeroMQ
internal import Synchronization

/// Decides who may connect: the ZAP handler (RFC 27) of the process, on a thread of its own that never
/// blocks.
///
/// Made before any ``RouterSocket``, which takes it. Fails closed: without a policy known keys wait and
/// others are refused; once it is stopped, libzmq refuses everybody. Each key let in gets a random routing
/// id, so that nobody can choose or guess one. Only one can be in a context. ``stop()`` it after the routers
/// are closed.
public final class Authenticator: Sendable {
    /// The ZAP domain of our servers; what matters is that it is not empty.
    static let domain = "server"

    let context: ZeroMQContext
    private let desk: AuthenticatorDesk
    private let watches = Atomic<Int>(0)

    /// Binds the handler's endpoint and starts its thread; until there is a policy nobody gets in.
    ///
    /// Answers are held back until the I/O threads have gone ``IORound`` once. libzmq looks for one once before it
    /// reads the client's own metadata: if it is there already, the client's choice of routing id wins and its
    /// messages are ``Arrival/Standing/misrouted``. At once that befell 117 of 300 connections; a delay is not sure,
    /// as an I/O thread may be off the processor for longer.
    public convenience init(context: ZeroMQContext, policy: AccessPolicy? = nil) throws(ZeroMQError) {
        try self.init(context: context, policy: policy, answersAtOnce: false)
    }

    /// With `answersAtOnce` some clients get to choose their routing id, as a test may want.
    init(context: ZeroMQContext, policy: AccessPolicy?, answersAtOnce: Bool) throws(ZeroMQError) {
        self.context = context
        desk = try AuthenticatorDesk(policy: policy)
        let loop = try AuthenticatorLoop(context: context, desk: desk, answersAtOnce: answersAtOnce)
        try NativeThread.start(named: "authenticator") { loop.run() }
    }

    deinit { stop() }

    /// What it has answered so far.
    public var counts: AuthenticatorCounts { desk.counts }

    /// Puts another policy in force, for connections made from now on.
    ///
    /// Those that stand are not asked again: whoever handles their messages MUST look their user up in the
    /// policy.
    public func replacePolicy(_ policy: AccessPolicy) { desk.replacePolicy(policy) }

    /// Ends the handler: nobody new gets in from here on.
    public func stop() { desk.stop() }

    /// Counts a router's connections; MUST come before it is bound.
    func watch(_ router: RawSocket) throws(ZeroMQError) {
        let number = watches.wrappingAdd(1, ordering: .relaxed).newValue
        let endpoint = "inproc://authenticator-watch-\(number)"
        let watch = try RawSocket(.pair, in: context)
        // Without limit: a full queue of events would stop the router's I/O thread, and with it all traffic.
        try watch.set(ZMQ_RCVHWM, 0)
        try watch.set(ZMQ_LINGER, 0)
        try router.monitor(at: endpoint, events: AuthenticatorLoop.events)
        // At once: a router with a monitor that nobody listens to hangs in bind.
        try watch.connect(endpoint)
        desk.handOver(watch)
    }
}

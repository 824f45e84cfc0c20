internal import CZeroMQ
internal import Glibc

/// Keeps things back until libzmq's I/O threads have finished all that they had been given before.
///
/// libzmq does not say when that is. But a message to ourselves over a real connection is carried by the same threads,
/// each of which does one thing after the other: once it is back, whatever came before it is done.
///
///     hold(thing) ──▶ call ══ I/O thread ══▶ echo ──▶ takeReleased()
///
/// Made on any thread, then used on one.
final class IORound<Thing> {
    private struct Leg {
        let call: RawSocket
        let echo: RawSocket
    }

    private let legs: [Leg]
    /// Echoes of the round under way that are not back yet.
    private var missing = 0
    private var held: [Thing] = []
    /// For the next round, as the one under way had begun before they came.
    private var late: [Thing] = []

    /// Connects to itself, once for each I/O thread of the context.
    init(in context: ZeroMQContext) throws(ZeroMQError) {
        var legs: [Leg] = []
        for thread in 0..<context.ioThreads { legs.append(try Self.leg(thread, in: context)) }
        self.legs = legs
    }

    /// Has the poll wake up when something may be released, and close the sockets with its others.
    func add(to sockets: PollSet) {
        for leg in legs {
            sockets.add(leg.echo)
            sockets.addUnheard(leg.call)
        }
    }

    /// Closes the sockets before their poll does.
    func close(in sockets: PollSet) {
        for leg in legs {
            sockets.close(leg.echo)
            sockets.close(leg.call)
        }
    }

    /// Keeps a thing back until the I/O threads have done what this thread and they have asked of them so far.
    func hold(_ thing: Thing) {
        late.append(thing)
        beginIfDue()
    }

    /// The things whose time has come, in the order they came.
    func takeReleased() -> [Thing] {
        guard missing > 0 else { return [] }
        for leg in legs where leg.echo.receiveFrame() == .done { missing -= 1 }
        guard missing == 0 else { return [] }
        let released = held
        held = []
        beginIfDue()
        return released
    }

    private func beginIfDue() {
        guard missing == 0, !late.isEmpty else { return }
        (held, late) = (late, [])
        // Should a connection ever break, nothing is released any more: what was to be sure is not done unsurely.
        for leg in legs { _ = leg.call.send(MessageFrames([[]])) }
        missing = legs.count
    }

    /// One connection, on the I/O thread of that number.
    private static func leg(_ thread: Int, in context: ZeroMQContext) throws(ZeroMQError) -> Leg {
        var kernel = SystemRandomNumberGenerator()
        let endpoint = "ipc://@io-round-\(getpid())-\(UInt64.random(in: .min ... .max, using: &kernel))"
        let leg = Leg(call: try RawSocket(.pair, in: context), echo: try RawSocket(.pair, in: context))
        for socket in [leg.call, leg.echo] {
            try socket.set(ZMQ_LINGER, 0)
            try socket.setWide(ZMQ_AFFINITY, 1 << thread)
        }
        // Other processes see the name but get no further than its door.
        try leg.echo.set(ZMQ_IPC_FILTER_PID, Int(getpid()))
        _ = try leg.echo.bind(endpoint)
        try leg.call.connect(endpoint)
        return leg
    }
}

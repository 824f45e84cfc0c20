import ZeroMQ

/// What libzmq alone carries from a DEALER to a ROUTER, with CURVE and the same key check.
actor TransportControl {
    private nonisolated let thread: SocketThread
    private var dealer: DealerSocket?
    private var router: RouterSocket?
    private let message: MessageFrames
    private let count: Int
    private let seconds: Double
    private var sent = 0
    private var received = 0
    private var watch: Stopwatch?
    private var waiting: CheckedContinuation<Double?, Never>?

    /// Runs on the thread that owns both sockets; the work is in libzmq's own threads.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor holds its thread, so the executor outlives it.
        unsafe thread.asUnownedSerialExecutor()
    }

    private init(_ message: MessageFrames, count: Int, seconds: Double) throws {
        thread = try SocketThread(named: "bench-control")
        self.message = message
        self.count = count
        self.seconds = seconds
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
    }

    /// Messages a second of this very message, of at most so many and for at most so long.
    static func measure(_ message: MessageFrames, count: Int, seconds: Double) async throws -> Double {
        let context = try ZeroMQContext(ioThreads: 2)
        let control = try TransportControl(message, count: count, seconds: seconds)
        let authenticator = try Authenticator(context: context)
        try await control.open(context, authenticator)
        let rate = await control.rate()
        await control.thread.stop()
        authenticator.stop()
        context.terminate()
        guard let rate else { throw CommandFailure.refused("libzmq alone: carried nothing in 30 s") }
        return rate
    }

    private func open(_ context: ZeroMQContext, _ authenticator: Authenticator) throws {
        let (server, client) = (KeyPair.generate(), KeyPair.generate())
        authenticator.replacePolicy(try AccessPolicy(users: [client.publicKey: "bench/client"]))
        var far = RouterOptions()
        far.receiveQueue = 2_048
        let router = try RouterSocket(on: thread, keys: server, authenticator: authenticator, options: far)
        let endpoint = try router.bind("tcp://127.0.0.1:*")
        var near = DealerOptions()
        near.sendQueue = 2_048
        let dealer = try DealerSocket(
            on: thread,
            in: context,
            keys: client,
            serverKey: server.publicKey,
            options: near
        )
        try dealer.connect(endpoint)
        (self.router, self.dealer) = (router, dealer)
    }

    private func rate() async -> Double? {
        let timer = Task {
            do { try await Task.sleep(for: .seconds(seconds + 30)) } catch { return }
            finish(nil)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { waiting = $0 }
    }

    private func turn() -> Duration? {
        guard let dealer, let router else { return nil }
        _ = dealer.receive(limit: 1)
        received += router.receive(limit: 512).count
        if watch == nil, received > 0 { watch = Stopwatch() }
        let elapsed = watch?.seconds ?? 0
        if received > 1, received == count || elapsed >= seconds { finish(Double(received) / elapsed) }
        guard waiting != nil else { return nil }
        var room = 512
        while sent < count, room > 0, dealer.send(message) == .sent {
            sent += 1
            room -= 1
        }
        return room == 0 ? .zero : .milliseconds(10)
    }

    private func finish(_ rate: Double?) {
        waiting?.resume(returning: rate)
        waiting = nil
    }
}

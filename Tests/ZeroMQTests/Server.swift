@testable import ZeroMQ

/// A server that keeps what arrives, and may send it back.
actor Server {
    nonisolated let thread: SocketThread
    nonisolated let keys = KeyPair.generate()
    // SAFETY: the actor keeps the thread, which therefore outlives every job that is handed to it.
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    private var router: RouterSocket?
    private var arrivals: [Arrival] = []
    private var waiting: (count: Int, continuation: CheckedContinuation<[Arrival], Never>)?
    private let echoes: Bool
    private(set) var turnsOnThread = 0

    init(echoes: Bool = false) throws {
        thread = try SocketThread(named: "server")
        self.echoes = echoes
    }

    /// Binds and answers with the endpoint.
    func start(authenticator: Authenticator, options: RouterOptions = RouterOptions()) throws -> String {
        let router = try RouterSocket(on: thread, keys: keys, authenticator: authenticator, options: options)
        self.router = router
        thread.attach { [weak self] in
            self?.assumeIsolated { $0.turn() }
            return nil
        }
        return try router.bind("tcp://127.0.0.1:*")
    }

    func send(_ frames: MessageFrames, to receiver: RoutingID) -> SendOutcome {
        router?.send(frames, to: receiver) ?? .closed
    }

    func disconnect(senderOf arrival: Arrival) { router?.disconnect(senderOf: arrival) }

    func close() {
        router?.close()
        router = nil
    }

    /// Waits for so many arrivals and takes them.
    func take(_ count: Int) async -> [Arrival] {
        await withCheckedContinuation { continuation in
            waiting = (count, continuation)
            answer()
        }
    }

    private func turn() {
        turnsOnThread += 1
        guard let router else { return }
        for arrival in router.receive(limit: 64) {
            if echoes { _ = router.send(arrival.frames, to: arrival.sender) }
            arrivals.append(arrival)
        }
        answer()
    }

    private func answer() {
        guard let (count, continuation) = waiting, arrivals.count >= count else { return }
        waiting = nil
        continuation.resume(returning: Array(arrivals.prefix(count)))
        arrivals.removeFirst(count)
    }
}

@testable import ZeroMQ

/// A client that sends what it is given as fast as the connection takes it, and keeps what arrives.
actor Client {
    nonisolated let thread: SocketThread
    // SAFETY: the actor keeps the thread, which therefore outlives every job that is handed to it.
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    private var dealer: DealerSocket?
    private var outgoing: [MessageFrames] = []
    private var arrivals: [MessageFrames] = []
    private var waiting: (count: Int, continuation: CheckedContinuation<[MessageFrames], Never>)?
    private var watching: (for: DealerSocket.Connection, continuation: CheckedContinuation<Void, Never>)?

    init() throws { thread = try SocketThread(named: "client") }

    func connect(
        to endpoint: String,
        keys: KeyPair,
        serverKey: CurvePublicKey,
        context: ZeroMQContext,
        options: DealerOptions = DealerOptions()
    ) throws {
        dealer?.close()
        let dealer = try DealerSocket(
            on: thread,
            in: context,
            keys: keys,
            serverKey: serverKey,
            options: options
        )
        self.dealer = dealer
        try dealer.connect(endpoint)
        thread.attach { [weak self] in
            self?.assumeIsolated { $0.turn() }
            return nil
        }
    }

    func send(_ messages: [MessageFrames]) {
        outgoing += messages
        flush()
    }

    /// Waits for so many messages and takes them.
    func take(_ count: Int) async -> [MessageFrames] {
        await withCheckedContinuation { continuation in
            waiting = (count, continuation)
            answer()
        }
    }

    func wait(for connection: DealerSocket.Connection) async {
        await withCheckedContinuation { continuation in
            watching = (connection, continuation)
            answer()
        }
    }

    func close() {
        dealer?.close()
        dealer = nil
    }

    private func turn() {
        guard let dealer else { return }
        arrivals += dealer.receive(limit: 64)
        flush()
        answer()
    }

    private func flush() {
        guard let dealer else { return }
        var sent = 0
        while sent < outgoing.count, dealer.send(outgoing[sent]) == .sent { sent += 1 }
        outgoing.removeFirst(sent)
    }

    private func answer() {
        if let (count, continuation) = waiting, arrivals.count >= count {
            waiting = nil
            continuation.resume(returning: Array(arrivals.prefix(count)))
            arrivals.removeFirst(count)
        }
        if let (connection, continuation) = watching, dealer?.connection == connection {
            watching = nil
            continuation.resume()
        }
    }
}

import ZeroMQ

/// One publisher and one subscriber for as many notices as wanted, made as they are sent, so that none is kept.
actor BenchStream {
    private static let window = 256
    private static let madeAtOnce = 256
    private static let longestSilence = 60.0

    private nonisolated let thread: SocketThread
    private var publisher: BenchConnection?
    private var subscriber: BenchConnection?
    private var messages: ArraySlice<MessageFrames> = []
    private var goal = 0
    private var sent = 0
    private var receipted = 0
    private var heard = Stopwatch()
    private var waiting: CheckedContinuation<Void, any Error>?

    /// Runs on the thread that owns the sockets.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor holds its thread, so the executor outlives it.
        unsafe thread.asUnownedSerialExecutor()
    }

    init() throws {
        thread = try SocketThread(named: "bench-stream")
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
    }

    /// Connects both.
    func open(_ target: BenchTarget, _ context: ZeroMQContext) throws {
        let place = target.place(in: context)
        publisher = try BenchConnection(place, keys: target.publisher, on: thread)
        subscriber = try BenchConnection(place, keys: target.subscriber, asking: "bench.>", on: thread)
    }

    /// Publishes so many more, and returns when all are receipted, delivered and acknowledged.
    func carry(_ count: Int) async throws {
        goal += count
        heard = Stopwatch()
        try await withCheckedThrowingContinuation {
            waiting = $0
            thread.wake()
        }
    }

    /// Closes both connections.
    func close() async { await thread.stop() }

    private func turn() -> Duration? {
        guard waiting != nil, let publisher, let subscriber else { return nil }
        do {
            let receipts = try publisher.receive().receipts.count
            let deliveries = try subscriber.receive().deliveries
            try subscriber.acknowledge()
            receipted += receipts
            if receipts + deliveries > 0 { heard = Stopwatch() }
            publisher.greet()
            subscriber.greet()
            if publisher.isReady, subscriber.isReady { try publish(by: publisher) }
            if receipted == goal, subscriber.acknowledged == goal {
                finish(.success(()))
            } else if heard.seconds > Self.longestSilence {
                throw CommandFailure.refused("the measured broker: said nothing for 60 s")
            }
        } catch {
            finish(.failure(error))
        }
        return .milliseconds(50)
    }

    private func publish(by publisher: BenchConnection) throws {
        while sent < goal, publisher.outstanding < Self.window {
            if messages.isEmpty { messages = try BenchEvent.publications(Self.madeAtOnce)[...] }
            guard let message = messages.first, publisher.publish(message) else { return }
            messages.removeFirst()
            sent += 1
        }
    }

    private func finish(_ result: Result<Void, any Error>) {
        waiting?.resume(with: result)
        waiting = nil
    }
}

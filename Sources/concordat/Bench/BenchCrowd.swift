import Vocabulary
import ZeroMQ

/// Many connected subscribers and one publisher: what an idle connection costs, and how long one concern takes to all.
actor BenchCrowd {
    /// Milliseconds from the receipt of a concern to its last delivery, for each concern.
    typealias Spread = Distribution

    private nonisolated let thread: SocketThread
    private var publisher: BenchConnection?
    private var subscribers: [BenchConnection] = []
    private var messages: [MessageFrames] = []
    private var next = 0
    private var delivered = 0
    private var receipted: Stopwatch?
    private var spreads: [Double] = []
    private var waiting: CheckedContinuation<Void, any Error>?
    private let whole = Stopwatch()

    /// Runs on the thread that owns the sockets.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor holds its thread, so the executor outlives it.
        unsafe thread.asUnownedSerialExecutor()
    }

    init() throws {
        thread = try SocketThread(named: "bench-crowd")
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
    }

    /// Connects so many subscribers of the bench's topics, and returns when the broker has let all of them in.
    func gather(_ count: Int, at target: BenchTarget, _ context: ZeroMQContext) async throws {
        let place = target.place(in: context)
        publisher = try BenchConnection(place, keys: target.publisher, on: thread)
        for _ in 0..<count {
            subscribers.append(
                try BenchConnection(place, keys: target.subscriber, asking: "bench.>", on: thread)
            )
        }
        try await withCheckedThrowingContinuation {
            waiting = $0
            thread.wake()
        }
    }

    /// Publishes so many concerns, each when everybody has the one before.
    func spread(_ count: Int) async throws -> Spread {
        messages = try BenchEvent.publications(count)
        try await withCheckedThrowingContinuation {
            waiting = $0
            thread.wake()
        }
        return Spread(spreads)
    }

    /// Closes all connections.
    func disperse() async { await thread.stop() }

    private func turn() -> Duration? {
        guard waiting != nil, let publisher else { return nil }
        do throws(CommandFailure) {
            if try !publisher.receive().receipts.isEmpty { receipted = Stopwatch() }
            for subscriber in subscribers {
                delivered += try subscriber.receive().deliveries
                try subscriber.acknowledge()
            }
            if messages.isEmpty { greet() } else { publish(by: publisher) }
            if whole.seconds > 120 { throw .refused("the measured broker: did not serve a crowd in 120 s") }
        } catch {
            finish(.failure(error))
        }
        return .milliseconds(50)
    }

    private func greet() {
        for connection in [publisher].compactMap(\.self) + subscribers { connection.greet() }
        if publisher?.isReady == true, subscribers.allSatisfy(\.isReady) { finish(.success(())) }
    }

    private func publish(by publisher: BenchConnection) {
        if next > 0 {
            // A delivery may overtake the receipt on its way through another socket.
            guard delivered == subscribers.count, let receipted else { return }
            spreads.append(receipted.milliseconds)
        }
        guard next < messages.count else { return finish(.success(())) }
        (delivered, receipted) = (0, nil)
        if publisher.publish(messages[next]) { next += 1 }
    }

    private func finish(_ result: Result<Void, any Error>) {
        waiting?.resume(with: result)
        waiting = nil
    }
}

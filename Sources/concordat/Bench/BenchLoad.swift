import Topics
import Vocabulary
import Wire
import ZeroMQ

/// Publishers and a subscriber that do nothing but what is measured: no box, no parsing of what need not be read.
///
/// One thread owns all their sockets, and every message was made before; a broker is to be measured, not a client.
actor BenchLoad {
    /// Who does how much.
    struct Shape: Sendable {
        var publishers = 1
        let window: Int
        var hasSubscriber = false
        /// Publishes a second, or `nil` for as fast as receipts come.
        var perSecond: Int?
        let count: Int
        let seconds: Double
        /// What is published; a subscriber of concerns asks for them on the topics of their cases.
        var content = BenchEvent.Content.notice
        /// Whether messages come again once all were sent, to whoever does not mind.
        var repeats = false
    }

    /// What was measured; times are milliseconds since the publish.
    struct Outcome: Sendable {
        let count: Int
        /// Receipts a second, up to the last one.
        let rate: Double
        let receipts: Distribution
        let deliveries: Distribution
    }

    private nonisolated let thread: SocketThread
    private let shape: Shape
    private let messages: [MessageFrames]
    private var publishers: [BenchConnection] = []
    private var subscriber: BenchConnection?
    private var waiting: CheckedContinuation<Outcome, any Error>?

    private let whole = Stopwatch()
    private var watch: Stopwatch?
    private var sentAt: [Double] = []
    private var receipts: [Double] = []
    private var deliveries: [Double] = []
    private var lastReceipt = 0.0
    private var isOver = false

    /// Runs on the thread that owns the sockets.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor holds its thread, so the executor outlives it.
        unsafe thread.asUnownedSerialExecutor()
    }

    private init(_ shape: Shape, _ messages: [MessageFrames]) throws {
        thread = try SocketThread(named: "bench-load")
        self.shape = shape
        self.messages = messages
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
    }

    /// Connects everybody, measures, and closes everything.
    static func run(_ shape: Shape, at target: BenchTarget, _ context: ZeroMQContext) async throws -> Outcome
    {
        try await run(shape, try BenchEvent.publications(shape.count, of: shape.content), at: target, context)
    }

    /// The same with messages of the caller's.
    static func run(
        _ shape: Shape,
        _ messages: [MessageFrames],
        at target: BenchTarget,
        _ context: ZeroMQContext
    ) async throws -> Outcome {
        let load = try BenchLoad(shape, messages)
        try await load.open(target, context)
        do {
            let outcome = try await load.outcome()
            await load.thread.stop()
            return outcome
        } catch {
            await load.thread.stop()
            throw error
        }
    }

    private func open(_ target: BenchTarget, _ context: ZeroMQContext) throws {
        let place = target.place(in: context)
        for _ in 0..<shape.publishers {
            publishers.append(try BenchConnection(place, keys: target.publisher, on: thread))
        }
        if shape.hasSubscriber {
            let pattern =
                switch shape.content {
                case .notice: "bench.>"
                case .concern: "case.\(BenchBroker.authority).>"
                }
            subscriber = try BenchConnection(place, keys: target.subscriber, asking: pattern, on: thread)
        }
    }

    private func outcome() async throws -> Outcome {
        try await withCheckedThrowingContinuation {
            waiting = $0
            thread.wake()
        }
    }

    // MARK: The turn

    private func turn() -> Duration? {
        guard waiting != nil else { return nil }
        do throws(CommandFailure) {
            for publisher in publishers {
                for place in try publisher.receive().receipts { receipted(place) }
            }
            if let subscriber {
                let arrived = try subscriber.receive().deliveries
                for _ in 0..<arrived { delivered() }
                try subscriber.acknowledge()
            }
            try begin()
            publish()
            try endIfDone()
        } catch {
            finish(.failure(error))
        }
        guard shape.perSecond != nil else { return .milliseconds(50) }
        return .milliseconds(1)
    }

    private func receipted(_ place: Int) {
        lastReceipt = watch?.seconds ?? 0
        receipts.append((lastReceipt - sentAt[place]) * 1_000)
    }

    /// Deliveries come in the order of the ledger, which with one publisher is that of publishing.
    private func delivered() {
        let now = watch?.seconds ?? 0
        guard deliveries.count < sentAt.count else { return }
        deliveries.append((now - sentAt[deliveries.count]) * 1_000)
    }

    private func begin() throws(CommandFailure) {
        guard watch == nil else { return }
        let connections = publishers + (subscriber.map { [$0] } ?? [])
        for connection in connections { connection.greet() }
        if connections.allSatisfy(\.isReady) {
            watch = Stopwatch()
        } else if whole.seconds > 60 {
            throw .refused("the measured broker: did not let everybody in within 60 s")
        }
    }

    private func publish() {
        guard let watch, !isOver else { return }
        let elapsed = watch.seconds
        let most = shape.repeats ? Int.max : messages.count
        isOver = elapsed >= shape.seconds || sentAt.count == most
        let due = shape.perSecond.map { Int(elapsed * Double($0)) + 1 } ?? most
        for publisher in publishers {
            while !isOver, sentAt.count < min(due, most), publisher.outstanding < shape.window {
                let now = watch.seconds
                guard publisher.publish(messages[sentAt.count % messages.count]) else { break }
                sentAt.append(now)
            }
        }
    }

    private func endIfDone() throws(CommandFailure) {
        guard let watch, isOver else { return }
        let missing = sentAt.count - receipts.count
        let unacknowledged = subscriber.map { sentAt.count - $0.acknowledged } ?? 0
        if missing == 0, unacknowledged == 0 {
            finish(
                .success(
                    Outcome(
                        count: receipts.count,
                        rate: Double(receipts.count) / lastReceipt,
                        receipts: Distribution(receipts),
                        deliveries: Distribution(deliveries)
                    )
                )
            )
        } else if watch.seconds > shape.seconds + 60 {
            throw .refused(
                "the measured broker: \(missing) receipts, \(unacknowledged) acknowledgements missing"
            )
        }
    }

    private func finish(_ result: Result<Outcome, any Error>) {
        waiting?.resume(with: result)
        waiting = nil
    }
}

import BrokerClient
import Simulator
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// Publishers and a subscriber that survive their broker, and are cut off now and then themselves.
///
/// What they hold durably in real life they hold here: what was published and not receipted, and the numbers that
/// were handed over. A connection is made anew each time the broker is.
actor KillLoad {
    /// What is published to one process at most, so that every one of them has something to do.
    private static let messagesPerLife = 600

    private nonisolated let thread: SocketThread
    private let messages: [MessageFrames]
    private let place: BenchConnection.Place
    private let keys: (publisher: KeyPair, subscriber: KeyPair)
    private var publishers: [KillPublisher]
    private var subscriber: KillSubscriber
    private var next = 0
    private var limit = 0
    private var isPublishing = true
    private var awaited: CheckedContinuation<Void, Never>?

    /// Runs on the thread that owns the sockets.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor holds its thread, so the executor outlives it.
        unsafe thread.asUnownedSerialExecutor()
    }

    init(_ place: BenchConnection.Place, lives: Int, publisher: KeyPair, subscriber: KeyPair) throws {
        thread = try SocketThread(named: "kill-load")
        messages = try BenchEvent.publications(lives * Self.messagesPerLife)
        self.place = place
        keys = (publisher, subscriber)
        publishers = (0..<3).map { _ in KillPublisher() }
        self.subscriber = KillSubscriber()
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
    }

    /// Everybody has a new connection, and something more to say.
    func connect() throws {
        limit = min(next + Self.messagesPerLife, messages.count)
        for index in publishers.indices {
            publishers[index].connect(try socket(keys.publisher))
        }
        subscriber.connect(try socket(keys.subscriber))
        thread.wake()
    }

    /// One client, as chance has it, is cut off in the middle of what it does and comes back.
    func cutOff(_ chance: UInt64) throws {
        if chance % 4 == 3 {
            subscriber.connect(try socket(keys.subscriber))
        } else {
            publishers[Int(chance % 3)].connect(try socket(keys.publisher))
        }
        thread.wake()
    }

    /// Whether this process was told everything that it was to be told, and has receipted it.
    var isThrough: Bool { next == limit && publishers.allSatisfy(\.waiting.isEmpty) }

    /// No more is published; waits until everything was receipted and handed over.
    func drain() async {
        isPublishing = false
        thread.wake()
        await withCheckedContinuation { awaited = $0 }
    }

    /// Gives up waiting.
    func abandon() {
        awaited?.resume()
        awaited = nil
    }

    /// What they hold.
    func evidence() -> KillEvidence {
        var evidence = subscriber.evidence
        for publisher in publishers {
            evidence.receipts.merge(publisher.receipts) { first, _ in first }
            evidence.contradictions += publisher.contradictions
            evidence.unanswered += publisher.waiting.count
        }
        return evidence
    }

    /// Ends the thread.
    func stop() async {
        for index in publishers.indices { publishers[index].close() }
        subscriber.close()
        await thread.stop()
    }

    private func socket(_ keys: KeyPair) throws -> DealerSocket {
        var options = DealerOptions()
        options.sendQueue = 256
        let socket = try DealerSocket(
            on: thread,
            in: place.context,
            keys: keys,
            serverKey: place.serverKey,
            options: options
        )
        try socket.connect(place.endpoint)
        return socket
    }

    /// Whoever lost its connection has a new one.
    private func renewLost() {
        do {
            for index in publishers.indices where publishers[index].isLost {
                publishers[index].connect(try socket(keys.publisher))
            }
            if subscriber.isLost { subscriber.connect(try socket(keys.subscriber)) }
        } catch {
            // No socket is free just now; the next turn tries again.
        }
    }

    private func turn() -> Duration? {
        for index in publishers.indices {
            publishers[index].receive()
            while isPublishing, next < limit, publishers[index].hasRoom {
                publishers[index].publish(next, messages)
                next += 1
            }
            publishers[index].resend(messages)
        }
        subscriber.receive()
        renewLost()
        let receipted = publishers.reduce(0) { $0 + $1.receipts.count }
        if !isPublishing, publishers.allSatisfy(\.waiting.isEmpty),
            subscriber.evidence.handed.count >= receipted
        {
            abandon()
        }
        return .milliseconds(20)
    }
}

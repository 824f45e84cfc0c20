import Foundation
import Wire
import ZeroMQ

/// A client that says exactly what a test tells it to, frame by frame.
actor TestClient {
    private nonisolated let thread: SocketThread
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: `thread` lives as long as the actor, which holds it.
        unsafe thread.asUnownedSerialExecutor()
    }
    private var socket: DealerSocket?
    /// What came and nobody has taken, each with its number among all that ever came.
    private var received: [(number: Int, message: BrokerMessage, frames: MessageFrames)] = []
    private var count = 0
    /// Every byte that the broker ever said to it.
    private(set) var heard: [UInt8] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Whether it leaves unread what comes; its queue and then TCP fill up.
    private var isDeaf = false

    init(
        _ endpoint: String,
        serverKey: CurvePublicKey,
        keys: KeyPair,
        context: ZeroMQContext,
        options: DealerOptions = DealerOptions()
    ) async throws {
        thread = try SocketThread(named: "client")
        try await open(endpoint, serverKey, keys, context, options)
    }

    // Isolated, so that it hops onto the socket's thread, which an initialiser does not.
    private func open(
        _ endpoint: String,
        _ serverKey: CurvePublicKey,
        _ keys: KeyPair,
        _ context: ZeroMQContext,
        _ options: DealerOptions
    ) async throws {
        await Task.yield()
        try connect(endpoint, serverKey, keys, context, options)
    }

    private func connect(
        _ endpoint: String,
        _ serverKey: CurvePublicKey,
        _ keys: KeyPair,
        _ context: ZeroMQContext,
        _ options: DealerOptions
    ) throws {
        let socket = try DealerSocket(
            on: thread,
            in: context,
            keys: keys,
            serverKey: serverKey,
            options: options
        )
        try socket.connect(endpoint)
        self.socket = socket
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
    }

    private func turn() -> Duration? {
        // Asked for nothing, it still hears how its connection stands.
        for frames in socket?.receive(limit: isDeaf ? 0 : 64) ?? [] {
            heard += frames.bytes
            do throws(WireRefusal) {
                count += 1
                received.append((count, try BrokerMessage(decoding: Array(frames)), frames))
            } catch {
                preconditionFailure("the broker said something that is not CC1: \(error.text)")
            }
        }
        let waiting = self.waiting
        self.waiting = []
        for waiter in waiting { waiter.resume() }
        // What comes wakes it; otherwise fifty clients of one test that look often leave nothing for its broker.
        return .milliseconds(250)
    }

    /// How its connection stands.
    var connection: DealerSocket.Connection { socket?.connection ?? .broken }

    /// Stops reading, or begins again.
    func ignoreEverything(_ isDeaf: Bool = true) { self.isDeaf = isDeaf }

    func send(_ verb: ClientMessage.Verb, request: String = "r") async throws {
        try await send(frames: ClientMessage(request: Array(request.utf8), verb: verb).frames)
    }

    /// Sends frames as they are, whatever they say.
    func send(frames: [[UInt8]]) async throws {
        let frames = MessageFrames(frames)
        let deadline = ContinuousClock.now + .seconds(240)
        while socket?.send(frames) != .sent {
            guard ContinuousClock.now < deadline else { throw TestFailure.noAnswer }
            await nextTurn()
        }
    }

    /// The next message for which `wanted` answers something; others stay for later.
    @discardableResult
    func next<Answer: Sendable>(
        within limit: Duration = .seconds(240),
        _ wanted: (BrokerMessage) -> Answer?
    ) async throws -> Answer {
        try await nextFrames(within: limit) { message, _ in wanted(message) }
    }

    /// The head and the body of the next message with one of these verbs, as they came.
    func nextText(_ verbs: String...) async throws -> (head: String, body: String) {
        try await nextFrames { message, frames in
            guard verbs.contains(message.verb.name) else { return nil }
            return (String(decoding: frames[3], as: UTF8.self), String(decoding: frames[4], as: UTF8.self))
        }
    }

    private func nextFrames<Answer: Sendable>(
        within limit: Duration = .seconds(240),
        _ wanted: (BrokerMessage, MessageFrames) -> Answer?
    ) async throws -> Answer {
        let deadline = ContinuousClock.now + limit
        // A client that is sent hundreds of deliveries looks at each once for one answer, not again whenever another comes.
        var looked = 0
        while ContinuousClock.now < deadline {
            let new = received.lastIndex { $0.number <= looked }.map { $0 + 1 } ?? 0
            for index in received.indices[new...] {
                guard let answer = wanted(received[index].message, received[index].frames) else { continue }
                received.remove(at: index)
                return answer
            }
            looked = received.last?.number ?? looked
            await nextTurn()
        }
        throw TestFailure.noAnswer
    }

    private func nextTurn() async {
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Everything it got that nobody took.
    var unread: [BrokerMessage] { received.map(\.message) }

    /// What was said so far in answer to a request.
    func answers(to request: String) -> [BrokerMessage.Verb] {
        received.map(\.message).filter { $0.request == Array(request.utf8) }.map(\.verb)
    }

    func close() async {
        socket?.close()
        socket = nil
        await thread.stop()
    }
}

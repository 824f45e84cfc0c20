import BrokerClient
import Wire
import ZeroMQ

@testable import Broker

/// Stands between one system and its broker, passes every message on, and loses what a test tells it to.
///
/// So neither end has a fault built in: both believe that the message was sent.
actor LossyRelay {
    /// What went past, in the order it did.
    struct Passage: Equatable {
        let verb: String
        /// Whether it was lost here.
        let isLost: Bool
    }

    nonisolated let thread: SocketThread
    // SAFETY: the actor holds its thread.
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let broker: TestBroker
    private let system: KeyPair
    private let keys = KeyPair.generate()
    private let pingMilliseconds: Int64
    private var router: RouterSocket?
    private var line: Line?
    private var losses: [(verb: String, number: Int)] = []
    private(set) var passages: [Passage] = []
    /// How often the system connected.
    private(set) var connections = 0

    /// The one connection of the moment, and what waits until the broker's end of it stands.
    private struct Line {
        let sender: RoutingID
        let dealer: DealerSocket
        var waiting: [MessageFrames] = []
    }

    /// Between a broker and the system of that key, who are told to ping each other this often.
    init(to broker: TestBroker, of system: KeyPair, pingMilliseconds: Int64 = 250) throws {
        thread = try SocketThread(named: "relay")
        self.broker = broker
        self.system = system
        self.pingMilliseconds = pingMilliseconds
    }

    /// Listens, and answers with what the system's client is told of its broker.
    func start() throws -> ClientConfiguration {
        let context = try TestBroker.contextOfItsOwn()
        let policy = try AccessPolicy(users: [system.publicKey: "system"])
        let authenticator = try Authenticator(context: context, policy: policy)
        let router = try RouterSocket(on: thread, keys: keys, authenticator: authenticator)
        self.router = router
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
        var patience = Patience()
        patience.answerMilliseconds = 600
        patience.firstPauseMilliseconds = 10
        patience.longestPauseMilliseconds = 50
        return ClientConfiguration(
            endpoint: try router.bind("tcp://127.0.0.1:*"),
            serverKey: keys.publicKey,
            keys: system,
            patience: patience
        )
    }

    /// Loses the nth message of that verb, counted from the beginning.
    func lose(_ verb: String, number: Int) { losses.append((verb, number)) }

    func stop() async {
        line?.dealer.close()
        router?.close()
        (line, router) = (nil, nil)
        await thread.stop()
    }

    private func turn() -> Duration? {
        do {
            for arrival in router?.receive(limit: 256) ?? [] {
                try dial(for: arrival.sender)
                if passes(arrival.frames) { line?.waiting.append(arrival.frames) }
            }
            guard var line else { return nil }
            for frames in line.dealer.receive(limit: 256) where passes(frames) {
                _ = router?.send(try paced(frames), to: line.sender)
            }
            while let first = line.waiting.first, line.dealer.send(first) == .sent {
                line.waiting.removeFirst()
            }
            self.line = line
            return nil
        } catch {
            preconditionFailure("the relay is at its end: \(error)")
        }
    }

    /// A system that connects anew has hung up before: whatever its last connection still had is gone with it.
    private func dial(for sender: RoutingID) throws {
        guard line?.sender != sender else { return }
        line?.dealer.close()
        let dealer = try DealerSocket(
            on: thread,
            in: TestBroker.context.get(),
            keys: system,
            serverKey: broker.serverKey
        )
        try dealer.connect(broker.endpoint)
        line = Line(sender: sender, dealer: dealer)
        connections += 1
    }

    private func passes(_ frames: MessageFrames) -> Bool {
        let verb = String(decoding: frames[1], as: UTF8.self)
        let number = passages.count { $0.verb == verb } + 1
        let isLost = losses.contains { $0 == (verb, number) }
        passages.append(Passage(verb: verb, isLost: isLost))
        return !isLost
    }

    /// The broker's WELCOME with the test's pace in it.
    private func paced(_ frames: MessageFrames) throws -> MessageFrames {
        var message = try BrokerMessage(decoding: Array(frames))
        guard case .welcome(var welcome) = message.verb else { return frames }
        welcome.pingMilliseconds = pingMilliseconds
        message.verb = .welcome(welcome)
        return MessageFrames(message)
    }
}

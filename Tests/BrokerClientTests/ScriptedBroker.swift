import BrokerClient
import Concerns
import Synchronization
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// A small broker on a real socket, with the faults that a test asks for.
///
/// It keeps to the wire's rules about numbers, windows and repeats, in memory; it routes nothing: a test says what is
/// delivered.
actor ScriptedBroker {
    /// What goes wrong, each so many times.
    struct Faults: Sendable {
        /// Receipts that are made and never sent.
        var lostReceipts = 0
        /// Numbers that are counted as sent, and are not.
        var lostDeliveries: [Int64] = []
        /// Publications answered so instead.
        var refusals: [WireRefusal] = []
    }

    private static let shared = Result { () throws(ZeroMQError) in
        let context = try ZeroMQContext()
        return (
            context: context,
            authenticator: try Authenticator(context: context, policy: AccessPolicy(users: [:]))
        )
    }
    private static let users = Mutex<[CurvePublicKey: String]>([:])

    nonisolated let thread: SocketThread
    private nonisolated let isOverdue = Atomic<Bool>(false)
    nonisolated let keys = KeyPair.generate()
    nonisolated let clientKeys = KeyPair.generate()
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor holds its thread.
        unsafe thread.asUnownedSerialExecutor()
    }

    static func context() throws -> ZeroMQContext { try shared.get().context }

    private(set) var endpoint = ""
    private(set) var published: [ClientMessage.Publish] = []
    private(set) var seen: [String] = []
    private let welcome: BrokerMessage.Welcome
    private var faults = Faults()
    private var router: RouterSocket?
    private var sessions: Set<RoutingID> = []
    private var attached: [SubscriptionName: RoutingID] = [:]
    private var queue: [BrokerMessage.Deliver] = []
    private var sent: Int64 = 0
    private var acked: Set<Int64> = []
    private var watchers:
        [(isMet: @Sendable (Snapshot) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []

    /// What a test can wait for.
    struct Snapshot: Sendable {
        let published: Int
        let acked: Set<Int64>
        let seen: [String]
    }

    init() throws {
        thread = try SocketThread(named: "scripted")
        welcome = try Samples.welcome(pingMilliseconds: 40)
    }

    func start(faults: Faults = Faults()) throws {
        self.faults = faults
        let authenticator = try Self.shared.get().authenticator
        try Self.users.withLock { users in
            users[clientKeys.publicKey] = "wmp/niche"
            authenticator.replacePolicy(try AccessPolicy(users: users))
        }
        let router = try RouterSocket(on: thread, keys: keys, authenticator: authenticator)
        self.router = router
        thread.attach { [weak self] in
            self?.assumeIsolated { $0.turn() }
            return nil
        }
        endpoint = try router.bind("tcp://127.0.0.1:*")
    }

    func configuration(patience: Patience = .brisk) -> ClientConfiguration {
        ClientConfiguration(
            endpoint: endpoint,
            serverKey: keys.publicKey,
            keys: clientKeys,
            agent: "test/1",
            patience: patience
        )
    }

    /// As after a restart: nobody is known any more, and everything receipted is.
    func forgetSessions() {
        sessions = []
        attached = [:]
        sent = 0
    }

    func deliver(_ deliveries: [BrokerMessage.Deliver]) {
        queue += deliveries
        push()
    }

    func wait(until isMet: @escaping @Sendable (Snapshot) -> Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                watchers.append((isMet, continuation))
                answerWatchers()
            }
        } onCancel: {
            // A test that runs out of time must end, not hang.
            isOverdue.store(true, ordering: .relaxed)
            thread.wake()
        }
    }

    func stop() async {
        router?.close()
        router = nil
        await thread.stop()
    }

    private func turn() {
        guard let router else { return }
        for arrival in router.receive(limit: 64) {
            guard case .message(let message) = ClientMessage.decode(Array(arrival.frames)) else { continue }
            seen.append(message.verb.name)
            handle(message, from: arrival.sender)
        }
        push()
        answerWatchers()
    }

    private func answerWatchers() {
        let snapshot = Snapshot(published: published.count, acked: acked, seen: seen)
        let isOverdue = isOverdue.load(ordering: .relaxed)
        let met = watchers.filter { isOverdue || $0.isMet(snapshot) }
        watchers.removeAll { isOverdue || $0.isMet(snapshot) }
        for (_, continuation) in met { continuation.resume() }
    }

    private func answer(_ verb: BrokerMessage.Verb, to message: ClientMessage, _ sender: RoutingID) {
        _ = router?.send(
            MessageFrames(BrokerMessage(request: message.request, verb: verb).frames),
            to: sender
        )
    }

    private func handle(_ message: ClientMessage, from sender: RoutingID) {
        if case .hello = message.verb {
            sessions.insert(sender)
            return answer(.welcome(welcome), to: message, sender)
        }
        guard sessions.contains(sender) else {
            return answer(.error(WireRefusal(.noSession, "say HELLO first")), to: message, sender)
        }
        switch message.verb {
        case .publish(let publish): receipt(publish, message, sender)
        case .subscribe(let subscribe):
            attached[subscribe.sub] = sender
            sent = position.acked
            answer(
                .subscribed(sub: subscribe.sub, position: position, window: subscribe.window),
                to: message,
                sender
            )
        case .ack(let name, let numbers):
            acked.formUnion(numbers)
            answer(.acked(sub: name, numbers: numbers, position: position), to: message, sender)
        case .ping:
            let standing = BrokerMessage.Standing(position: position, sent: sent)
            answer(.pong(attached.mapValues { _ in standing }), to: message, sender)
        case .fetch(let fetch):
            answer(
                .page(what: fetch.what, next: nil, body: Array("{\"seq\":1}\n{\"seq\":2}\n".utf8)),
                to: message,
                sender
            )
        case .bye: answer(.bye, to: message, sender)
        case .detach(let name): answer(.detached(sub: name), to: message, sender)
        case .hello, .nack: break
        }
    }

    private func receipt(_ publish: ClientMessage.Publish, _ message: ClientMessage, _ sender: RoutingID) {
        if !faults.refusals.isEmpty {
            return answer(.error(faults.refusals.removeFirst()), to: message, sender)
        }
        if !published.contains(where: { $0.id == publish.id }) { published.append(publish) }
        let place = published.firstIndex { $0.id == publish.id } ?? 0
        if faults.lostReceipts > 0 { return faults.lostReceipts -= 1 }
        answer(Samples.receipt(for: publish, sequence: Int64(place + 1)), to: message, sender)
    }

    private var position: BrokerMessage.Position {
        var number: Int64 = 0
        while acked.contains(number + 1) { number += 1 }
        return BrokerMessage.Position(acked: number, head: Int64(queue.count))
    }

    private func push() {
        for (_, receiver) in attached {
            for delivery in queue where delivery.number > sent && !acked.contains(delivery.number) {
                sent = delivery.number
                if let index = faults.lostDeliveries.firstIndex(of: delivery.number) {
                    faults.lostDeliveries.remove(at: index)
                    continue
                }
                _ = router?.send(
                    MessageFrames(BrokerMessage(request: [], verb: .deliver(delivery)).frames),
                    to: receiver
                )
            }
        }
    }
}

extension Patience {
    /// Short enough for tests that lose things on purpose.
    static var brisk: Patience {
        var patience = Patience()
        patience.answerMilliseconds = 300
        patience.firstPauseMilliseconds = 10
        patience.longestPauseMilliseconds = 50
        patience.laterMilliseconds = 20
        return patience
    }
}

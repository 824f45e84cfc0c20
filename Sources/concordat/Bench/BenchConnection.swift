import BrokerClient
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// One connection to the measured broker: greets, then publishes or is delivered to.
final class BenchConnection {
    /// Where the broker is.
    struct Place {
        let endpoint: String
        let serverKey: CurvePublicKey
        let context: ZeroMQContext
    }

    /// What one round brought.
    struct Round {
        var receipts: [Int] = []
        var deliveries = 0
    }

    private static let window = 512
    private let connect: () throws(ZeroMQError) -> DealerSocket
    private var socket: DealerSocket
    private let subscription: ClientMessage.Subscribe?
    private var isGreeted = false
    private var delivered: Int64 = 0
    private var told: Int64 = 0
    private var awaited: [Int] = []
    private var answered = 0

    private(set) var isReady = false
    /// PUBLISHes without receipt.
    private(set) var outstanding = 0
    /// Deliveries whose acknowledgement is durable.
    private(set) var acknowledged = 0

    /// Connects; with a pattern it subscribes to it, else it publishes.
    init(_ place: Place, keys: KeyPair, asking pattern: String? = nil, on thread: SocketThread) throws {
        connect = { () throws(ZeroMQError) in
            var options = DealerOptions()
            options.sendQueue = 2_048
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
        socket = try connect()
        // Each connection begins anew, with a name of its own, so that its numbers begin at 1.
        if let pattern = pattern.flatMap({ TopicPattern($0) }),
            let name = SubscriptionName("bench-" + MessageID.random().text.prefix(13))
        {
            subscription = ClientMessage.Subscribe(
                sub: name,
                topics: [pattern],
                window: Self.window,
                from: .now
            )
        } else {
            subscription = nil
        }
    }

    /// Says HELLO as soon as there is a connection.
    func greet() {
        if !isGreeted { isGreeted = send(.hello(agent: "concordat-bench/1")) }
    }

    /// Sends a PUBLISH if there is room.
    func publish(_ message: MessageFrames) -> Bool {
        guard socket.send(message) == .sent else { return false }
        outstanding += 1
        return true
    }

    /// Acknowledges everything delivered since the last time, in one message.
    func acknowledge() throws(CommandFailure) {
        guard let subscription, delivered > told else { return }
        let numbers = Array(told + 1...delivered)
        guard send(.ack(sub: subscription.sub, numbers: numbers)) else {
            throw .refused("the measured broker: takes no acknowledgement")
        }
        told = delivered
        awaited.append(numbers.count)
    }

    /// Takes what has arrived.
    func receive() throws(CommandFailure) -> Round {
        var round = Round()
        for frames in socket.receive(limit: 512) {
            guard frames.count == WireLimit.frameCount else {
                throw .refused("the measured broker: no frames of CC1")
            }
            switch String(decoding: frames[1], as: UTF8.self) {
            case "RECEIPT":
                outstanding -= 1
                round.receipts.append(BenchEvent.place(of: frames[2]))
            case "DELIVER":
                delivered += 1
                round.deliveries += 1
            case "ACKED":
                acknowledged += awaited[answered]
                answered += 1
            case "WELCOME":
                if let subscription { _ = send(.subscribe(subscription)) } else { isReady = true }
            case "SUBSCRIBED": isReady = true
            case "PONG": break
            case "ERROR" where !isReady && isDoubtful(frames[3]):
                // On a busy machine libzmq now and then loses sight of who somebody is (`wire.md`, 421).
                do throws(ZeroMQError) {
                    socket.close()
                    socket = try connect()
                } catch {
                    throw .refused("the measured broker: \(error)")
                }
                isGreeted = false
                return round
            case let verb:
                throw .refused("the measured broker: \(verb) \(String(decoding: frames[3], as: UTF8.self))")
            }
        }
        return round
    }

    private func isDoubtful(_ head: ArraySlice<UInt8>) -> Bool {
        String(decoding: head, as: UTF8.self).hasPrefix(#"{"code":421,"#)
    }

    private func send(_ verb: ClientMessage.Verb) -> Bool {
        socket.send(MessageFrames(ClientMessage(request: [1], verb: verb).frames)) == .sent
    }
}

import Topics
import Vocabulary
import Wire
import ZeroMQ

/// A subscriber with an inbox: it takes each number once, in order, and answers for what it has.
struct KillSubscriber {
    private var socket: DealerSocket?
    private var isGreeted = false
    /// Whether there was a hole, or the broker asked for a new connection.
    private(set) var isLost = false
    private var nextNumber: Int64 = 1
    private(set) var evidence = KillEvidence()

    mutating func connect(_ socket: DealerSocket) {
        close()
        self.socket = socket
    }

    mutating func close() {
        socket?.close()
        socket = nil
        (isGreeted, isLost) = (false, false)
    }

    mutating func receive() {
        guard let socket else { return }
        if !isGreeted { isGreeted = send(.hello(agent: "concordat-torture/1"), on: socket) }
        for frames in socket.receive(limit: 256) {
            let message: BrokerMessage
            do throws(WireRefusal) { message = try BrokerMessage(decoding: Array(frames)) } catch { continue }
            switch message.verb {
            case .welcome: subscribe(on: socket)
            case .deliver(let delivery): take(delivery, on: socket)
            case .error: isLost = true
            case .receipt, .subscribed, .acked, .nacked, .detached, .page, .pong, .bye: break
            }
        }
    }

    private mutating func take(_ delivery: BrokerMessage.Deliver, on socket: DealerSocket) {
        guard delivery.number <= nextNumber else {
            // A hole; one that stays on every connection is something that is never handed over.
            isLost = true
            return
        }
        if delivery.number == nextNumber {
            if evidence.handed.updateValue(delivery.sequence, forKey: delivery.id) != nil {
                evidence.doubled += 1
            }
            nextNumber += 1
        } else if evidence.handed[delivery.id] != delivery.sequence {
            evidence.doubled += 1
        }
        _ = send(.ack(sub: delivery.sub, numbers: [delivery.number]), on: socket)
    }

    private func subscribe(on socket: DealerSocket) {
        guard let name = SubscriptionName("torture"), let pattern = TopicPattern("bench.>") else { return }
        let subscribe = ClientMessage.Subscribe(sub: name, topics: [pattern], window: 64, from: .start)
        _ = send(.subscribe(subscribe), on: socket)
    }

    private func send(_ verb: ClientMessage.Verb, on socket: DealerSocket) -> Bool {
        socket.send(MessageFrames(ClientMessage(request: [1], verb: verb).frames)) == .sent
    }
}

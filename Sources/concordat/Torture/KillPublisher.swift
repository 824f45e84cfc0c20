import Vocabulary
import Wire
import ZeroMQ

/// A publisher with an outbox: what was not receipted is sent again, unchanged, on the next connection.
struct KillPublisher {
    private static let window = 8
    private var socket: DealerSocket?
    private var isGreeted = false
    private var isWelcome = false
    /// Whether the broker asked for a new connection.
    private(set) var isLost = false
    /// Places of what was published and not receipted; those not yet sent on this connection.
    private(set) var waiting: Set<Int> = []
    private var unsent: [Int] = []
    private(set) var receipts: [MessageID: (sequence: LedgerSequence, body: [UInt8])] = [:]
    private(set) var contradictions = 0

    var hasRoom: Bool { isWelcome && waiting.count < Self.window }

    mutating func connect(_ socket: DealerSocket) {
        close()
        self.socket = socket
    }

    mutating func close() {
        socket?.close()
        socket = nil
        (isGreeted, isWelcome, isLost) = (false, false, false)
        unsent = waiting.sorted()
    }

    mutating func publish(_ place: Int, _ messages: [MessageFrames]) {
        waiting.insert(place)
        unsent.append(place)
    }

    mutating func resend(_ messages: [MessageFrames]) {
        guard let socket else { return }
        if !isGreeted {
            let hello = ClientMessage(request: [1], verb: .hello(agent: "concordat-torture/1"))
            isGreeted = socket.send(MessageFrames(hello.frames)) == .sent
        }
        while isWelcome, let place = unsent.first, socket.send(messages[place]) == .sent {
            unsent.removeFirst()
        }
    }

    mutating func receive() {
        guard let socket else { return }
        for frames in socket.receive(limit: 256) {
            let message: BrokerMessage
            do throws(WireRefusal) { message = try BrokerMessage(decoding: Array(frames)) } catch { continue }
            switch message.verb {
            case .welcome: isWelcome = true
            case .receipt(let id, let sequence, _, let body):
                waiting.remove(BenchEvent.place(of: message.request[...]))
                if let first = receipts[id], first.sequence != sequence || first.body != body {
                    contradictions += 1
                }
                receipts[id] = (sequence, body)
            case .error(let refusal) where refusal.code == .slowDown || refusal.code == .notDurable:
                unsent.append(BenchEvent.place(of: message.request[...]))
            case .error: isLost = true
            case .subscribed, .deliver, .acked, .nacked, .detached, .page, .pong, .bye: break
            }
        }
    }
}

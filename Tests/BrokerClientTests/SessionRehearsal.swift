import Concerns
import Topics
import Vocabulary
import Wire

@testable import BrokerClient

/// A session, a broker and a box in memory, between which anything can be lost, all of it from one seed.
///
/// The box is the durable part: a crash leaves it as it is and begins a new session on it.
struct SessionRehearsal {
    private(set) var random: SplitMix64
    private(set) var now = MonotonicTime(milliseconds: 0)
    private var session: ClientSession
    private let name: SubscriptionName

    // The broker: durable, but for `isKnown`, `sent`.
    private(set) var published: [MessageID] = []
    private(set) var queue: [BrokerMessage.Deliver] = []
    private var acked: Set<Int64> = []
    private var isKnown = false
    private var isAttached = false
    private var sent: Int64 = 0

    // The box: durable.
    private var outbox: [OutboxEntry]
    private(set) var receipted: [MessageID] = []
    private var next: Int64?
    private(set) var inbox: [Int64] = []

    /// Tasks that the box has not carried out yet, and messages on the wire.
    private var tasks: [BoxTask] = []
    private var toBroker: [ClientMessage] = []
    private var toClient: [BrokerMessage] = []

    /// Of a thousand messages, so many are lost.
    var lossPerMille: UInt64 = 0

    init(seed: UInt64, publications: Int, deliveries: Int64) throws {
        random = SplitMix64(state: seed)
        name = try Samples.name()
        outbox = try (1...publications).map { number in
            let publication = try Samples.publication(number, body: "{\"n\":\(number)}")
            return OutboxEntry(
                place: Int64(number),
                publication: publication,
                sha256: .ofBody(publication.body)
            )
        }
        queue = try (1...deliveries).map { try Samples.delivery($0) }
        session = ClientSession(agent: "test/1", patience: Patience(), seed: seed, now: now)
        try begin()
    }

    var isDone: Bool {
        receipted.count == outbox.count && inbox.count == queue.count && acked.count == queue.count
    }

    private mutating func begin() throws {
        session = ClientSession(agent: "test/1", patience: Patience(), seed: random.next(), now: now)
        carryOut(session.subscribe(try Samples.subscription(), Ticket(number: 1), until: nil, now))
    }

    /// The client's process dies with whatever was not on disk.
    mutating func crashClient() throws {
        (tasks, toBroker, toClient, isKnown, isAttached) = ([], [], [], false, false)
        try begin()
    }

    /// The broker's process dies and comes back; the connection stands, but nobody is known.
    mutating func restartBroker() {
        (isKnown, isAttached) = (false, false)
    }

    /// One step of somebody.
    mutating func step() throws {
        switch random.next() % 4 {
        case 0: try hearBroker()
        case 1: try hearClient()
        case 2: performTasks()
        default:
            let quiet = toBroker.isEmpty && toClient.isEmpty && tasks.isEmpty
            now =
                quiet
                ? max(session.deadline ?? now, now) : now.advanced(byMilliseconds: Int64(random.next() % 50))
            carryOut(session.timePassed(to: now))
        }
    }

    private mutating func carryOut(_ actions: [SessionAction]) {
        for action in actions {
            switch action {
            case .openSocket, .closeSocket:
                (toBroker, toClient, isKnown, isAttached) = ([], [], false, false)
            case .send(let message): toBroker.append(message)
            case .perform(let task): tasks.append(task)
            case .answer, .announceArrivals, .report, .finish: break
            }
        }
    }

    private mutating func isLost() -> Bool { random.next() % 1_000 < lossPerMille }

    private mutating func hearBroker() throws {
        guard !toClient.isEmpty else { return }
        carryOut(session.received(toClient.removeFirst(), now))
    }

    private mutating func answer(_ verb: BrokerMessage.Verb, to request: [UInt8]) {
        if !isLost() { toClient.append(BrokerMessage(request: request, verb: verb)) }
    }

    private var position: BrokerMessage.Position {
        var number: Int64 = 0
        while acked.contains(number + 1) { number += 1 }
        return BrokerMessage.Position(acked: number, head: Int64(queue.count))
    }

    private mutating func hearClient() throws {
        guard !toBroker.isEmpty else { return push() }
        let message = toBroker.removeFirst()
        if isLost() { return }
        if case .hello = message.verb {
            isKnown = true
            return answer(.welcome(try Samples.welcome()), to: message.request)
        }
        guard isKnown else { return answer(.error(WireRefusal(.noSession, "who?")), to: message.request) }
        switch message.verb {
        case .publish(let publish):
            if !published.contains(publish.id) { published.append(publish.id) }
            let place = Int64((published.firstIndex(of: publish.id) ?? 0) + 1)
            answer(Samples.receipt(for: publish, sequence: place), to: message.request)
        case .subscribe(let subscribe):
            (isAttached, sent) = (true, position.acked)
            answer(.subscribed(sub: subscribe.sub, position: position, window: 16), to: message.request)
        case .ack(let sub, let numbers):
            acked.formUnion(numbers)
            answer(.acked(sub: sub, numbers: numbers, position: position), to: message.request)
        case .ping:
            let standing = BrokerMessage.Standing(position: position, sent: sent)
            answer(.pong(isAttached ? [name: standing] : [:]), to: message.request)
        case .hello, .nack, .detach, .fetch, .bye: break
        }
        push()
    }

    private mutating func push() {
        guard isAttached else { return }
        for delivery in queue where delivery.number > sent && delivery.number <= position.acked + 16 {
            sent = delivery.number
            answer(.deliver(delivery), to: [])
        }
    }

    private mutating func performTasks() {
        guard !tasks.isEmpty else { return }
        let batch = tasks
        tasks = []
        carryOut(session.performed(batch.map { perform($0) }, now))
    }

    private mutating func perform(_ task: BoxTask) -> BoxResult {
        switch task {
        case .claim: return .claimed(true)
        case .loadOutbox(let place, let limit):
            let waiting = outbox.filter { $0.place > place && !receipted.contains($0.publication.id) }
            return .outbox(Array(waiting.prefix(limit)), isLast: waiting.count <= limit)
        case .settle(_, let id, let settlement):
            if case .receipted = settlement { receipted.append(id) }
            return .settled(id, settlement)
        case .lookUp(let id): return .settled(id, nil)
        case .position(let name): return .position(name, next: next)
        case .begin(_, let first):
            next = first
            return .nothing
        case .skip: return .nothing
        case .keep(let delivery):
            guard let expected = next, delivery.number <= expected else { return .nothing }
            if delivery.number < expected { return .kept(name, number: delivery.number, isNew: false) }
            next = expected + 1
            inbox.append(delivery.number)
            return .kept(name, number: delivery.number, isNew: true)
        }
    }
}

/// Steele, Lea and Flood's generator: the same numbers from the same seed, everywhere.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}

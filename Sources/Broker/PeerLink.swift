import BrokerCore
import Concerns
import Ledger
import Logging
import Topics
import Vocabulary
import Wire
import ZeroMQ

/// This broker as an ordinary client of another authority's: it publishes what the outbox holds until it is receipted.
///
///     closed ── backoff over ──▶ greeting ── WELCOME ──▶ open ── silence, ERROR hello ──▶ closed
///
/// Nothing here is durable: the outbox is folded from the ledger, every PUBLISH is idempotent, and after any doubt
/// the link begins again with HELLO and resends what was not receipted, unchanged.
struct PeerLink {
    private enum State {
        case closed(until: Int64)
        case greeting(DealerSocket, until: Int64)
        case open(DealerSocket)
    }

    /// Messages sent and not yet receipted.
    private static let window = 32
    private static let answerMilliseconds: Int64 = 5_000
    private static let longestBackoffMilliseconds: Int64 = 5_000
    private static let shortestDeferral: Int64 = 200

    let authority: AuthorityCode
    private let peer: BrokerConfiguration.Peer
    private let keys: KeyPair
    private let signing: SigningKey
    private let context: ZeroMQContext
    private var state = State.closed(until: 0)
    private var failures: Int64 = 0
    private var sent: [LedgerSequence: Int64] = [:]
    private var ids: [MessageID: LedgerSequence] = [:]
    /// What the peer cannot take yet, and when it is tried again; nothing else waits for it, on the next connection neither.
    private var deferred: [LedgerSequence: Int64] = [:]
    private var lastHeard: Int64 = 0
    private var lastPing: Int64 = 0

    init(_ peer: BrokerConfiguration.Peer, keys: KeyPair, signing: SigningKey, context: ZeroMQContext) {
        authority = peer.authority
        self.peer = peer
        self.keys = keys
        self.signing = signing
        self.context = context
    }

    /// The real time at which ``round(_:outbox:ledger:on:)`` has something to do although nothing arrives.
    var nextDeadline: Int64 {
        switch state {
        case .closed(let until), .greeting(_, let until): until
        case .open:
            min(
                lastPing + WireLimit.pingMilliseconds,
                sent.values.min().map { $0 + Self.answerMilliseconds } ?? .max,
                deferred.values.min() ?? .max
            )
        }
    }

    /// Reads answers, sends what waits, and says what the peer took or refused for good.
    mutating func round(
        _ monotonic: Int64,
        outbox: [LedgerSequence],
        ledger: any LedgerStore,
        on thread: SocketThread
    ) throws -> [BrokerCore.Arrival] {
        var arrivals: [BrokerCore.Arrival] = []
        switch state {
        case .closed(let until):
            if monotonic >= until, !outbox.isEmpty { try connect(monotonic, on: thread) }
        case .greeting(let socket, let until):
            try hear(socket, monotonic, &arrivals)
            if case .greeting = state, monotonic >= until { fail(monotonic) }
        case .open(let socket): try hear(socket, monotonic, &arrivals)
        }
        if case .open(let socket) = state { try send(outbox, ledger, monotonic, over: socket) }
        return arrivals
    }

    mutating func close() {
        switch state {
        case .closed: break
        case .greeting(let socket, _), .open(let socket): socket.close()
        }
        state = .closed(until: .max)
    }

    private mutating func connect(_ monotonic: Int64, on thread: SocketThread) throws {
        do throws(ZeroMQError) {
            let socket = try DealerSocket(on: thread, in: context, keys: keys, serverKey: peer.serverKey)
            try socket.connect(peer.endpoint)
            state = .greeting(socket, until: monotonic + Self.answerMilliseconds)
        } catch .exhausted {
            // Clients may have taken every descriptor; they give them back, and what is owed waits in the outbox.
            return fail(monotonic)
        }
        (sent, ids, lastHeard, lastPing) = ([:], [:], monotonic, 0)
    }

    private mutating func fail(_ monotonic: Int64) {
        close()
        failures += 1
        let backoff = min(Self.longestBackoffMilliseconds, 100 << min(failures, 6))
        // Jitter from what differs between brokers, so that two do not knock in step.
        state = .closed(
            until: monotonic + backoff + Int64(authority.text.utf8.reduce(0) { $0 + Int($1) } % 97)
        )
        sent = [:]
    }

    private mutating func hear(
        _ socket: DealerSocket,
        _ monotonic: Int64,
        _ arrivals: inout [BrokerCore.Arrival]
    ) throws {
        if case .greeting = state, lastPing == 0 {
            let hello = ClientMessage(request: [], verb: .hello(agent: "concordat-broker"))
            if socket.send(MessageFrames(hello.frames)) == .sent { lastPing = monotonic }
        }
        for frames in socket.receive(limit: 256) {
            let message: BrokerMessage
            do throws(WireRefusal) { message = try BrokerMessage(decoding: Array(frames)) } catch {
                fail(monotonic)
                return
            }
            lastHeard = monotonic
            switch message.verb {
            case .welcome:
                state = .open(socket)
                failures = 0
            case .receipt(let id, _, _, _):
                guard let sequence = ids.removeValue(forKey: id) else { continue }
                sent[sequence] = nil
                arrivals.append(.peerReceipted(authority, sequence))
            case .error(let refusal):
                guard refusal.code.retry != .hello, let sequence = Self.sequence(message.request) else {
                    fail(monotonic)
                    return
                }
                sent[sequence] = nil
                guard refusal.code.retry == .no else {
                    let wait = max(Self.shortestDeferral, Int64(refusal.afterMilliseconds))
                    deferred[sequence] = monotonic + min(wait, Self.answerMilliseconds)
                    continue
                }
                arrivals.append(.peerRefused(authority, sequence))
            case .subscribed, .deliver, .acked, .nacked, .detached, .page, .pong, .bye: continue
            }
        }
        if case .open = state, monotonic - lastHeard > WireLimit.deadMilliseconds { fail(monotonic) }
        if sent.values.contains(where: { monotonic - $0 > Self.answerMilliseconds }) { fail(monotonic) }
    }

    private mutating func send(
        _ outbox: [LedgerSequence],
        _ ledger: any LedgerStore,
        _ monotonic: Int64,
        over socket: DealerSocket
    ) throws {
        deferred = deferred.filter { $0.value > monotonic }
        for sequence in outbox
        where sent[sequence] == nil && deferred[sequence] == nil && sent.count < Self.window {
            guard sequence.number <= ledger.head.size else { break }
            let publish = try publish(ledger.entry(sequence))
            let message = ClientMessage(request: Self.request(sequence), verb: .publish(publish))
            guard socket.send(MessageFrames(message.frames)) == .sent else { return }
            sent[sequence] = monotonic
            ids[publish.id] = sequence
        }
        guard monotonic - lastPing >= WireLimit.pingMilliseconds else { return }
        let ping = ClientMessage(request: [], verb: .ping)
        if socket.send(MessageFrames(ping.frames)) == .sent { lastPing = monotonic }
    }

    /// The entry as the peer takes it, signed by this authority unless whoever said it signed.
    ///
    /// Ed25519 is deterministic, so that a resend is the same bytes.
    private func publish(_ entry: StoredEntry) throws -> ClientMessage.Publish {
        let concern = try Concern(parsing: entry.body.bytes)
        let body = concern.signature == nil ? concern.bytes(signedBy: signing) : concern.bytes
        return ClientMessage.Publish(
            id: entry.header.id,
            topic: concern.topic,
            sha256: .ofBody(body),
            body: body
        )
    }

    private static func request(_ sequence: LedgerSequence) -> [UInt8] { Array(String(sequence.number).utf8) }

    private static func sequence(_ request: [UInt8]) -> LedgerSequence? {
        Int64(String(decoding: request, as: UTF8.self)).map { LedgerSequence($0) }
    }
}

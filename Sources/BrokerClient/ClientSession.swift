import Vocabulary
import Wire

/// One client's side of the conversation: when to connect, what to send, what to store, whom to tell.
///
///     resting ──pause over──▶ greeting ──WELCOME──▶ proving ──box is ours──▶ open
///        ▲                       │                     │                      │
///        └───── no answer, "hello", a hole, a lost tail: new socket, all again ◀──┘
///     any ──close──▶ leaving ──BYE or time──▶ ended
///
/// A value without clock, socket or disk. Each input returns what is to be done, in order. Nothing is acknowledged and
/// nobody is told before the box has said that it is stored; what was sent and not answered is sent again, unchanged, on
/// the next connection. It does not survive the process: the box does.
struct ClientSession: Sendable, Equatable {
    enum Phase: Sendable, Equatable {
        case resting(until: MonotonicTime)
        case greeting(until: MonotonicTime)
        case proving(BrokerMessage.Welcome)
        case open(BrokerMessage.Welcome, pingAt: MonotonicTime)
        case leaving(until: MonotonicTime)
        case ended(SessionEnd)
    }

    /// What was asked on this connection, until the answer.
    struct Pending: Sendable, Equatable {
        enum Request: Sendable, Equatable {
            case hello
            case publish(place: Int64)
            case subscribe(SubscriptionName)
            case detach(SubscriptionName)
            case fetch(Ticket)
            case ack
            case ping
        }

        let tag: UInt64
        let request: Request
        let verb: String
        let until: MonotonicTime
    }

    /// Somebody who waits.
    struct Caller: Sendable, Equatable {
        enum Wish: Sendable, Equatable {
            case settlement(MessageID)
            case subscription(SubscriptionName)
            case detachment(SubscriptionName)
            case page(ClientMessage.Fetch)
            case welcome
            case emptyOutbox
        }

        let ticket: Ticket
        let wish: Wish
        let until: MonotonicTime?
    }

    let agent: String
    let patience: Patience
    var phase: Phase
    var outbox = OutboxWindow()
    var book = SubscriptionBook()
    var pending: [Pending] = []
    var callers: [Caller] = []
    /// Attempts since a connection last proved to be alive.
    var attempts = 0
    /// Publications wait until then, because the broker said "later".
    var publishAgainAt: MonotonicTime?
    private var lastTag: UInt64 = 0
    private var randomState: UInt64

    /// The seed makes the jitter of the pauses.
    init(agent: String, patience: Patience, seed: UInt64, now: MonotonicTime) {
        self.agent = agent
        self.patience = patience
        randomState = seed
        phase = .resting(until: now)
    }

    /// When ``timePassed(to:)`` must next be called; early and repeated calls are harmless.
    var deadline: MonotonicTime? {
        var deadlines = callers.compactMap(\.until)
        switch phase {
        case .resting(let until), .greeting(let until), .leaving(let until): deadlines.append(until)
        case .open(_, let pingAt):
            deadlines += [pingAt] + pending.map(\.until)
            if let publishAgainAt { deadlines.append(publishAgainAt) }
            if let pause = book.deadline { deadlines.append(pause) }
        case .proving, .ended: break
        }
        return deadlines.min()
    }

    mutating func timePassed(to now: MonotonicTime) -> [SessionAction] {
        var actions: [SessionAction] = []
        for caller in callers where caller.until.map({ $0 <= now }) ?? false {
            actions.append(.answer(caller.ticket, .unanswered))
        }
        callers.removeAll { $0.until.map { $0 <= now } ?? false }
        switch phase {
        case .resting(let until):
            guard until <= now else { return actions }
            phase = .greeting(until: now.advanced(byMilliseconds: patience.answerMilliseconds))
            actions += [.openSocket, ask(.hello(agent: agent), .hello, now)]
        case .greeting(let until):
            if until <= now { actions += lose(.noWelcome, now) }
        case .open(let welcome, let pingAt):
            if let late = pending.first(where: { $0.until <= now }) {
                return actions + lose(.unanswered(verb: late.verb), now)
            }
            book.timePassed(to: now)
            if let again = publishAgainAt, again <= now { publishAgainAt = nil }
            if pingAt <= now {
                phase = .open(welcome, pingAt: now.advanced(byMilliseconds: welcome.pingMilliseconds))
                actions.append(ask(.ping, .ping, now))
            }
            actions += pump(now)
        case .leaving(let until):
            if until <= now { actions += end(.closed) }
        case .proving, .ended: break
        }
        return actions
    }

    /// Says good-bye; everybody who waits is told, what is stored stays stored.
    mutating func close(_ now: MonotonicTime) -> [SessionAction] {
        switch phase {
        case .open:
            phase = .leaving(until: now.advanced(byMilliseconds: patience.farewellMilliseconds))
            return [.send(ClientMessage(request: [], verb: .bye))] + dismiss(.closed)
        case .leaving, .ended: return []
        case .resting, .greeting, .proving: return end(.closed)
        }
    }

    /// The box cannot be written: memory is ahead of the disk, so nothing more may be said.
    mutating func boxFailed() -> [SessionAction] {
        if case .ended = phase { return [] }
        return end(.boxFailed)
    }

    // MARK: Steps that several inputs share

    /// Sends whatever may be sent, and reads ahead.
    mutating func pump(_ now: MonotonicTime) -> [SessionAction] {
        guard case .open(let welcome, _) = phase else { return [] }
        let window = Int(min(max(welcome.publishWindow, 1), 1_024))
        var actions = book.ask().map { subscription in
            ask(
                .subscribe(
                    ClientMessage.Subscribe(
                        sub: subscription.name,
                        topics: subscription.topics,
                        window: min(subscription.window, Int(welcome.maxWindow)),
                        from: subscription.from
                    )
                ),
                .subscribe(subscription.name),
                now
            )
        }
        if publishAgainAt == nil {
            for entry in outbox.send(window: window) {
                let publish = ClientMessage.Publish(
                    id: entry.publication.id,
                    topic: entry.publication.topic,
                    sha256: entry.sha256,
                    body: entry.publication.body
                )
                actions.append(ask(.publish(publish), .publish(place: entry.place), now))
            }
        }
        if let (place, limit) = outbox.beginReading(window: window) {
            actions.append(.perform(.loadOutbox(after: place, limit: limit)))
        }
        return actions
    }

    /// A request with a tag of its own, to be answered in time.
    mutating func ask(
        _ verb: ClientMessage.Verb,
        _ request: Pending.Request,
        _ now: MonotonicTime
    ) -> SessionAction {
        lastTag += 1
        let tag = lastTag
        let until = now.advanced(byMilliseconds: patience.answerMilliseconds)
        pending.append(Pending(tag: tag, request: request, verb: verb.name, until: until))
        return .send(ClientMessage(request: Self.bytes(ofTag: tag), verb: verb))
    }

    /// Gives the socket up and rests; everything that was not answered is asked again later.
    mutating func lose(_ loss: Loss, _ now: MonotonicTime) -> [SessionAction] {
        let pause = nextPause()
        phase = .resting(until: now.advanced(byMilliseconds: pause))
        pending = []
        publishAgainAt = nil
        outbox.lostConnection()
        book.lostConnection()
        return [.closeSocket, .report(.lost(loss, pauseMilliseconds: pause))]
    }

    mutating func end(_ reason: SessionEnd) -> [SessionAction] {
        phase = .ended(reason)
        pending = []
        return [.closeSocket] + dismiss(reason) + [.finish(reason)]
    }

    private mutating func dismiss(_ reason: SessionEnd) -> [SessionAction] {
        defer { callers = [] }
        return callers.map { .answer($0.ticket, .ended(reason)) }
    }

    /// Twice the last pause, less up to half at random, so that a broker's restart is no stampede.
    private mutating func nextPause() -> Int64 {
        let doubled = patience.firstPauseMilliseconds << Int64(min(attempts, 20))
        let pause = min(doubled, patience.longestPauseMilliseconds)
        attempts += 1
        // SplitMix64.
        randomState &+= 0x9e37_79b9_7f4a_7c15
        var word = randomState
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        word ^= word >> 31
        return pause - Int64(word % UInt64(max(pause / 2, 1)))
    }

    static func bytes(ofTag tag: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: tag >> (56 - 8 * $0)) }
    }

    static func tag(of bytes: [UInt8]) -> UInt64? {
        bytes.count == 8 ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }
}

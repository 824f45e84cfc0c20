public import Logging
import Synchronization
public import Vocabulary
public import Wire
public import ZeroMQ

/// A system's connection to its broker, with its box: what it stores is delivered, what it is told is stored.
///
/// It connects by itself, again and again, from the moment it is made until ``close()``; a broker that is away or
/// restarted is no error. One thread of its own owns the socket; the box works on another, in batches: while one
/// transaction is being synced the next one collects. Callers MUST close it before they terminate the context.
///
///     let connection = try BrokerConnection(configuration, box: box, context: context, logger: logger)
///     let receipt = try await connection.publish(publication)
///     try await connection.subscribe(Subscription(name, to: patterns))
///     for try await message in connection.messages() { … }
///     await connection.close()
public actor BrokerConnection {
    /// The box.
    public nonisolated let box: ClientBox
    nonisolated let thread: SocketThread
    private nonisolated let mailbox = Mailbox()
    private nonisolated let clock = ContinuousClock()
    private nonisolated let start: ContinuousClock.Instant
    private let socket: BrokerSocket
    private let logger: Logger
    private var session: ClientSession
    private var tasks: [BoxTask] = []
    private var isBoxBusy = false
    private var waiting: [Ticket: CheckedContinuation<Answer, any Error>] = [:]
    private var arrivalWaiters: [Ticket: CheckedContinuation<Void, any Error>] = [:]
    private var arrivalCount: UInt64 = 0
    private var ending: SessionEnd?
    private var closers: [CheckedContinuation<Void, Never>] = []

    /// Runs on the thread that owns the socket.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor holds its thread, so the executor outlives it.
        unsafe thread.asUnownedSerialExecutor()
    }

    /// Begins to connect.
    ///
    /// - Throws: ``ClientError/Code/socket`` if the process can have no more threads.
    public init(
        _ configuration: ClientConfiguration,
        box: ClientBox,
        context: ZeroMQContext,
        logger: Logger
    ) throws(ClientError) {
        do { thread = try SocketThread(named: "concordat-client") } catch {
            throw ClientError(.socket, configuration.endpoint, underlying: error)
        }
        self.box = box
        self.logger = logger
        start = clock.now
        socket = BrokerSocket(configuration, context: context, thread: thread)
        var kernel = SystemRandomNumberGenerator()
        session = ClientSession(
            agent: configuration.agent,
            patience: configuration.patience,
            seed: kernel.next(),
            now: MonotonicTime(milliseconds: 0)
        )
        thread.attach { [weak self] in self?.assumeIsolated { $0.turn() } ?? nil }
    }

    private var now: MonotonicTime {
        let (seconds, attoseconds) = start.duration(to: clock.now).components
        return MonotonicTime(milliseconds: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }

    // MARK: The turn

    /// Hears the socket and the box, decides, acts; answers how long nothing need be done.
    private func turn() -> Duration? {
        let now = now
        for message in socket.receive() {
            do throws(WireRefusal) {
                run(session.received(try BrokerMessage(decoding: message), now))
            } catch {
                run(session.unreadableReceived(error, now))
            }
        }
        hearBox(now)
        forgetCancelled()
        run(session.timePassed(to: now))
        socket.flush()
        workBox()
        closeIfDone()
        guard let deadline = session.deadline else { return nil }
        return .milliseconds(max(deadline.milliseconds - self.now.milliseconds, 0))
    }

    private func hearBox(_ now: MonotonicTime) {
        guard let result = mailbox.takeResult() else { return }
        isBoxBusy = false
        switch result {
        case .success(let results): run(session.performed(results, now))
        case .failure(let error):
            logger.critical("the box cannot be written", metadata: ["error": "\(error)"])
            tasks = []
            run(session.boxFailed())
        }
    }

    private func forgetCancelled() {
        for ticket in mailbox.takeCancelled() {
            session.forget(ticket)
            waiting.removeValue(forKey: ticket)?.resume(throwing: CancellationError())
            arrivalWaiters.removeValue(forKey: ticket)?.resume(throwing: CancellationError())
        }
    }

    private func workBox() {
        guard !isBoxBusy, !tasks.isEmpty else { return }
        isBoxBusy = true
        let batch = tasks
        tasks = []
        box.carryOut(batch) { [mailbox, thread] result in
            mailbox.put(result)
            thread.wake()
        }
    }

    private func run(_ actions: [SessionAction]) {
        for action in actions {
            switch action {
            case .openSocket: open()
            case .closeSocket: socket.close()
            case .send(let message): socket.send(message)
            case .perform(let task): tasks.append(task)
            case .answer(let ticket, let answer):
                waiting.removeValue(forKey: ticket)?.resume(returning: answer)
            case .announceArrivals: announce()
            case .report(let report): report.write(to: logger)
            case .finish(let end):
                ending = end
                announce()
            }
        }
    }

    private func open() {
        do throws(ZeroMQError) { try socket.open() } catch {
            // No socket is to be had just now: the session rests when no WELCOME comes, and tries again.
            logger.error("cannot open a socket", metadata: ["error": "\(error)"])
        }
    }

    private func announce() {
        arrivalCount += 1
        let waiting = arrivalWaiters
        arrivalWaiters = [:]
        for continuation in waiting.values { continuation.resume() }
    }

    private func closeIfDone() {
        guard ending != nil, !isBoxBusy, tasks.isEmpty, !closers.isEmpty else { return }
        for closer in closers { closer.resume() }
        closers = []
    }

    // MARK: What callers ask

    /// Stores a publication, sends it, and waits for the receipt.
    ///
    /// If the wait ends otherwise (time, cancellation, ``close()``, the end of the process), the publication stays stored
    /// and is sent until it is answered, now or by the next connection with this box.
    ///
    /// - Throws: ``ClientError/Code/refused`` with the broker's reason; the publication is then kept for a person.
    @discardableResult
    public func publish(
        _ publication: Publication,
        within limit: Duration? = nil
    ) async throws -> StoredReceipt {
        try await submit([publication])
        return try await receipt(of: publication.id, within: limit)
    }

    /// Stores publications, all or none, and returns; they are sent in this order until each is answered.
    public func submit(_ publications: [Publication], notes: [String: [UInt8]] = [:])
        async throws(ClientError)
    {
        try await box.store(publications, notes: notes)
        run(session.stored(now))
        thread.wake()
    }

    /// Waits for the receipt of a publication that was stored.
    public func receipt(of id: MessageID, within limit: Duration? = nil) async throws -> StoredReceipt {
        let answer = try await wait(id.text) { session, ticket, now in
            session.awaitSettlement(of: id, ticket, until: now.after(limit))
        }
        switch answer {
        case .settled(.receipted(let receipt)): return receipt
        case .settled(.refused(let refusal)): throw ClientError(.refused, id.text, refusal: refusal)
        case .settled(.waiting), .subscribed, .page, .welcome, .detached, .outboxEmpty, .refused, .unanswered,
            .ended:
            preconditionFailure("not an answer to a publication")
        }
    }

    /// Waits until everything stored was answered.
    public func emptyOutbox(within limit: Duration? = nil) async throws {
        _ = try await wait("outbox") { session, ticket, now in
            session.awaitEmptyOutbox(ticket, until: now.after(limit))
        }
    }

    /// Waits for an open connection, and answers with what the broker says of itself.
    public func welcome(within limit: Duration? = nil) async throws -> BrokerMessage.Welcome {
        let answer = try await wait("welcome") { session, ticket, now in
            session.awaitWelcome(ticket, until: now.after(limit))
        }
        guard case .welcome(let welcome) = answer else { preconditionFailure("not an answer to a greeting") }
        return welcome
    }

    /// Subscribes, on this and every later connection; returns when the broker has said yes.
    @discardableResult
    public func subscribe(
        _ subscription: Subscription,
        within limit: Duration? = nil
    ) async throws -> BrokerMessage.Position {
        let answer = try await wait(subscription.name.text) { session, ticket, now in
            session.subscribe(subscription, ticket, until: now.after(limit), now)
        }
        guard case .subscribed(let position) = answer else {
            preconditionFailure("not an answer to SUBSCRIBE")
        }
        return position
    }

    /// Stops a subscription's deliveries; the broker keeps its place.
    public func detach(_ name: SubscriptionName, within limit: Duration? = nil) async throws {
        _ = try await wait(name.text) { session, ticket, now in
            session.detach(name, ticket, until: now.after(limit), now)
        }
    }

    /// Reads one page.
    public func fetch(_ fetch: ClientMessage.Fetch, within limit: Duration? = nil) async throws -> Page {
        let answer = try await wait(fetch.what.rawValue) { session, ticket, now in
            session.fetch(fetch, ticket, until: now.after(limit), now)
        }
        guard case .page(let page) = answer else { preconditionFailure("not an answer to FETCH") }
        return page
    }

    /// Says good-bye and closes; everybody who waits gets ``ClientError/Code/closed``.
    ///
    /// Safe to call again.
    public func close() async {
        run(session.close(now))
        await withCheckedContinuation { continuation in
            closers.append(continuation)
            thread.wake()
        }
        await thread.stop()
    }

    /// How often something arrived.
    func arrivals() -> UInt64 { arrivalCount }

    /// Waits until something has arrived since the count was that; answers with the new count.
    func arrival(after count: UInt64) async throws -> UInt64 {
        if let ending { throw ending.error }
        guard arrivalCount == count else { return arrivalCount }
        let ticket = mailbox.newTicket()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { arrivalWaiters[ticket] = $0 }
        } onCancel: {
            mailbox.cancel(ticket)
            thread.wake()
        }
        if let ending { throw ending.error }
        return arrivalCount
    }

    private func wait(
        _ subject: String,
        _ ask: (inout ClientSession, Ticket, MonotonicTime) -> [SessionAction]
    ) async throws -> Answer {
        let ticket = mailbox.newTicket()
        let answer = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting[ticket] = continuation
                run(ask(&session, ticket, now))
                thread.wake()
            }
        } onCancel: {
            mailbox.cancel(ticket)
            thread.wake()
        }
        switch answer {
        case .settled, .subscribed, .page, .welcome, .detached, .outboxEmpty: return answer
        case .refused(let refusal): throw ClientError(.refused, subject, refusal: refusal)
        case .unanswered: throw ClientError(.unanswered, subject)
        case .ended(let end): throw end.error
        }
    }
}

extension MonotonicTime {
    fileprivate func after(_ limit: Duration?) -> MonotonicTime? {
        limit.map {
            advanced(
                byMilliseconds: $0.components.seconds * 1_000 + $0.components.attoseconds
                    / 1_000_000_000_000_000
            )
        }
    }
}

extension SessionEnd {
    var error: ClientError {
        switch self {
        case .closed: ClientError(.closed)
        case .boxFailed: ClientError(.box)
        case .foreignBox(let broker, let user): ClientError(.foreignBox, "\(broker) \(user)")
        }
    }
}

import BrokerCore
import Ledger
public import Logging
import Topics
import Vocabulary
import Wire
public import ZeroMQ

/// The shell round the broker's core: it reads sockets and clocks, stores what the core decides, then acts.
///
///     arrivals ─▶ core ─▶ pending turn ─▶ ledger (one turn syncing) ─▶ actions, in order
///
/// While one turn is synced the next is read and decided; its actions wait for its own sync. If a write or sync
/// fails nothing of it was said: ``run()`` throws and the process must end, because memory is ahead of disk.
public actor BrokerNode {
    /// Messages read before the core is asked: few, so that a publisher's window can be read, synced and answered at the
    /// same time, a piece each.
    static let arrivalsPerRound = 64
    /// Entries decided and not yet being synced, above which nothing more is read.
    static let pendingEntries = 4_096
    /// Bytes of bodies decided and not yet being synced, above which nothing more is read.
    static let pendingBytes = 8 * 1_024 * 1_024

    /// Entries of a turn that is waited for.
    private static let entriesWaitedFor = 2

    nonisolated let thread: SocketThread
    let configuration: BrokerConfiguration
    let logger: Logger
    let ledger: any LedgerStore
    private let context: ZeroMQContext
    let authenticator: Authenticator
    let mail: Mailbox<Mail>
    let metrics: BrokerMetrics
    var machine: BrokerMachine
    var clock: BrokerClock
    var router: RouterSocket?
    var connections = ConnectionTable()
    /// Where each message that leaves is written, one after another.
    var outgoing = MessageFrames(reservingBytes: 4_096)
    /// The messages of this round, by connection.
    var inHand: [ConnectionID: ZeroMQ.Arrival] = [:]
    /// Those whose connections are to be cut once their turn is durable, however many rounds later.
    var cuts: [ConnectionID: ZeroMQ.Arrival] = [:]
    var storyClock: StoryClock?
    var cache = EntryCache()
    var links: [PeerLink] = []
    let view: ViewFeed
    private let snapshots: SnapshotKeeper?
    private var patience = DiskPatience()
    /// Looks far back in the ledger, off this thread.
    let reader = WorkThread(named: "reader")
    /// Decided, and waiting for the turn before to be synced.
    var pending = Turn()
    /// Being synced.
    var syncing: Turn?
    var storyMoves: [StoryMove] = []
    var healthSocket: HealthSocket?
    /// The real time at which it is next checked that everything receipted is accounted for.
    var nextCheck: Int64 = 0
    /// Where decisions are durable before they leave for another authority.
    var secondPlace: SecondPlace
    var isStopping = false
    private var outcome: Result<Void, any Error>?
    private var waitingForEnd: CheckedContinuation<Void, any Error>?

    /// The thread that owns the sockets.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: `thread` lives as long as the actor, which holds it.
        unsafe thread.asUnownedSerialExecutor()
    }

    /// Something another thread has for the broker's own.
    enum Mail: Sendable {
        case committed(Result<CommittedTurn, LedgerError>)
        case page(BrokerMessage, to: ConnectionID)
        case history(SubscriptionHandle, [BrokerCore.Arrival.PastEntry], through: LedgerSequence)
        case lookedBack(String, [BrokerCore.Arrival.PastEntry])
        case story(StoryMove)
        case health(HealthSocket.Answer)
        case failed(any Error)
    }

    /// A request to move a story's clock.
    struct StoryMove: Sendable {
        let target: Instant
        let answer: StoryClock.Answer
    }

    /// Opens the ledger and rebuilds what the broker knew; nothing is bound yet.
    ///
    /// - Throws: damage of the ledger, facts that do not read, a clock of the other kind.
    public init(
        _ configuration: BrokerConfiguration,
        boot: String,
        thread: SocketThread,
        context: ZeroMQContext,
        logger: Logger
    ) throws {
        let folder = try configuration.snapshotPath.map { try SnapshotFolder(path: $0) }
        let recovery = try BrokerRecovery(configuration, boot: boot, from: folder, logger: logger)
        let (machine, ledger) = (recovery.machine, recovery.ledger)
        snapshots = folder.map {
            SnapshotKeeper(
                $0,
                of: ledger,
                policy: configuration.policy,
                every: configuration.entriesPerSnapshot,
                newest: recovery.base,
                logger: logger
            )
        }
        view = try ViewFeed(path: configuration.viewPath, policy: configuration.policy, of: ledger) { error in
            logger.error("the chronology stands still until a restart", metadata: ["error": "\(error)"])
        }
        let mail = Mailbox<Mail> { thread.wake() }
        self.configuration = configuration
        self.thread = thread
        self.logger = logger
        self.ledger = ledger
        self.mail = mail
        metrics = BrokerMetrics(configuration.metrics)
        self.context = context
        clock = BrokerClock(
            story:
                configuration.storyClockPath.map { _ in
                    max(machine.lastAccepted, configuration.storyStart ?? machine.lastAccepted)
                },
            reading: configuration.clocks
        )
        authenticator = try configuration.authenticator(context)
        self.machine = machine
        secondPlace = SecondPlace(configuration.mirror)
        links = configuration.peers.map {
            PeerLink($0, keys: configuration.curve, signing: configuration.signing, context: context)
        }
    }

    /// Serves until ``stop()``, and says at which endpoint as soon as it does.
    ///
    /// - Throws: what made it impossible to go on; nothing was said that is not durable.
    public func run(serving: (String) -> Void = { _ in }) async throws {
        try begin()
        if let endpoint { serving(endpoint) }
        try await withCheckedThrowingContinuation { waitingForEnd = $0 }
    }

    /// Where clients connect, once it serves.
    public private(set) var endpoint: String?

    private func begin() throws {
        let lost = try secondPlace.compare(
            with: machine.transferEntries,
            of: ledger,
            at: clock.tick.monotonic,
            logger
        )
        if !lost.isEmpty {
            logger.critical(
                "the mirror has words that the ledger lacks: a backup was restored",
                metadata: ["words": "\(lost.count)"]
            )
        }
        let first = try machine.start(at: clock.tick, lost: lost.map { LostWord($0) })
        try admitKeys()
        let router = try RouterSocket(
            on: thread,
            keys: configuration.curve,
            authenticator: authenticator,
            options: configuration.router
        )
        let endpoint = try router.bind(configuration.endpoint)
        self.router = router
        self.endpoint = endpoint
        logger.info(
            "serving",
            metadata: [
                "authority": "\(configuration.policy.authority)", "endpoint": "\(endpoint)",
                "entries": "\(ledger.head.size)",
            ]
        )
        try StrangerTest.require(refusalAt: endpoint, serverKey: configuration.curve.publicKey, in: context)
        try startStoryClock()
        try startHealthSocket()
        pending.append(first)
        thread.attach { [weak self] in
            guard let self else { return nil }
            return self.assumeIsolated { $0.round() }
        }
        flush()
    }

    /// One round of the loop: read, decide, store, act; answers how long it can wait.
    private func round() -> Duration? {
        guard outcome == nil else { return nil }
        metrics.authenticated(authenticator.counts)
        do {
            for letter in mail.takeAll() { try open(letter) }
            try moveStory()
            let arrivals = canTakeMore ? receive() : []
            if !arrivals.isEmpty { configuration.failPoint?(.afterDecode) }
            machine.isFull = ledger.state == .full
            machine.hasSecondPlace = secondPlace.state == .kept
            let before = pending.actions.count
            machine.turn(arrivals, at: clock.tick, into: &pending)
            for case .disconnect(let connection) in pending.actions[before...] {
                cuts[connection] = inHand[connection]
            }
            secondPlace.retry(at: clock.tick.monotonic, logger)
            for index in links.indices {
                let arrivals = try links[index].round(
                    clock.tick.monotonic,
                    outbox: machine.outbox(for: links[index].authority).filter {
                        !secondPlace.withholds($0)
                    },
                    ledger: ledger,
                    on: thread
                )
                if !arrivals.isEmpty { machine.turn(arrivals, at: clock.tick, into: &pending) }
            }
            flush()
            checkConservation()
            try endIfIdle()
        } catch {
            end(.failure(error))
        }
        return wait
    }

    private var canTakeMore: Bool {
        pending.entries.count < Self.pendingEntries
            && pending.entries.reduce(0) { $0 + $1.body.count } < Self.pendingBytes
    }

    /// How long the next round can wait when nothing arrives.
    private var wait: Duration? {
        if !storyMoves.isEmpty, syncing == nil { return .zero }
        let tick = clock.tick
        let deadline =
            clock.story == nil ? machine.nextDeadline.map { $0.milliseconds(since: tick.now) } : nil
        let monotonic = machine.nextMonotonicDeadline.map { $0 - tick.monotonic }
        let links = links.filter { !machine.outbox(for: $0.authority).isEmpty }.map {
            $0.nextDeadline - tick.monotonic
        }
        let check = nextCheck - tick.monotonic
        let mirror = secondPlace.nextDeadline.map { $0 - tick.monotonic }
        return ([deadline, monotonic, check, mirror].compactMap(\.self) + links).min().map {
            .milliseconds(max(0, $0))
        }
    }

    private func open(_ letter: Mail) throws {
        switch letter {
        case .committed(.success(let committed)):
            let turn = syncing
            syncing = nil
            metrics.committed(entries: turn?.entries.count ?? 0)
            guard let turn else { return }
            cache.keep(turn)
            secondPlace.keep(turn, at: clock.tick.monotonic, logger)
            // The disk begins with the next turn before this one is answered. What needs no disk keeps its place behind.
            if pending.isDurable { flush(waiting: false) }
            configuration.failPoint?(.beforeReceipt)
            try act(turn.actions)
            view.grew(to: committed.number)
            snapshots?.grew(to: ledger.head.size)
            metrics.viewed(view.progress)
        case .committed(.failure(let error)): throw error
        case .page(let message, let connection): send(message, to: connection)
        case .history(let handle, let entries, let through):
            machine.turn([.history(handle, entries, through: through)], at: clock.tick, into: &pending)
        case .lookedBack(let lineage, let entries):
            machine.turn([.lookedBack(lineage, entries)], at: clock.tick, into: &pending)
        case .story(let move): storyMoves.append(move)
        case .health(let answer): answer(status)
        case .failed(let error): throw error
        }
    }

    /// Hands the pending turn to the ledger, unless one is being synced; what needs no storing is done at once.
    ///
    /// A small turn is waited for, on a disk that is quick: there is nothing else to do, or next to nothing.
    func flush(waiting: Bool = true) {
        guard syncing == nil, outcome == nil else { return }
        let turn = pending
        pending = Turn()
        guard turn.isDurable else {
            do { try act(turn.actions) } catch { end(.failure(error)) }
            return
        }
        syncing = turn
        let mail = mail
        let draft = turn.draft(at: clock.tick.now)
        if waiting, turn.entries.count <= Self.entriesWaitedFor, patience.isWilling() {
            let wait = ContinuousClock().measure {
                ledger.submitHere(draft) { mail.post(.committed($0)) }
            }
            patience.waited(wait)
        } else {
            ledger.submit(draft) { mail.post(.committed($0)) }
        }
    }

    /// Stops reading, lets what was decided become durable and be said, and ends ``run()``.
    public func stop() {
        isStopping = true
        thread.wake()
    }

    private func endIfIdle() throws {
        guard isStopping, syncing == nil, !pending.isDurable else { return }
        end(.success(()))
    }

    private func end(_ outcome: Result<Void, any Error>) {
        guard self.outcome == nil else { return }
        switch outcome {
        case .success: logger.info("stopped", metadata: ["entries": "\(ledger.head.size)"])
        case .failure(let error):
            logger.critical("stopping: nothing was said that is not durable", metadata: ["error": "\(error)"])
        }
        self.outcome = outcome
        for move in storyMoves { move.answer(.failure(.stopping)) }
        storyMoves = []
        for index in links.indices { links[index].close() }
        storyClock?.stop()
        healthSocket?.stop()
        router?.close()
        router = nil
        authenticator.stop()
        reader.end()
        snapshots?.end()
        do { try view.close() } catch {
            logger.error("the view did not close; it is rebuilt when needed", metadata: ["error": "\(error)"])
        }
        ledger.close()
        waitingForEnd?.resume(with: outcome)
        waitingForEnd = nil
    }
}

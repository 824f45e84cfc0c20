internal import Synchronization

/// What a ``SocketThread`` runs: apart from it, so that the thread does not keep alive what its end depends
/// on.
final class SocketLoop: Sendable {
    /// Jobs run between two looks at the sockets, so that a flood of them cannot starve arrivals and
    /// deadlines.
    private static let jobsPerRound = 256

    private struct Inbox {
        var jobs: [UnownedJob] = []
        var turns: [@Sendable () -> Duration?] = []
        var waitingForStop: [CheckedContinuation<Void, Never>] = []
        var phase = Phase.running
    }

    private enum Phase { case running, stopping, stopped, ended }

    /// The executor that jobs run on; weak, because the executor owns the loop.
    struct Executor: Sendable { weak var reference: SocketThread? }

    let doorbell: Doorbell
    let executor = Mutex(Executor())
    private let inbox = Mutex(Inbox())
    private let thread = Atomic<UInt>(0)
    // SAFETY: filled before any thread has the loop, and read through `pollSet` alone, which stops the process on any
    // thread but the loop's own. A mutex would be held for the whole wait in `zmq_poll`, with nobody to share it with.
    nonisolated(unsafe) private let sockets: PollSet

    init() throws(ZeroMQError) {
        doorbell = try Doorbell()
        unsafe sockets = PollSet(doorbell: doorbell)
    }

    var isCurrent: Bool { thread.load(ordering: .relaxed) == NativeThread.current }

    /// The sockets of the thread, which MUST be the caller's.
    var pollSet: PollSet {
        precondition(isCurrent, "a ZeroMQ socket was used off its own thread")
        return unsafe sockets
    }

    /// Whether sockets may still be made here.
    var isOpen: Bool { inbox.withLock { $0.phase == .running || $0.phase == .stopping } }

    /// Whether the thread has left, or is about to leave, its loop for good.
    var hasEnded: Bool { thread.load(ordering: .relaxed) == UInt.max }

    // MARK: From any thread

    func enqueue(_ job: UnownedJob) {
        let isFirst = inbox.withLock { inbox in
            defer { inbox.jobs.append(job) }
            return inbox.jobs.isEmpty
        }
        if isFirst { doorbell.ring() }
    }

    func attach(_ turn: @escaping @Sendable () -> Duration?) {
        inbox.withLock { if $0.phase == .running { $0.turns.append(turn) } }
        doorbell.ring()
    }

    func stop(then continuation: CheckedContinuation<Void, Never>) {
        let isStopped = inbox.withLock { inbox in
            switch inbox.phase {
            case .running, .stopping:
                inbox.phase = .stopping
                inbox.waitingForStop.append(continuation)
                return false
            case .stopped, .ended: return true
            }
        }
        if isStopped { continuation.resume() } else { doorbell.ring() }
    }

    func end() {
        inbox.withLock { $0.phase = .ended }
        doorbell.ring()
    }

    // MARK: On the thread

    func run() {
        thread.store(NativeThread.current, ordering: .relaxed)
        let sockets = pollSet
        var batch = JobBatch()
        var patience: Duration? = .zero
        while true {
            let isContextOpen = sockets.wait(milliseconds: batch.isEmpty ? patience?.milliseconds : 0)
            if !isContextOpen { sockets.closeAll() }
            // While jobs are left over the bell goes on ringing, for only the first job of an empty queue
            // rings it.
            if batch.isEmpty {
                // Quiet first, jobs second: a job queued in between rings again.
                doorbell.silence()
                inbox.withLock { batch.refill(from: &$0.jobs) }
            }
            // Held for the length of the batch: its last job may drop the last reference to the thread.
            if let executor = executor.withLock({ $0.reference }) {
                batch.run(upTo: Self.jobsPerRound, on: executor)
            }
            if batch.isEmpty, stopIfAsked(closing: sockets) { break }
            patience = nil
            for turn in inbox.withLock({ $0.turns }) {
                guard let asked = turn() else { continue }
                patience = patience.map { min($0, asked) } ?? asked
            }
        }
        thread.store(UInt.max, ordering: .relaxed)
    }

    /// Leaves a phase only with an empty queue; answers whether the thread is to end.
    private func stopIfAsked(closing sockets: PollSet) -> Bool {
        let (phase, waiting) = inbox.withLock { inbox -> (Phase, [CheckedContinuation<Void, Never>]) in
            guard inbox.jobs.isEmpty, inbox.phase == .stopping else { return (inbox.phase, []) }
            inbox.phase = .stopped
            inbox.turns = []
            defer { inbox.waitingForStop = [] }
            return (.stopped, inbox.waitingForStop)
        }
        switch phase {
        case .running, .stopping: return false
        case .stopped, .ended:
            sockets.closeAll()
            for continuation in waiting { continuation.resume() }
            return phase == .ended
        }
    }
}

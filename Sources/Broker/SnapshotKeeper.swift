import BrokerCore
import Ledger
import Logging
import Synchronization
import Vocabulary

/// Has a snapshot made every so many entries and at a clean stop, on a thread of its own.
///
/// A snapshot is made by doing what a restart does: the last one is restored, the turns behind it are replayed, and
/// the outcome is stored. So the thread that decides never waits for it, it stands for durable turns only, and one
/// that could not be restored would be noticed long before it is needed.
final class SnapshotKeeper: Sendable {
    /// Entries of the ledger replayed at once.
    private static let batch = 4_096

    private let folder: SnapshotFolder
    private let policy: Policy
    private let ledger: any LedgerStore
    private let every: Int64
    private let logger: Logger
    private let thread = WorkThread(named: "snapshot", isLow: true)
    /// The snapshot that is known to be of this ledger; touched on the thread only.
    private let newest: Mutex<TurnMark?>
    /// The size at which the next one is due.
    private let due: Atomic<Int64>
    private let isBusy = Atomic(false)

    init(
        _ folder: SnapshotFolder,
        of ledger: any LedgerStore,
        policy: Policy,
        every: Int64,
        newest: TurnMark?,
        logger: Logger
    ) {
        self.folder = folder
        self.ledger = ledger
        self.policy = policy
        self.every = every
        self.logger = logger
        self.newest = Mutex(newest)
        due = Atomic(ledger.head.size + every)
    }

    /// Says that the ledger has grown; has a snapshot made if one is due.
    func grew(to size: Int64) {
        guard size >= due.load(ordering: .relaxed), !isBusy.exchange(true, ordering: .relaxed) else { return }
        thread.later { [self] in
            make()
            isBusy.store(false, ordering: .relaxed)
        }
    }

    /// Waits for a snapshot of everything, unless the ledger has stopped, and ends the thread.
    func end() {
        if case .stopped = ledger.state {} else { thread.later { [self] in make() } }
        thread.end()
    }

    /// Ends the thread after what is under way.
    func settle() { thread.end() }

    private func make() {
        let goal = ledger.head.turn
        let last = newest.withLock { $0 }
        guard goal > last?.number ?? 0 else { return }
        do {
            var machine = BrokerMachine(policy: policy, boot: "")
            var mark = TurnMark(after: 0)
            if let last, BrokerRecovery.restore(&machine, last, folder, logger) {
                mark = last
            } else {
                machine = BrokerMachine(policy: policy, boot: "")
            }
            while mark.number < goal,
                case let turns = try ledger.turns(following: &mark, entryLimit: Self.batch), !turns.isEmpty
            {
                for turn in turns { try machine.replay(turn) }
            }
            guard let content = machine.snapshot, mark.hash != nil else { return }
            let size = machine.lastSequence.number
            let snapshot = Snapshot(at: mark, size: size, content: content)
            try folder.store(snapshot, keeping: last)
            newest.withLock { $0 = TurnMark(after: mark.number, hash: mark.hash) }
            // A state that takes long to write is written more rarely, so that its cost for each entry is bounded.
            due.store(size + max(every, Int64(content.count / 128)), ordering: .relaxed)
        } catch {
            logger.warning("no snapshot was made", metadata: ["error": "\(error)"])
            due.store(ledger.head.size + every, ordering: .relaxed)
        }
    }
}

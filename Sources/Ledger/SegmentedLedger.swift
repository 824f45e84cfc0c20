import Synchronization
import Vocabulary

/// A ledger in a folder of segments: one write and one sync a turn, on a thread of its own.
///
///     meta                     size of segments, verifier key, checksum
///     00000001.segment …       turns, back to back, in sectors of 512 bytes; behind the last turn zeros
///     00000001.index …         of closed segments, rebuildable: places, subtrees, identities, filter
///
/// Opening locks the folder, so two processes cannot have it. The newest segment is all zeros and waits.
///
///     let ledger = try SegmentedLedger.open(path: "ledger", key: key) { turn in core.apply(turn) }
///     ledger.submit(TurnDraft(at: now, entries: drafts, turnData: lines)) { result in … }
///
/// Threads: `submit` and `submitHere` from one thread; completions on the writer's or, of the latter, on that one;
/// everything else from any.
public final class SegmentedLedger: LedgerStore {
    /// The key that proves this ledger's checkpoints.
    public var verifier: CheckpointVerifier { key.verifier }
    /// The most that the entries' ``EntryDraft/storedByteCount`` and the turn data may come to in one turn; a
    /// larger turn fails and stops the ledger.
    public let turnByteLimit: Int

    let folder: any LedgerFolder
    let meta: LedgerMeta
    let key: CheckpointKey
    let options: LedgerOptions
    let shelf: Mutex<LedgerShelf>
    /// Touched by whoever appends: the writer, or the submitter while the writer has nothing.
    let appender: Mutex<LedgerAppender>
    /// Held by whoever prepares a segment or makes an index, so that only one does.
    let upkeep = Mutex<Void>(())
    /// The newest note that the witness has.
    let witnessed = Mutex<String?>(nil)
    private let writer: LedgerWorker?
    private let keeper = Mutex<LedgerWorker?>(nil)

    private init(
        folder: any LedgerFolder,
        meta: LedgerMeta,
        key: CheckpointKey,
        options: LedgerOptions,
        recovery: LedgerRecovery,
        head: LedgerHead
    ) {
        self.folder = folder
        self.meta = meta
        self.key = key
        self.options = options
        turnByteLimit = TurnImage.partsLimit(inSegmentOf: meta.segmentByteCount)
        shelf = Mutex(LedgerShelf(recovery, head: head))
        appender = Mutex(LedgerAppender(recovery))
        switch options.execution {
        case .threads: writer = LedgerWorker()
        case .caller: writer = nil
        }
    }

    deinit { close() }

    /// Opens the ledger in the folder at `path`, beginning it if the folder is empty or not there.
    public static func open(
        path: String,
        key: CheckpointKey,
        options: LedgerOptions = LedgerOptions(),
        after mark: TurnMark = TurnMark(after: 0),
        replay: (RecoveredTurn) throws -> Void
    ) throws -> SegmentedLedger {
        let folder: DiskFolder
        do {
            folder = try DiskFolder(path: path)
        } catch {
            throw LedgerError.disk(error)
        }
        return try open(folder, key: key, options: options, after: mark, replay: replay)
    }

    /// Opens the ledger in `folder`: locks it, reads it, hands back every turn behind `mark`, in order.
    ///
    /// Closed segments up to the mark that have their index are not read again, which bounds a restart from a
    /// snapshot. If the mark has a hash its turn must have that hash, else ``LedgerError/otherHistory(turn:)`` is
    /// thrown before anything is handed back or changed. Throws what `replay` throws, or a ``LedgerError``.
    public static func open(
        _ folder: any LedgerFolder,
        key: CheckpointKey,
        options: LedgerOptions = LedgerOptions(),
        after mark: TurnMark = TurnMark(after: 0),
        replay: (RecoveredTurn) throws -> Void
    ) throws -> SegmentedLedger {
        do {
            guard try folder.lock() else { throw LedgerError.locked(folder: folder.path) }
        } catch let fault as DiskFault {
            throw LedgerError.disk(fault)
        }
        do {
            let meta = try LedgerMeta.find(in: folder, key: key, options: options)
            var opening = try LedgerOpening(folder: folder, meta: meta, options: options, after: mark)
            let recovery = try opening.recover { turn in
                options.failPoint?(.recovery)
                try replay(turn)
            }
            let head = LedgerHead(
                turn: recovery.chain.number,
                size: recovery.chain.size,
                at: recovery.chain.at,
                checkpoint: try recovery.newestNote()
            )
            let ledger = SegmentedLedger(
                folder: folder,
                meta: meta,
                key: key,
                options: options,
                recovery: recovery,
                head: head
            )
            do throws(LedgerError) { try ledger.answerToWitness() } catch {
                ledger.shelf.withLock { $0.stop(error) }
                throw error
            }
            ledger.startUpkeep()
            return ledger
        } catch {
            folder.unlock()
            throw error
        }
    }

    /// Where the durable end is.
    public var head: LedgerHead { shelf.withLock { $0.head } }

    /// Whether turns are taken.
    public var state: LedgerState { shelf.withLock { $0.state } }

    /// Makes a turn durable and then calls `completion`, on the writer's thread.
    public func submit(
        _ turn: TurnDraft,
        completion: @escaping @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    ) {
        shelf.withLock { $0.submit(turn) }
        guard let writer else {
            append(turn, completion: completion)
            return
        }
        writer.run { self.append(turn, completion: completion) }
    }

    /// Makes a turn durable on the caller's thread, unless another is on its way.
    public func submitHere(
        _ turn: TurnDraft,
        completion: @escaping @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    ) {
        let isAlone = shelf.withLock { shelf in
            shelf.submit(turn)
            return shelf.inFlight == 1
        }
        guard let writer, !isAlone else { return append(turn, completion: completion) }
        writer.run { self.append(turn, completion: completion) }
    }

    /// Waits for every turn submitted and every index due, then lets the folder go.
    public func close() {
        writer?.stop()
        let keeper = keeper.withLock { keeper in
            defer { keeper = nil }
            return keeper
        }
        keeper?.stop()
        tellWitness()
        let wasOpen = shelf.withLock { shelf in
            let wasOpen = shelf.state != .stopped(.stopped)
            shelf.stop(.stopped)
            return wasOpen
        }
        if wasOpen { folder.unlock() }
    }

    private func startUpkeep() {
        switch options.execution {
        case .caller:
            keepUp()
        case .threads:
            let worker = LedgerWorker { [weak self] in self?.keepUp() }
            keeper.withLock { $0 = worker }
            keepUpSoon()
        }
    }

    /// Has the next segment prepared and missing indexes made, off the writer's thread if there are threads.
    func keepUpSoon() {
        switch options.execution {
        case .caller: keepUp()
        case .threads: keeper.withLock { $0 }?.run { [weak self] in self?.keepUp() }
        }
    }
}

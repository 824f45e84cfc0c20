import Synchronization
public import Vocabulary

/// A ledger in memory that keeps the same contract as the one on disk, with a fault switch.
///
/// Deterministic for a single caller: completions are called inside `submit` or, after ``holdCompletions()``, by
/// ``completeNext()``. For tests and simulations.
public final class MemoryLedger: LedgerStore {
    /// What goes wrong with a turn.
    public enum Fault: Sendable, Equatable {
        /// The turn fails and is not there after recovery.
        case lost
        /// The turn fails and yet is there after recovery: a sync whose answer never came.
        case storedUnanswered
    }

    /// The key that proves this ledger's checkpoints.
    public let verifier: CheckpointVerifier
    /// As on disk with segments of 64 MiB.
    public let turnByteLimit = TurnImage.partsLimit(inSegmentOf: LedgerOptions().segmentByteCount)
    private let key: CheckpointKey
    private let nonces: NonceSource
    private let contents: Mutex<MemoryLedgerContents>

    /// Creates an empty ledger.
    public convenience init(key: CheckpointKey, nonces: NonceSource = .kernel) {
        self.init(key: key, nonces: nonces, contents: MemoryLedgerContents())
    }

    private init(key: CheckpointKey, nonces: NonceSource, contents: MemoryLedgerContents) {
        self.key = key
        self.nonces = nonces
        verifier = key.verifier
        self.contents = Mutex(contents)
    }

    /// The ledger as a new process finds it: what is durable, replayed through `replay`, and nothing else.
    public func reopened(replay: (RecoveredTurn) throws -> Void) throws -> MemoryLedger {
        let durable = contents.withLock { $0.durable }
        for turn in durable.turns { try replay(turn.recovered) }
        return MemoryLedger(key: key, nonces: nonces, contents: durable)
    }

    /// Makes the turn that comes `ahead` turns after the last submitted one go wrong; 1 is the next.
    public func fail(_ fault: Fault, ahead: Int64 = 1) {
        contents.withLock { $0.faults[$0.submitted + ahead] = fault }
    }

    /// Shows the ledger as without room for another segment, or with room again.
    public func setFull(_ isFull: Bool) {
        contents.withLock { contents in
            switch contents.state {
            case .ready, .full: contents.state = isFull ? .full : .ready
            case .stopped: break
            }
        }
    }

    /// From now on turns wait for ``completeNext()``.
    public func holdCompletions() { contents.withLock { $0.holds = true } }

    /// Makes the oldest waiting turn durable and calls its completion; answers whether there was one.
    @discardableResult
    public func completeNext() -> Bool {
        let next = contents.withLock { contents -> (() -> Void)? in
            guard !contents.waiting.isEmpty else { return nil }
            let job = contents.waiting.removeFirst()
            let result = contents.commit(job.draft, key: key, nonces: nonces)
            return { job.completion(result) }
        }
        guard let next else { return false }
        next()
        return true
    }
}

extension MemoryLedger {
    /// Where the durable end is.
    public var head: LedgerHead { contents.withLock { $0.head } }

    /// Whether turns are taken.
    public var state: LedgerState { contents.withLock { $0.state } }

    /// Makes a turn durable, at once or when it is told to.
    public func submit(
        _ turn: TurnDraft,
        completion: @escaping @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    ) {
        let holds = contents.withLock { contents in
            contents.enqueue(turn, completion: completion)
            return contents.holds
        }
        if !holds { completeNext() }
    }

    /// The entry that `publisher` already has under `id`.
    public func find(publisher: UserID, id: MessageID) throws(LedgerError) -> PriorEntry? {
        contents.withLock { $0.find(publisher: publisher, id: id) }
    }

    /// The durable entry of that sequence.
    public func entry(_ sequence: LedgerSequence) throws(LedgerError) -> StoredEntry {
        guard let entry = try entries(from: sequence, limit: 1).first else { throw .noSuch(sequence.number) }
        return entry
    }

    /// Durable entries from `first` on.
    public func entries(from first: LedgerSequence, limit: Int) throws(LedgerError) -> [StoredEntry] {
        guard first.number >= 1 else { throw .noSuch(first.number) }
        return contents.withLock { contents in
            Array(contents.entries.dropFirst(Int(clamping: first.number - 1)).prefix(max(0, limit)))
        }
    }

    /// Durable turns behind `mark`.
    public func turns(following mark: inout TurnMark, entryLimit: Int) throws(LedgerError) -> [RecoveredTurn]
    {
        let start = mark.number
        let turns = contents.withLock { contents in
            var count = 0
            return contents.turns.dropFirst(Int(clamping: start)).prefix { turn in
                defer { count += turn.entries.count }
                return count < max(1, entryLimit)
            }
            .map(\.recovered)
        }
        if let last = turns.last { mark = TurnMark(after: last.number) }
        return turns
    }

    /// What proves that the ledger took a durable entry.
    public func receipt(for sequence: LedgerSequence) throws(LedgerError) -> ReceiptProof {
        let contents = contents.withLock { $0 }
        guard let turn = contents.turn(of: sequence) else { throw .noSuch(sequence.number) }
        let entry = contents.entries[Int(sequence.number - 1)]
        return ReceiptProof(
            entry: entry.header,
            nonce: entry.nonce,
            index: sequence.number - 1,
            path: try MerkleProof.inclusion(
                of: sequence.number - 1,
                in: turn.after.size,
                node: contents.node
            ),
            checkpoint: turn.note
        )
    }

    /// Consistency proof between two sizes of the tree.
    public func consistency(from first: Int64, to second: Int64) throws(LedgerError) -> [UInt8] {
        let contents = contents.withLock { $0 }
        guard second <= contents.frontier.size else { throw .noSuch(second) }
        guard first >= 0, first <= second else { throw .noSuch(first) }
        return try MerkleProof.consistency(from: first, to: second, node: contents.node)
    }

    /// Completes every turn that waits, and takes no more.
    public func close() {
        while completeNext() {}
        contents.withLock { $0.stop(.stopped) }
    }
}

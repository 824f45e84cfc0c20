import Vocabulary

/// What a ``MemoryLedger`` holds: the durable turns, and the ones that wait.
struct MemoryLedgerContents: Sendable {
    struct Waiting: Sendable {
        let draft: TurnDraft
        let completion: @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    }

    private(set) var turns: [StagedTurn] = []
    private(set) var entries: [StoredEntry] = []
    private(set) var frontier = MerkleFrontier()
    private var index = MemoryIndex(base: MerkleFrontier())
    var state = LedgerState.ready
    var waiting: [Waiting] = []
    var holds = false
    private(set) var submitted: Int64 = 0
    private var submittedSize: Int64 = 0
    var faults: [Int64: MemoryLedger.Fault] = [:]

    var head: LedgerHead {
        LedgerHead(
            turn: Int64(turns.count),
            size: frontier.size,
            at: turns.last?.at,
            checkpoint: turns.last { !$0.note.isEmpty }?.note
        )
    }

    /// What a new process finds.
    var durable: MemoryLedgerContents {
        var durable = MemoryLedgerContents()
        for turn in turns { durable.apply(turn) }
        durable.submitted = Int64(turns.count)
        durable.submittedSize = frontier.size
        return durable
    }

    mutating func enqueue(
        _ turn: TurnDraft,
        completion: @escaping @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    ) {
        precondition(waiting.count < MemoryLedger.turnsInFlight, "too many turns in flight")
        submittedSize = turn.checkedSize(following: submittedSize)
        submitted += 1
        waiting.append(Waiting(draft: turn, completion: completion))
    }

    mutating func commit(
        _ draft: TurnDraft,
        key: CheckpointKey,
        nonces: NonceSource
    ) -> Result<CommittedTurn, LedgerError> {
        if case .stopped = state { return .failure(.stopped) }
        let number = Int64(turns.count) + 1
        let fault = faults.removeValue(forKey: number)
        let staged: StagedTurn
        do {
            staged = try StagedTurn(
                draft,
                following: number - 1,
                frontier: frontier,
                key: key,
                nonces: nonces
            )
        } catch {
            preconditionFailure("a ledger signs its own origin")
        }
        switch fault {
        case nil:
            apply(staged)
            return .success(staged.committed)
        case .lost:
            break
        case .storedUnanswered:
            apply(staged)
        }
        let error = LedgerError.disk(DiskFault(operation: .sync, file: "memory", code: 5))
        stop(error)
        return .failure(error)
    }

    /// The first reason stays.
    mutating func stop(_ error: LedgerError) {
        switch state {
        case .ready, .full: state = .stopped(error)
        case .stopped: break
        }
    }

    func find(publisher: UserID, id: MessageID) -> PriorEntry? {
        for sequence in index.candidates(IdentityKey(publisher: publisher, id: id)) {
            let header = entries[Int(sequence.number - 1)].header
            guard header.publisher == publisher, header.id == id else { continue }
            return PriorEntry(sequence: sequence, sha256: header.sha256, isDurable: true)
        }
        for job in waiting {
            guard let draft = job.draft.entries.first(where: { $0.publisher == publisher && $0.id == id })
            else {
                continue
            }
            let digest = StoredEntry(draft: draft, nonce: []).header.sha256
            return PriorEntry(sequence: draft.sequence, sha256: digest, isDurable: false)
        }
        return nil
    }

    func turn(of sequence: LedgerSequence) -> StagedTurn? {
        turns.first { $0.base < sequence.number && sequence.number <= $0.after.size }
    }

    func node(_ node: MerkleNode) throws(LedgerError) -> [UInt8] {
        guard let hash = index.hash(of: node) else { throw .noSuch(node.lastLeaf + 1) }
        return hash
    }

    private mutating func apply(_ turn: StagedTurn) {
        turns.append(turn)
        entries += turn.entries
        frontier = turn.after
        for identity in turn.identities { index.add(location: 0, identity: identity) }
        for (node, hash) in turn.nodes { index.add(node, hash: hash) }
    }
}

extension TurnDraft {
    /// The size of the ledger with this turn, once its sequences are shown to follow those of `size` entries.
    func checkedSize(following size: Int64) -> Int64 {
        for (offset, entry) in entries.enumerated() {
            precondition(
                entry.sequence.number == size + Int64(offset) + 1,
                "sequence \(entry.sequence.number) does not follow \(size + Int64(offset))"
            )
        }
        return size + Int64(entries.count)
    }
}

extension StagedTurn {
    /// The turn as it is handed back.
    var recovered: RecoveredTurn {
        RecoveredTurn(number: number, at: at, entries: entries, turnData: turnData)
    }
}

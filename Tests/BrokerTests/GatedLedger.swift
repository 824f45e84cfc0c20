import Ledger
import Synchronization
import Vocabulary

/// A ledger whose disk takes as long as a test wants, fails when it is told to, or has no room.
final class GatedLedger: LedgerStore {
    private struct Gate {
        var isShut = false
        var fault: LedgerError?
        var isFull = false
        var waiting: [@Sendable () -> Void] = []
    }

    private let ledger: SegmentedLedger
    private let gate = Mutex(Gate())

    init(_ ledger: SegmentedLedger) { self.ledger = ledger }

    /// From here on turns are taken, and nobody hears that they are durable.
    func shut() { gate.withLock { $0.isShut = true } }

    /// No turn becomes durable any more.
    func breakDown(_ fault: LedgerError) { gate.withLock { $0.fault = fault } }

    /// There is room for no further segment, or there is again.
    func fill(_ isFull: Bool = true) { gate.withLock { $0.isFull = isFull } }

    /// Everybody hears of what has become durable meanwhile.
    func open() {
        let waiting = gate.withLock { gate in
            defer { (gate.isShut, gate.waiting) = (false, []) }
            return gate.waiting
        }
        for completion in waiting { completion() }
    }

    func submit(
        _ turn: TurnDraft,
        completion: @escaping @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    ) {
        if let fault = gate.withLock(\.fault) { return completion(.failure(fault)) }
        ledger.submit(turn) { [self] result in
            let goesThrough = gate.withLock { gate in
                if gate.isShut { gate.waiting.append { completion(result) } }
                return !gate.isShut
            }
            if goesThrough { completion(result) }
        }
    }

    var head: LedgerHead { ledger.head }
    var state: LedgerState { gate.withLock(\.isFull) ? .full : ledger.state }
    var verifier: CheckpointVerifier { ledger.verifier }
    var turnByteLimit: Int { ledger.turnByteLimit }

    func find(publisher: UserID, id: MessageID) throws(LedgerError) -> PriorEntry? {
        try ledger.find(publisher: publisher, id: id)
    }

    func entry(_ sequence: LedgerSequence) throws(LedgerError) -> StoredEntry { try ledger.entry(sequence) }

    func entries(from first: LedgerSequence, limit: Int) throws(LedgerError) -> [StoredEntry] {
        try ledger.entries(from: first, limit: limit)
    }

    func turns(following mark: inout TurnMark, entryLimit: Int) throws(LedgerError) -> [RecoveredTurn] {
        try ledger.turns(following: &mark, entryLimit: entryLimit)
    }

    func receipt(for sequence: LedgerSequence) throws(LedgerError) -> ReceiptProof {
        try ledger.receipt(for: sequence)
    }

    func consistency(from first: Int64, to second: Int64) throws(LedgerError) -> [UInt8] {
        try ledger.consistency(from: first, to: second)
    }

    func close() { ledger.close() }
}

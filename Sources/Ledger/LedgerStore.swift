public import Vocabulary

/// An authority's ledger: entries in one order, durable before anybody hears of them, provable for ever.
///
/// Promises, which the contract tests hold against every implementation:
///
/// 1. A turn is durable as a whole, or not there at all. Its completion is called with success only afterwards.
/// 2. Turns become durable in the order they were submitted.
/// 3. After a failure no turn succeeds again: the state is ``LedgerState/stopped(_:)`` and the process must end.
/// 4. ``receipt(for:)`` answers the same bytes for ever.
/// 5. ``find(publisher:id:)`` is exact for ever, across restarts, in bounded memory.
///
/// One caller submits. Everything else may be called from any thread.
public protocol LedgerStore: Sendable {
    /// Where the durable end is.
    var head: LedgerHead { get }

    /// Whether turns are taken.
    var state: LedgerState { get }

    /// The key that proves this ledger's checkpoints.
    var verifier: CheckpointVerifier { get }

    /// The most that the entries' ``EntryDraft/storedByteCount`` and the turn data may come to in one turn; a
    /// larger turn fails and stops the ledger.
    var turnByteLimit: Int { get }

    /// Makes a turn durable and then calls `completion`, on the ledger's own thread.
    ///
    /// The caller may submit the next turn at once; it waits for this one. Sequences that do not follow the last
    /// one submitted, or more than ``turnsInFlight`` turns without completion, are a programmer's error.
    func submit(
        _ turn: TurnDraft,
        completion: @escaping @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    )

    /// The same on the caller's thread, before it returns, if nothing else is on its way: a message that comes alone is
    /// durable sooner by two changes of threads. A ledger need not be able to.
    func submitHere(
        _ turn: TurnDraft,
        completion: @escaping @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    )

    /// The entry that `publisher` already has under `id`, in turns still being synced included.
    func find(publisher: UserID, id: MessageID) throws(LedgerError) -> PriorEntry?

    /// The durable entry of that sequence.
    func entry(_ sequence: LedgerSequence) throws(LedgerError) -> StoredEntry

    /// Durable entries from `first` on, at most `limit`; empty past the end.
    func entries(from first: LedgerSequence, limit: Int) throws(LedgerError) -> [StoredEntry]

    /// Durable turns behind `mark`, in order, and moves it behind them; empty at the end.
    ///
    /// At least one if there is one; then as many as it takes to hold `entryLimit` entries, or a few megabytes.
    func turns(following mark: inout TurnMark, entryLimit: Int) throws(LedgerError) -> [RecoveredTurn]

    /// What proves that the ledger took a durable entry, at the size of the entry's own turn.
    func receipt(for sequence: LedgerSequence) throws(LedgerError) -> ReceiptProof

    /// RFC 9162 consistency proof between two sizes of the tree, 32 bytes a hash.
    func consistency(from first: Int64, to second: Int64) throws(LedgerError) -> [UInt8]

    /// Waits for every turn submitted, then lets the files go.
    func close()
}

extension LedgerStore {
    /// As any other turn, on the ledger's own thread.
    public func submitHere(
        _ turn: TurnDraft,
        completion: @escaping @Sendable (Result<CommittedTurn, LedgerError>) -> Void
    ) { submit(turn, completion: completion) }

    /// How many turns may be submitted and not yet completed.
    public static var turnsInFlight: Int { 4 }
}

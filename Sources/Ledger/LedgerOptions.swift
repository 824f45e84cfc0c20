/// What an operator or a test may choose about a ledger; the defaults are for operation.
public struct LedgerOptions: Sendable {
    /// Where a ledger's work is done.
    public enum Execution: Sendable, Equatable {
        /// On two threads of its own: one appends, the other prepares segments and makes indexes.
        case threads
        /// Inside the calls themselves, one after another, so that a test can tell what happens when.
        case caller
    }

    /// The size of the segments of a ledger that is begun, 8 KiB to 1 GiB in whole sectors of 512 bytes.
    ///
    /// 64 MiB is about 80 000 entries; an existing ledger keeps the size it was begun with.
    public var segmentByteCount: Int
    /// Memory for the filters of closed segments, two bytes an entry; beyond it a filter is read from its file.
    public var filterByteLimit: Int
    /// Where nonces come from.
    public var nonces: NonceSource
    /// Where the work is done.
    public var execution: Execution

    /// Creates options.
    public init(
        segmentByteCount: Int = 64 * 1024 * 1024,
        filterByteLimit: Int = 256 * 1024 * 1024,
        nonces: NonceSource = .kernel,
        execution: Execution = .threads
    ) {
        precondition(LedgerMeta.isPossible(segmentByteCount), "segments are 8 KiB to 1 GiB, in whole sectors")
        self.segmentByteCount = segmentByteCount
        self.filterByteLimit = filterByteLimit
        self.nonces = nonces
        self.execution = execution
    }
}

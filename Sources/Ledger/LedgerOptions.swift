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
    /// A folder apart from the ledger's, in which the newest checkpoint is kept to notice a restored backup by.
    public var witness: (any LedgerFolder)?
    /// What is told that a moment was reached at which a torture may end the process; nobody in operation.
    public var failPoint: (@Sendable (FailPoint) -> Void)?

    /// Whether segments can have that size.
    public static func isPossible(segmentByteCount: Int) -> Bool { LedgerMeta.isPossible(segmentByteCount) }

    /// Creates options.
    public init(
        segmentByteCount: Int = 64 * 1024 * 1024,
        filterByteLimit: Int = 256 * 1024 * 1024,
        nonces: NonceSource = .kernel,
        execution: Execution = .threads,
        witness: (any LedgerFolder)? = nil,
        failPoint: (@Sendable (FailPoint) -> Void)? = nil
    ) {
        precondition(LedgerMeta.isPossible(segmentByteCount), "segments are 8 KiB to 1 GiB, in whole sectors")
        self.segmentByteCount = segmentByteCount
        self.filterByteLimit = filterByteLimit
        self.nonces = nonces
        self.execution = execution
        self.witness = witness
        self.failPoint = failPoint
    }
}

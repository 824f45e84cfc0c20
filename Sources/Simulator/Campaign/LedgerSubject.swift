public import Ledger

/// The ledger that is put under fire.
public struct LedgerSubject: Sendable {
    /// What signs its checkpoints.
    let key: CheckpointKey
    /// What stands between it and the disk: nothing, unless a test puts a defect there for the harness to expose.
    let folder: @Sendable (SimulatedDisk) -> any LedgerFolder

    /// Creates a subject.
    public init(
        key: CheckpointKey,
        through folder: @escaping @Sendable (SimulatedDisk) -> any LedgerFolder = { $0 }
    ) {
        self.key = key
        self.folder = folder
    }

    func open(
        _ disk: SimulatedDisk,
        _ options: LedgerOptions,
        replay: (RecoveredTurn) throws -> Void
    ) throws -> SegmentedLedger {
        try SegmentedLedger.open(folder(disk), key: key, options: options, replay: replay)
    }
}

import Vocabulary

/// Examines a ledger from its files alone: recomputes everything and changes nothing.
///
/// One flipped bit anywhere is found: turns are under checksums chained from the first to the last; what was never
/// written must be zero; indexes must be what their segments make; every checkpoint must be signed and of exactly
/// the tree at its size. Time and reading grow with the size of the files; memory with one segment and 24 bytes an
/// entry (to show that no publisher's id was used twice).
public struct LedgerVerifier: Sendable {
    let folder: any LedgerFolder
    let given: CheckpointVerifier?
    let known: [Checkpoint]

    /// Examines `folder`.
    ///
    /// - Parameters:
    ///   - folder: The ledger's folder.
    ///   - verifier: The key that its checkpoints must be signed with; without it they are held against the key
    ///     that the folder names, which shows damage but not forgery.
    ///   - known: Checkpoints that somebody holds, which the ledger must still lead to.
    public init(
        folder: any LedgerFolder,
        verifier: CheckpointVerifier? = nil,
        known: [Checkpoint] = []
    ) {
        self.folder = folder
        given = verifier
        self.known = known
    }

    /// Examines the folder at `path`.
    public init(
        path: String,
        verifier: CheckpointVerifier? = nil,
        known: [Checkpoint] = []
    ) throws(LedgerError) {
        do {
            self.init(
                folder: try DiskFolder(path: path, creating: false),
                verifier: verifier,
                known: known
            )
        } catch {
            throw .disk(error)
        }
    }

    /// What the files show; throws only if they cannot be read.
    ///
    /// `progress` is told after every turn how many bytes of how many were examined.
    public func verify(progress: (Int, Int) -> Void = { _, _ in }) throws(LedgerError) -> LedgerReport {
        var examination = try LedgerExamination(self)
        try examination.run(progress: progress)
        return examination.report
    }
}

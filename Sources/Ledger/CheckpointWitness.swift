import Synchronization

/// The newest checkpoint of a ledger, kept apart from it: a ledger that is behind was restored from a backup (R19).
///
/// It holds one note, `checkpoint`, in a folder outside the ledger's, on another volume if there is one. What it
/// says was durable in the ledger before, so a ledger that does not lead to it is older, or another.
struct CheckpointWitness: Sendable {
    static let file = "checkpoint"
    private static let byteLimit = 4096
    let folder: any LedgerFolder

    /// What it saw last, if anything; a note that this key did not sign is damage.
    func newest(_ verifier: CheckpointVerifier) throws(LedgerError) -> Checkpoint? {
        guard try folder.listing().contains(Self.file) else { return nil }
        let file = try folder.file(Self.file, for: .reading)
        let bytes = try file.load(at: 0, count: min(try file.length(), Self.byteLimit))
        do {
            return try verifier.open(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw .damaged(
                LedgerDamage(file: "\(folder.path)/\(Self.file)", offset: 0, expected: .checkpoint)
            )
        }
    }

    /// Keeps a note, whole or not at all.
    func keep(_ note: String) throws(LedgerError) {
        try folder.make(Self.file) { file throws(LedgerError) in try file.store(Array(note.utf8), at: 0) }
    }
}

extension SegmentedLedger {
    /// Shows that the ledger leads to everything its witness saw.
    func answerToWitness() throws(LedgerError) {
        guard let witness = options.witness.map(CheckpointWitness.init) else { return }
        guard let seen = try witness.newest(verifier) else { return }
        let head = head
        let refusal = LedgerError.rolledBack(seen: seen.size, size: head.size, witness: witness.folder.path)
        guard seen.size <= head.size, let note = head.checkpoint else { throw refusal }
        let newest: Checkpoint
        do { newest = try verifier.open(note) } catch { throw refusal }
        let proof = try consistency(from: seen.size, to: head.size)
        guard ConsistencyCheck().holds(from: seen, to: newest, proof: proof) else { throw refusal }
    }

    /// Has the witness see the newest checkpoint, which is durable; about once a second, off the writer's thread.
    func tellWitness() {
        guard let witness = options.witness.map(CheckpointWitness.init), let note = head.checkpoint,
            !state.isStopped, witnessed.withLock({ $0 != note })
        else { return }
        do throws(LedgerError) {
            try witness.keep(note)
            witnessed.withLock { $0 = note }
        } catch {
            // A witness that cannot be told says less than it could, and nothing wrong; the next round tries again.
        }
    }
}

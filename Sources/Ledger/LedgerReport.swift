public import Vocabulary

/// What examining a ledger's files showed.
public struct LedgerReport: Sendable, Equatable {
    /// Places that are not what was written; empty if the ledger is sound.
    public internal(set) var damage: [LedgerDamage] = []
    /// Places that are as a crash or a broker at work leaves them.
    public internal(set) var remarks: [LedgerRemark] = []
    /// How many segments hold turns.
    public internal(set) var segments = 0
    /// How many turns there are.
    public internal(set) var turns: Int64 = 0
    /// How many entries there are.
    public internal(set) var entries: Int64 = 0
    /// How many checkpoints were found signed and right.
    public internal(set) var checkpoints: Int64 = 0
    /// The root of the tree of all entries.
    public internal(set) var root: Digest
    /// The newest checkpoint, a C2SP signed note.
    public internal(set) var checkpoint: String?
    /// The key that checkpoints were checked with; what was given, else what the ledger says of itself.
    public internal(set) var verifier: CheckpointVerifier?

    init() { root = Sha256.digest(hash: MerkleHash.empty) }

    /// Whether every byte is what was written.
    public var isSound: Bool { damage.isEmpty }
}

/// Something that is no damage and yet worth a line.
public enum LedgerRemark: Sendable, Equatable {
    /// The last turn was not written whole; nothing of it was receipted, and the next start cuts it off.
    case tornTurn(file: String, offset: Int)
    /// A file that was never finished, which nobody reads.
    case unfinished(file: String)
    /// An index that the next start makes anew from its segment.
    case missingIndex(file: String)
    /// A broker has the ledger open, so turns may have been added meanwhile.
    case inUse
}

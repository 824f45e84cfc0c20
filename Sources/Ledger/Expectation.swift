/// What a place in a ledger's folder must hold.
public enum Expectation: Equatable, Sendable {
    /// The file itself.
    case file
    /// No such file.
    case noFile
    /// Exactly this many bytes.
    case size(Int)
    /// Bytes that were never written.
    case zeros
    /// The mark of a turn's first sector, or a sector never written.
    case firstMark
    /// The mark of a turn's further sector, or a sector never written.
    case furtherMark
    /// A header that fits its checksum.
    case headerChecksum
    /// A header that this version writes.
    case header
    /// Exactly the next turn number.
    case turn(Int64)
    /// The hash of the turn before.
    case previousHash
    /// Turn content that fits its checksum.
    case turnChecksum
    /// Turn content whose parts fit its length.
    case turnContent
    /// Exactly the next sequence.
    case sequence(Int64)
    /// An instant no earlier than the turn before.
    case instant
    /// A body that fits the digest its leaf commits to.
    case bodyDigest
    /// The leaf that the tree holds.
    case leaf
    /// The tree's peaks at the beginning of the segment.
    case peaks
    /// The checkpoint of exactly this tree.
    case checkpoint
    /// A checkpoint signed with the ledger's key.
    case signature
    /// The checkpoint that somebody holds.
    case knownCheckpoint
    /// An index page that fits its checksum.
    case indexChecksum
    /// The index that this segment makes.
    case index
    /// A description that fits its checksum.
    case metaChecksum
    /// A description that this version writes.
    case meta
    /// The verifier key that the ledger was begun with.
    case verifier
    /// An id used once by its publisher.
    case uniqueID(sequence: Int64)

    /// The expectation in words.
    public var sentence: String {
        switch self {
        case .file: "this file"
        case .noFile: "no file of this name"
        case .size(let count): "a file of \(count) bytes"
        case .zeros: "zeros, never written"
        case .firstMark: "the mark of a turn's first sector"
        case .furtherMark: "the mark of a turn's further sector"
        case .headerChecksum: "a turn header that fits its checksum"
        case .header: "a turn header of this version"
        case .turn(let number): "turn \(number)"
        case .previousHash: "the hash of the turn before"
        case .turnChecksum: "turn content that fits its checksum"
        case .turnContent: "turn content whose parts fit its length"
        case .sequence(let number): "sequence \(number)"
        case .instant: "an instant no earlier than the turn before"
        case .bodyDigest: "a body that fits the digest in its leaf"
        case .leaf: "the leaf that the tree holds"
        case .peaks: "the peaks of the tree at the beginning of the segment"
        case .checkpoint: "the checkpoint of exactly this tree"
        case .signature: "a checkpoint signed with the ledger's key"
        case .knownCheckpoint: "the root of the checkpoint given"
        case .indexChecksum: "an index page that fits its checksum"
        case .index: "the index that this segment makes"
        case .metaChecksum: "a description that fits its checksum"
        case .meta: "a description of this version"
        case .verifier: "the verifier key given"
        case .uniqueID(let sequence): "an id for sequence \(sequence) that its publisher used once"
        }
    }
}

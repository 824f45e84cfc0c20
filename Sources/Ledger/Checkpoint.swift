public import Vocabulary

/// What a ledger says of itself at one size: the root of its tree.
public struct Checkpoint: Sendable, Hashable {
    /// Whose ledger: `concordat/<authority>`.
    public let origin: String
    /// How many entries the tree has.
    public let size: Int64
    /// The root of the tree.
    public let root: Digest

    /// Creates a checkpoint.
    public init(origin: String, size: Int64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads exactly what ``text`` writes.
    public init(text: String) throws(CheckpointError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, !lines[0].isEmpty,
            let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
            let bytes = Base64.decode(String(lines[2])), let root = Digest(bytes)
        else { throw .noteText }
        self.init(origin: String(lines[0]), size: size, root: root)
    }

    /// Origin, size and base64 root, a line each: what is signed.
    public var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }
}

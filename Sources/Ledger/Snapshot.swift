import Vocabulary

/// What was folded from a ledger up to a turn, in whatever form its owner writes it.
public struct Snapshot: Sendable, Equatable {
    /// The turn that it stands for.
    public let mark: TurnMark
    /// How many entries came up to that turn.
    public let size: Int64
    /// What was folded.
    public let content: [UInt8]

    /// Creates a snapshot.
    public init(at mark: TurnMark, size: Int64, content: [UInt8]) {
        self.mark = mark
        self.size = size
        self.content = content
    }
}

/// The first lines of a snapshot's file: what it is of, and the checksums of the content and of the lines themselves.
struct SnapshotHead: Equatable, Sendable {
    static let firstLine = "concordat snapshot 1"
    /// Every head has this length, so that the content's place is known before anything is read.
    static let byteCount = 512

    let mark: TurnMark
    let size: Int64
    let contentCount: Int
    let contentHash: [UInt8]

    init(_ snapshot: Snapshot) {
        mark = TurnMark(after: snapshot.mark.number, hash: snapshot.mark.hash)
        size = snapshot.size
        contentCount = snapshot.content.count
        contentHash = Sha256.hash(snapshot.content)
    }

    /// The lines, and blanks up to ``byteCount``.
    var encoded: [UInt8] {
        let lines = """
            \(Self.firstLine)
            turn \(mark.number)
            hash \(Hex.encode(mark.hash ?? []))
            size \(size)
            bytes \(contentCount)
            content \(Hex.encode(contentHash))

            """
        var bytes = Array((lines + "sha256 \(Hex.encode(Sha256.hash(Array(lines.utf8))))\n").utf8)
        precondition(bytes.count < Self.byteCount, "the lines of a snapshot's head have bounded lengths")
        bytes += [UInt8](repeating: 0x20, count: Self.byteCount - bytes.count - 1) + [0x0a]
        return bytes
    }

    /// Reads exactly what ``encoded`` writes, or nothing.
    init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        func value(_ line: Int, _ name: String) -> Substring? {
            guard line < lines.count, lines[line].hasPrefix(name + " ") else { return nil }
            return lines[line].dropFirst(name.utf8.count + 1)
        }
        guard let turn = value(1, "turn").flatMap({ Int64($0) }), let hash = value(2, "hash"),
            let size = value(3, "size").flatMap({ Int64($0) }),
            let count = value(4, "bytes").flatMap({ Int($0) }),
            let contentHash = value(5, "content").flatMap({ Hex.decode(String($0)) })
        else { return nil }
        mark = TurnMark(after: turn, hash: hash.isEmpty ? nil : Hex.decode(String(hash)))
        self.size = size
        contentCount = count
        self.contentHash = contentHash
        guard encoded == bytes else { return nil }
    }
}

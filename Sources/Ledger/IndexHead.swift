/// The first page of an index: what it is of.
struct IndexHead: Equatable, Sendable {
    private static let magic = Array("CC1INDEX".utf8)
    private static let version: UInt32 = 1

    let segment: Int
    /// How many entries came before the segment.
    let base: Int64
    /// How many entries the segment has.
    let count: Int
    /// The number of the segment's last turn.
    let lastTurn: Int64
    /// The hash of the segment's last turn, and so of everything in it.
    let lastHash: [UInt8]

    var content: [UInt8] {
        var bytes = Self.magic
        bytes.append(littleEndian: Self.version)
        bytes.append(littleEndian: UInt32(segment))
        bytes.append(littleEndian: base)
        bytes.append(littleEndian: UInt64(count))
        bytes.append(littleEndian: lastTurn)
        return bytes + lastHash
    }

    static func decode(_ content: [UInt8]) -> IndexHead? {
        var reader = ByteReader(content)
        guard reader.run(8) == magic, reader.integer(UInt32.self) == version,
            let segment = reader.integer(UInt32.self), let base = reader.integer(Int64.self),
            let count = reader.integer(UInt64.self), let turn = reader.integer(Int64.self),
            let hash = reader.run(MerkleHash.byteCount), base >= 0, count <= UInt64(UInt32.max)
        else { return nil }
        return IndexHead(segment: Int(segment), base: base, count: Int(count), lastTurn: turn, lastHash: hash)
    }
}

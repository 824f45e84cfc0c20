import Vocabulary

/// What leads a turn's content, all of it in the turn's first sector and under a checksum of its own.
///
///     0 magic 8 · 8 version 2 · 10 flags 2 · 12 sectors 4 · 16 number 8 · 24 base 8 · 32 instant 8 · 40 entries 4
///     44 turn data at 4 · 48 note at 4 · 52 end 4 · 56 zeros 8 · 64 hash of the turn before 32 · 96 SHA-256 of 0–95
///
/// Behind it: the tree's peaks if this is the segment's first turn; the entries; the turn data; the note; zeros; and
/// in the last 32 bytes of the last sector SHA-256 of everything before, which is the hash of the turn.
struct TurnHeader: Equatable, Sendable {
    static let byteCount = 128
    static let hashCount = 32
    private static let magic = Array("CC1-TURN".utf8)
    private static let version: UInt16 = 1
    private static let zeros = [UInt8](repeating: 0, count: 8)

    /// Whether the peaks follow, because the turn is its segment's first.
    let opensSegment: Bool
    let sectorCount: Int
    let number: Int64
    /// How many entries came before.
    let base: Int64
    let at: Instant
    let entryCount: Int
    let turnDataOffset: Int
    let noteOffset: Int
    let endOffset: Int
    let previousHash: [UInt8]

    /// Where the entries begin.
    var entriesOffset: Int { Self.byteCount + (opensSegment ? base.nonzeroBitCount * Self.hashCount : 0) }
    /// Where the hash of the turn is.
    var hashOffset: Int { sectorCount * Sector.contentCount - Self.hashCount }
    /// How many entries there are with this turn.
    var size: Int64 { base + Int64(entryCount) }

    var encoded: [UInt8] {
        var bytes = Self.magic
        bytes.append(littleEndian: Self.version)
        bytes.append(littleEndian: UInt16(opensSegment ? 1 : 0))
        bytes.append(littleEndian: UInt32(sectorCount))
        bytes.append(littleEndian: number)
        bytes.append(littleEndian: base)
        bytes.append(littleEndian: at.milliseconds)
        bytes.append(littleEndian: UInt32(entryCount))
        bytes.append(littleEndian: UInt32(turnDataOffset))
        bytes.append(littleEndian: UInt32(noteOffset))
        bytes.append(littleEndian: UInt32(endOffset))
        bytes += Self.zeros + previousHash
        return bytes + Sha256.hash(bytes)
    }

    /// What is wrong with the header at the beginning of `content`, or the header.
    static func decode(_ content: [UInt8]) -> Result<TurnHeader, HeaderFault> {
        guard content.count >= byteCount,
            Sha256.hash(content[..<96]) == Array(content[96..<byteCount])
        else { return .failure(.checksum) }
        var reader = ByteReader(content)
        guard reader.run(8) == magic, reader.integer(UInt16.self) == version,
            let flags = reader.integer(UInt16.self), flags <= 1,
            let sectors = reader.integer(UInt32.self), let number = reader.integer(Int64.self),
            let base = reader.integer(Int64.self), let at = reader.integer(Int64.self),
            let entries = reader.integer(UInt32.self), let turnData = reader.integer(UInt32.self),
            let note = reader.integer(UInt32.self), let end = reader.integer(UInt32.self),
            reader.run(8) == zeros, let previous = reader.run(hashCount), base >= 0
        else { return .failure(.version) }
        let header = TurnHeader(
            opensSegment: flags == 1,
            sectorCount: Int(sectors),
            number: number,
            base: base,
            at: Instant(milliseconds: at),
            entryCount: Int(entries),
            turnDataOffset: Int(turnData),
            noteOffset: Int(note),
            endOffset: Int(end),
            previousHash: previous
        )
        return header.isPossible ? .success(header) : .failure(.version)
    }

    /// Whether the parts lie in order inside the turn, and no count is more than has room there.
    private var isPossible: Bool {
        sectorCount > 0 && number < .max && base <= .max - Int64(entryCount)
            && entriesOffset <= turnDataOffset
            && entryCount <= (turnDataOffset - entriesOffset) / EntryRecord.fixedCount
            && turnDataOffset <= noteOffset
            && noteOffset <= endOffset && endOffset <= hashOffset
            && Sector.count(forContent: endOffset + Self.hashCount) == sectorCount
    }
}

/// Why bytes are no turn header.
enum HeaderFault: Error, Equatable {
    case checksum
    case version
}

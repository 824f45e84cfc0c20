import Vocabulary

/// A turn as it was read back, its checksums found right.
struct ReadTurn: Sendable {
    let header: TurnHeader
    /// Its first sector.
    let sector: Int
    /// All of its content, framing taken away.
    let content: [UInt8]

    var hash: [UInt8] { Array(content[header.hashOffset...]) }
    var turnData: [UInt8] { Array(content[header.turnDataOffset..<header.noteOffset]) }
    var note: String { String(decoding: content[header.noteOffset..<header.endOffset], as: UTF8.self) }

    /// The tree's peaks before its first entry, if it is its segment's first turn.
    var peaks: [[UInt8]] {
        stride(from: TurnHeader.byteCount, to: header.entriesOffset, by: TurnHeader.hashCount).map {
            Array(content[$0..<$0 + TurnHeader.hashCount])
        }
    }

    /// Its entries with their offsets in the content, or `nil` if they do not fill their place or miss their number.
    var entries: [(offset: Int, entry: StoredEntry)]? {
        var reader = ByteReader(content, in: header.entriesOffset..<header.turnDataOffset)
        var entries: [(offset: Int, entry: StoredEntry)] = []
        entries.reserveCapacity(header.entryCount)
        for ordinal in 0..<header.entryCount {
            let offset = reader.offset
            guard let entry = EntryRecord.read(&reader),
                entry.sequence.number == header.base + Int64(ordinal) + 1
            else { return nil }
            entries.append((offset, entry))
        }
        return reader.isAtEnd ? entries : nil
    }

    /// Where the entry at `offset` of this turn is, as indexes keep it.
    func location(_ offset: Int) -> UInt64 { EntryLocation(sector: sector, offset: offset).packed }
}

/// Where an entry is in its segment.
struct EntryLocation: Equatable, Sendable {
    /// The first sector of its turn.
    let sector: Int
    /// Where it begins in the turn's content.
    let offset: Int

    init(sector: Int, offset: Int) {
        self.sector = sector
        self.offset = offset
    }

    init(packed: UInt64) {
        self.init(sector: Int(packed >> 32), offset: Int(packed & 0xffff_ffff))
    }

    var packed: UInt64 { UInt64(sector) << 32 | UInt64(offset) }
}

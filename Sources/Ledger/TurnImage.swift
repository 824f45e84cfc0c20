import Vocabulary

/// A turn as its sectors are written.
struct TurnImage: Sendable {
    /// The sectors.
    let bytes: [UInt8]
    /// The hash of the turn.
    let hash: [UInt8]
    /// Where each entry begins in the content.
    let entryOffsets: [Int]

    var sectorCount: Int { bytes.count / Sector.byteCount }

    init(_ turn: StagedTurn, previousHash: [UInt8], opensSegment: Bool) {
        var body: [UInt8] = []
        var offsets: [Int] = []
        let start =
            TurnHeader.byteCount + (opensSegment ? turn.before.peaks.count * TurnHeader.hashCount : 0)
        for entry in turn.entries {
            offsets.append(start + body.count)
            EntryRecord.append(entry, to: &body)
        }
        let turnDataOffset = start + body.count
        let noteOffset = turnDataOffset + turn.turnData.count
        let endOffset = noteOffset + turn.note.utf8.count
        let sectors = Sector.count(forContent: endOffset + TurnHeader.hashCount)
        let header = TurnHeader(
            opensSegment: opensSegment,
            sectorCount: sectors,
            number: turn.number,
            base: turn.base,
            at: turn.at,
            entryCount: turn.entries.count,
            turnDataOffset: turnDataOffset,
            noteOffset: noteOffset,
            endOffset: endOffset,
            previousHash: previousHash
        )
        var content = header.encoded
        content.reserveCapacity(sectors * Sector.contentCount)
        if opensSegment { for peak in turn.before.peaks { content += peak } }
        content += body
        content += turn.turnData
        content.append(contentsOf: turn.note.utf8)
        content += [UInt8](repeating: 0, count: header.hashOffset - content.count)
        hash = Sha256.hash(content)
        content += hash
        bytes = Sector.frame(content)
        entryOffsets = offsets
    }

    /// How many bytes the entries and turn data of a draft come to.
    static func partsByteCount(_ draft: TurnDraft) -> Int {
        draft.entries.reduce(draft.turnData.count) { $0 + EntryRecord.byteCount(of: $1) }
    }

    /// How many such bytes fit a segment beside everything else a turn has, wherever in it the turn begins.
    static func partsLimit(inSegmentOf byteCount: Int) -> Int {
        byteCount / Sector.byteCount * Sector.contentCount - TurnHeader.byteCount
            - 63 * TurnHeader.hashCount - noteLimit - TurnHeader.hashCount
    }

    /// Two names of at most 128 bytes, a size, a root and a signature, with what stands between them.
    private static let noteLimit = 512
}

import Vocabulary

extension SegmentReader {
    private static let firstLoad = 2048

    /// The entry at a place that an index named; the caller compares it with its leaf.
    func entry(at location: EntryLocation) throws(LedgerError) -> StoredEntry {
        var bytes = try content(at: location, count: Self.firstLoad)
        let length = EntryRecord.length(of: bytes) ?? 0
        if length > bytes.count { bytes = try content(at: location, count: length) }
        var reader = ByteReader(bytes)
        guard let entry = EntryRecord.read(&reader) else {
            throw .damaged(damage(atSector: location.sector, .turnContent))
        }
        return entry
    }

    /// The note of the turn that begins at `sector`, and the size of the tree it is of.
    func note(ofTurnAt sector: Int) throws(LedgerError) -> (note: String, size: Int64) {
        guard let header = try header(at: sector) else {
            throw .damaged(damage(atSector: sector, .firstMark))
        }
        let bytes = try content(
            at: EntryLocation(sector: sector, offset: header.noteOffset),
            count: header.endOffset - header.noteOffset
        )
        return (String(decoding: bytes, as: UTF8.self), header.size)
    }

    /// At most `count` bytes of a turn's content; fewer only at the end of the segment.
    private func content(at location: EntryLocation, count: Int) throws(LedgerError) -> [UInt8] {
        let first = location.offset / Sector.contentCount
        let skipped = location.offset % Sector.contentCount
        let wanted = Sector.count(forContent: skipped + count)
        let start = location.sector + first
        let sectors = min(wanted, sectorCount - start)
        guard sectors > 0 else { throw .damaged(damage(atSector: location.sector, .turnContent)) }
        let bytes = try file.load(at: start * Sector.byteCount, count: sectors * Sector.byteCount)
        return Array(Sector.content(bytes)[skipped...].prefix(count))
    }
}

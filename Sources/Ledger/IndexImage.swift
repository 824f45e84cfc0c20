/// The bytes of a segment's index, made page by page.
struct IndexImage {
    private(set) var bytes: [UInt8] = []

    init(_ index: MemoryIndex, head: IndexHead) {
        let layout = IndexLayout(base: head.base, count: head.count)
        bytes.reserveCapacity(layout.pageCount * IndexLayout.pageByteCount)
        append(page: head.content)
        var locations: [UInt8] = []
        locations.reserveCapacity(index.count * IndexLayout.locationByteCount)
        for location in index.locations { locations.append(littleEndian: location) }
        append(rows: locations, of: layout.locations)
        for (level, section) in zip(index.levels, layout.levels) { append(rows: level, of: section) }
        let identities = index.sortedIdentities
        var rows: [UInt8] = []
        var filter = [UInt8](repeating: 0, count: layout.filter.rowCount * IdentityFilter.blockByteCount)
        rows.reserveCapacity(identities.count * IndexLayout.identityByteCount)
        for (key, ordinal) in identities {
            rows.append(littleEndian: key.high)
            rows.append(littleEndian: key.low)
            rows.append(littleEndian: ordinal)
            IdentityFilter.insert(key, into: &filter, blockCount: layout.filter.rowCount)
        }
        append(rows: rows, of: layout.identities)
        append(rows: filter, of: layout.filter)
    }

    private mutating func append(rows: [UInt8], of section: IndexLayout.Section) {
        precondition(rows.count == section.rowByteCount * section.rowCount, "a section has its rows")
        let step = section.rowsPerPage * section.rowByteCount
        for start in stride(from: 0, to: rows.count, by: step) {
            append(page: Array(rows[start..<min(start + step, rows.count)]))
        }
    }

    private mutating func append(page content: [UInt8]) {
        let padded = content + [UInt8](repeating: 0, count: IndexLayout.pageContentCount - content.count)
        bytes += padded
        bytes += Sha256.hash(padded)
    }
}

extension MemoryIndex {
    /// Every identity with its entry's ordinal, by key and then by ordinal.
    var sortedIdentities: [(key: IdentityKey, ordinal: UInt32)] {
        var all = identities.map { (key: $0.key, ordinal: $0.value) }
        all += collisions
        all.sort { $0.key != $1.key ? $0.key < $1.key : $0.ordinal < $1.ordinal }
        return all
    }
}

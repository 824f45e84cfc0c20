/// Where things are in a segment's index: a file made from the segment alone, byte for byte the same every time.
///
/// Pages of 4096 bytes, each ending in SHA-256 of the rest of it. The first page says what the index is of; then
/// come the locations of the entries, the subtrees that the segment completes (level by level), the sorted
/// identities, and the filter in front of them. Rows never straddle pages.
struct IndexLayout: Equatable, Sendable {
    static let pageByteCount = 4096
    static let pageContentCount = pageByteCount - 32

    /// Equal rows, as many to a page as fit.
    struct Section: Equatable, Sendable {
        let rowByteCount: Int
        let rowCount: Int
        let firstPage: Int

        var rowsPerPage: Int { IndexLayout.pageContentCount / rowByteCount }
        var pageCount: Int { (rowCount + rowsPerPage - 1) / rowsPerPage }
        var endPage: Int { firstPage + pageCount }
        func page(of row: Int) -> Int { firstPage + row / rowsPerPage }
        func offset(of row: Int) -> Int { row % rowsPerPage * rowByteCount }
    }

    static let locationByteCount = 8
    static let identityByteCount = IdentityKey.byteCount + 4

    let locations: Section
    let levels: [Section]
    let identities: Section
    let filter: Section

    var pageCount: Int { filter.endPage }

    /// The layout of the index of a segment with `count` entries after `base` others.
    init(base: Int64, count: Int) {
        locations = Section(rowByteCount: Self.locationByteCount, rowCount: count, firstPage: 1)
        var levels: [Section] = []
        var page = locations.endPage
        for level in 0..<63 as Range<Int64> {
            let rows = Int(((base + Int64(count)) >> level) - (base >> level))
            guard rows > 0 else { break }
            levels.append(Section(rowByteCount: MerkleHash.byteCount, rowCount: rows, firstPage: page))
            page += levels[levels.count - 1].pageCount
        }
        self.levels = levels
        identities = Section(rowByteCount: Self.identityByteCount, rowCount: count, firstPage: page)
        filter = Section(
            rowByteCount: IdentityFilter.blockByteCount,
            rowCount: IdentityFilter.blockCount(for: count),
            firstPage: identities.endPage
        )
    }
}

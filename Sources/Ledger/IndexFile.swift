import Vocabulary

/// The index of a closed segment, read page by page and never whole; each page proves itself before it is believed.
final class IndexFile: Sendable {
    private static let keyWidth = IdentityKey.byteCount

    let head: IndexHead
    private let file: any LedgerFile
    private let layout: IndexLayout
    /// The filter, if there was memory for it; else a question reads one page more.
    private let filter: [UInt8]?

    /// Opens an index, or throws `damaged` if it is not what ``IndexImage`` makes for `expected`.
    init(file: any LedgerFile, expected: IndexHead, keepsFilter: Bool) throws(LedgerError) {
        self.file = file
        head = expected
        layout = IndexLayout(base: expected.base, count: expected.count)
        let length = layout.pageCount * IndexLayout.pageByteCount
        guard try file.length() == length else { throw Self.damage(file, page: 0, .size(length)) }
        guard IndexHead.decode(try Self.page(0, of: file)) == expected else {
            throw Self.damage(file, page: 0, .index)
        }
        guard keepsFilter else {
            filter = nil
            return
        }
        var filter: [UInt8] = []
        filter.reserveCapacity(layout.filter.rowCount * IdentityFilter.blockByteCount)
        let used = layout.filter.rowsPerPage * IdentityFilter.blockByteCount
        for page in layout.filter.firstPage..<layout.filter.endPage {
            filter += try Self.page(page, of: file)[..<used]
        }
        self.filter = filter
    }

    /// How much memory the filter takes.
    static func filterByteCount(for entries: Int) -> Int {
        IdentityFilter.blockCount(for: entries) * IdentityFilter.blockByteCount
    }

    /// Whether the filter is in memory.
    var keepsFilter: Bool { filter != nil }

    /// Where the entry with that ordinal in the segment is.
    func location(ordinal: Int) throws(LedgerError) -> EntryLocation {
        var reader = ByteReader(try row(ordinal, of: layout.locations))
        guard let packed = reader.integer(UInt64.self) else { preconditionFailure("a row has its bytes") }
        return EntryLocation(packed: packed)
    }

    /// The hash of a subtree that the segment completes, or `nil` if it does not complete it.
    func hash(of node: MerkleNode) throws(LedgerError) -> [UInt8]? {
        let ordinal = node.index - head.base >> Int64(node.level)
        guard node.level < layout.levels.count, ordinal >= 0, ordinal < layout.levels[node.level].rowCount
        else {
            return nil
        }
        return try row(Int(ordinal), of: layout.levels[node.level])
    }

    /// The sequences that may have this identity; the entries decide.
    func candidates(_ key: IdentityKey) throws(LedgerError) -> [LedgerSequence] {
        guard head.count > 0, try admits(key) else { return [] }
        var found: [LedgerSequence] = []
        let first = try firstPage(of: key)
        scan: for page in first..<layout.identities.endPage {
            let rows = (page - layout.identities.firstPage) * layout.identities.rowsPerPage
            var reader = ByteReader(try Self.page(page, of: file))
            for row in rows..<min(rows + layout.identities.rowsPerPage, layout.identities.rowCount) {
                guard let high = reader.integer(UInt64.self), let low = reader.integer(UInt64.self),
                    let ordinal = reader.integer(UInt32.self)
                else { preconditionFailure("page \(page) has row \(row)") }
                let other = IdentityKey(high: high, low: low)
                if key < other { break scan }
                if key == other { found.append(LedgerSequence(head.base + Int64(ordinal) + 1)) }
            }
        }
        return found
    }

    /// The last page that begins below `key`, found by bisection: equal keys may begin at its end.
    private func firstPage(of key: IdentityKey) throws(LedgerError) -> Int {
        var range = layout.identities.firstPage..<layout.identities.endPage
        // Digests are spread evenly, so a page on either side of the guess almost always holds the key.
        let pages = UInt64(layout.identities.pageCount)
        let guess = range.lowerBound + Int(key.high.multipliedFullWidth(by: pages).high)
        if guess - 1 > range.lowerBound, try begins(guess - 1, below: key) {
            range = guess - 1..<range.upperBound
        }
        if guess + 2 < range.upperBound, try !begins(guess + 2, below: key) {
            range = range.lowerBound..<guess + 2
        }
        while range.count > 1 {
            let middle = (range.lowerBound + range.upperBound) / 2
            range = try begins(middle, below: key) ? middle..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }

    private func begins(_ page: Int, below key: IdentityKey) throws(LedgerError) -> Bool {
        var reader = ByteReader(try Self.page(page, of: file))
        guard let high = reader.integer(UInt64.self), let low = reader.integer(UInt64.self) else {
            preconditionFailure("a page has its bytes")
        }
        return IdentityKey(high: high, low: low) < key
    }

    private func admits(_ key: IdentityKey) throws(LedgerError) -> Bool {
        let block = IdentityFilter.block(of: key, in: layout.filter.rowCount)
        if let filter {
            return IdentityFilter.admits(key, block: filter, at: block * IdentityFilter.blockByteCount)
        }
        return IdentityFilter.admits(key, block: try row(block, of: layout.filter), at: 0)
    }

    private func row(_ row: Int, of section: IndexLayout.Section) throws(LedgerError) -> [UInt8] {
        let offset = section.offset(of: row)
        return Array(try Self.page(section.page(of: row), of: file)[offset..<offset + section.rowByteCount])
    }

    /// A page's content, its checksum found right.
    private static func page(_ number: Int, of file: any LedgerFile) throws(LedgerError) -> [UInt8] {
        let bytes = try file.load(
            at: number * IndexLayout.pageByteCount,
            count: IndexLayout.pageByteCount
        )
        guard
            Sha256.hash(bytes[..<IndexLayout.pageContentCount])
                == Array(bytes[IndexLayout.pageContentCount...])
        else { throw damage(file, page: number, .indexChecksum) }
        return Array(bytes[..<IndexLayout.pageContentCount])
    }

    private static func damage(
        _ file: any LedgerFile,
        page: Int,
        _ expected: Expectation
    ) -> LedgerError {
        .damaged(
            LedgerDamage(file: file.name, offset: page * IndexLayout.pageByteCount, expected: expected)
        )
    }
}

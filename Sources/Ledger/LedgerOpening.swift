import Vocabulary

/// Reads a ledger's folder from its beginning, hands every turn back, and settles what a crash left behind.
///
/// A turn is cut off only if it is the last and one of its sectors was never written; then nothing of it was
/// receipted. Every other difference is damage: nothing is changed and opening fails.
struct LedgerOpening {
    let folder: any LedgerFolder
    let meta: LedgerMeta
    let names: Set<String>
    let options: LedgerOptions
    /// Turns up to this one are known to the caller and not handed back.
    let mark: TurnMark
    private let readers: [SegmentReader]
    private let headers: [TurnHeader?]
    private var filterBytes = 0

    init(
        folder: any LedgerFolder,
        meta: LedgerMeta,
        options: LedgerOptions,
        after mark: TurnMark
    ) throws(LedgerError) {
        self.folder = folder
        self.meta = meta
        self.options = options
        self.mark = mark
        let names = try folder.listing()
        // A crash may have come between a file's new name and the sync of the folder.
        try folder.settle()
        self.names = Set(names)
        let numbers = names.compactMap { name in
            if case .segment(let number) = LedgerFiles.kind(of: name) { number } else { nil }
        }
        var readers: [SegmentReader] = []
        var headers: [TurnHeader?] = []
        let last = max(1, numbers.max() ?? 1)
        for number in 1...last {
            let name = LedgerFiles.segment(number)
            guard self.names.contains(name) else {
                throw .damaged(LedgerDamage(file: name, offset: 0, expected: .file))
            }
            let reader = SegmentReader(
                file: try folder.file(name, for: .writing),
                byteCount: meta.segmentByteCount
            )
            try reader.checkSize()
            // The open segment is the last or the one before. Nothing in it may be answered for that a power cut
            // could still take; every segment before was left only after its last turn was synced.
            if number >= last - 1 { try reader.file.refresh() }
            readers.append(reader)
            headers.append(try reader.header(at: 0))
        }
        self.readers = readers
        self.headers = headers
    }

    /// Recovers the ledger, calling `replay` for every turn behind ``mark``.
    mutating func recover(replay: (RecoveredTurn) throws -> Void) throws -> LedgerRecovery {
        let openNumber = try findOpen()
        var recovery = LedgerRecovery(
            open: OpenSegment(
                number: openNumber,
                reader: readers[openNumber - 1],
                index: MemoryIndex(base: MerkleFrontier())
            ),
            chain: TurnChain(hash: meta.origin)
        )
        for number in 1..<openNumber { try recoverClosed(number, into: &recovery, replay: replay) }
        try recoverOpen(into: &recovery, replay: replay)
        return recovery
    }

    /// The last segment that has a whole turn; the first if none has.
    private func findOpen() throws(LedgerError) -> Int {
        guard let last = headers.lastIndex(where: { $0 != nil }) else { return 1 }
        if let hole = headers[..<last].firstIndex(where: { $0 == nil }) {
            throw .damaged(readers[hole].damage(atSector: 0, .firstMark))
        }
        if last > 0, case .torn = try readers[last].turn(at: 0) { return last }
        return last + 1
    }

    private mutating func recoverClosed(
        _ number: Int,
        into recovery: inout LedgerRecovery,
        replay: (RecoveredTurn) throws -> Void
    ) throws {
        let reader = readers[number - 1]
        guard let header = headers[number - 1], let next = headers[number] else {
            preconditionFailure("a closed segment and the one after it have turns")
        }
        if let objection = recovery.chain.objection(to: header) {
            throw LedgerError.damaged(reader.damage(atSector: 0, objection))
        }
        guard next.base >= header.base, next.base - header.base <= Int64(UInt32.max) else {
            throw LedgerError.damaged(readers[number].damage(atSector: 0, .sequence(header.base + 1)))
        }
        let head = IndexHead(
            segment: number,
            base: header.base,
            count: Int(next.base - header.base),
            lastTurn: next.number - 1,
            lastHash: next.previousHash
        )
        let file = try index(head)
        if let file, head.lastTurn <= mark.number {
            recovery.chain = TurnChain(number: head.lastTurn, size: next.base, hash: head.lastHash)
            try check(recovery.chain)
            recovery.closed.append(ClosedSegment(head: head, reader: reader, index: .file(file)))
            return
        }
        var walk = SegmentWalk(reader, following: recovery.chain)
        let index = try self.walk(&walk, into: &recovery, indexing: file == nil, replay: replay)
        guard walk.chain.number == head.lastTurn, walk.torn == nil else {
            throw LedgerError.damaged(reader.damage(atSector: walk.sector, .turn(walk.chain.number + 1)))
        }
        if let place = try reader.remains(from: walk.sector, torn: nil).first {
            throw LedgerError.damaged(reader.damage(atSector: place, .zeros))
        }
        recovery.chain = walk.chain
        recovery.closed.append(
            ClosedSegment(head: head, reader: reader, index: file.map { .file($0) } ?? .memory(index))
        )
    }

    private func recoverOpen(
        into recovery: inout LedgerRecovery,
        replay: (RecoveredTurn) throws -> Void
    ) throws {
        let reader = recovery.open.reader
        var walk = SegmentWalk(reader, following: recovery.chain)
        recovery.open.index = try self.walk(&walk, into: &recovery, indexing: true, replay: replay)
        recovery.chain = walk.chain
        recovery.sector = walk.sector
        guard walk.chain.number >= mark.number else { throw LedgerError.otherHistory(turn: mark.number) }
        // Everything is looked at before anything is changed.
        let own = try reader.remains(from: walk.sector, torn: walk.torn)
        var torn = [(reader: reader, sectors: own)]
        for number in recovery.open.number..<readers.count {
            let next = readers[number]
            let header = headers[number]
            if let header, let objection = walk.chain.objection(to: header) {
                throw LedgerError.damaged(next.damage(atSector: 0, objection))
            }
            let sectors = try next.remains(from: 0, torn: header)
            if let place = sectors.first, torn.contains(where: { !$0.sectors.isEmpty }) {
                throw LedgerError.damaged(next.damage(atSector: place, .zeros))
            }
            torn.append((next, sectors))
        }
        for (reader, sectors) in torn { try reader.zero(sectors) }
        if recovery.open.number < readers.count { recovery.next = readers[recovery.open.number].file }
    }

    /// Walks a segment to its end, handing turns back and, if asked, indexing its entries.
    private func walk(
        _ walk: inout SegmentWalk,
        into recovery: inout LedgerRecovery,
        indexing: Bool,
        replay: (RecoveredTurn) throws -> Void
    ) throws -> MemoryIndex {
        var index = MemoryIndex(base: recovery.frontier)
        var isFirst = true
        while let turn = try walk.next() {
            guard let entries = turn.entries else {
                throw LedgerError.damaged(walk.reader.damage(atSector: turn.sector, .turnContent))
            }
            if isFirst {
                // What was skipped or not hashed anew is taken from here; `verify` compares it.
                guard let frontier = MerkleFrontier(size: turn.header.base, peaks: turn.peaks) else {
                    throw LedgerError.damaged(walk.reader.damage(atSector: 0, .peaks))
                }
                recovery.frontier = frontier
                index = MemoryIndex(base: frontier)
                isFirst = false
            }
            if indexing { try index.add(turn, entries, to: &recovery.frontier, reader: walk.reader) }
            if !entries.isEmpty { recovery.note = turn.note }
            try check(walk.chain)
            guard turn.header.number > mark.number else { continue }
            try replay(
                RecoveredTurn(
                    number: turn.header.number,
                    at: turn.header.at,
                    entries: entries.map(\.entry),
                    turnData: turn.turnData
                )
            )
        }
        return index
    }

    /// Throws if the caller knows another turn of that number.
    private func check(_ chain: TurnChain) throws(LedgerError) {
        guard chain.number == mark.number, let hash = mark.hash, hash != chain.hash else { return }
        throw .otherHistory(turn: mark.number)
    }

    /// The index of a closed segment, if it is there and of exactly this segment; else it is made anew.
    private mutating func index(_ head: IndexHead) throws(LedgerError) -> IndexFile? {
        let name = LedgerFiles.index(head.segment)
        guard names.contains(name) else { return nil }
        let size = IndexFile.filterByteCount(for: head.count)
        let keepsFilter = filterBytes + size <= options.filterByteLimit
        do {
            let file = try IndexFile(
                file: try folder.file(name, for: .reading),
                expected: head,
                keepsFilter: keepsFilter
            )
            if keepsFilter { filterBytes += size }
            return file
        } catch .damaged {
            return nil
        }
    }
}

import Vocabulary

extension LedgerExamination {
    private static let patience = 100

    /// Walks one segment: every turn, what is behind the last one, and the index.
    mutating func examine(
        _ reader: SegmentReader,
        number: Int,
        progress: (Int) -> Void
    ) throws(LedgerError) {
        try reader.checkSize()
        var walk = SegmentWalk(reader, following: chain)
        var index = MemoryIndex(base: frontier)
        var attempts = 0
        while true {
            while let turn = try walk.next() {
                try examine(turn, reader, &index)
                progress(walk.sector * Sector.byteCount)
            }
            do {
                try examineTail(walk, number)
                break
            } catch .damaged(let damage) {
                // A broker at work may have written between the looks; what it finished is read as a turn.
                attempts += 1
                guard isInUse, attempts < Self.patience else { throw .damaged(damage) }
                walk.lookAgain()
            }
        }
        let head = IndexHead(
            segment: number,
            base: index.base.size,
            count: index.count,
            lastTurn: walk.chain.number,
            lastHash: walk.chain.hash
        )
        let isClosed = number < openNumber
        chain = walk.chain
        if walk.sector > 0 { report.segments += 1 }
        try examineIndex(index, head, isClosed: isClosed)
        progress(reader.sectorCount * Sector.byteCount)
    }

    private mutating func examine(
        _ turn: ReadTurn,
        _ reader: SegmentReader,
        _ index: inout MemoryIndex
    ) throws(LedgerError) {
        func damage(_ expected: Expectation) -> LedgerError {
            .damaged(reader.damage(atSector: turn.sector, expected))
        }
        guard let entries = turn.entries else { throw damage(.turnContent) }
        if turn.header.opensSegment, turn.peaks != frontier.peaks { throw damage(.peaks) }
        for (offset, entry) in entries {
            index.add(location: turn.location(offset), identity: entry.header.identity)
            identities.append((entry.header.identity, entry.sequence.number))
            guard entry.body.digest == entry.header.sha256 else { throw damage(.bodyDigest) }
            let leaf = MerkleHash.leaf(LeafLines.bytes(of: entry.header, nonce: entry.nonce))
            frontier.append(leaf) { index.add($0, hash: $1) }
            for checkpoint in known where checkpoint.size == frontier.size {
                guard checkpoint.root.bytes == frontier.root else { throw damage(.knownCheckpoint) }
            }
        }
        guard !entries.isEmpty else {
            guard turn.note.isEmpty else { throw damage(.checkpoint) }
            return
        }
        guard let verifier = report.verifier else { return }
        let checkpoint: Checkpoint
        do {
            checkpoint = try verifier.open(turn.note)
        } catch {
            throw damage(.signature)
        }
        guard checkpoint.size == frontier.size, checkpoint.root.bytes == frontier.root else {
            throw damage(.checkpoint)
        }
        report.checkpoints += 1
        report.checkpoint = turn.note
    }

    /// Behind the last turn nothing may be written but the rest of one torn turn, and that only at the very end.
    private mutating func examineTail(_ walk: SegmentWalk, _ number: Int) throws(LedgerError) {
        let written = try walk.reader.remains(from: walk.sector, torn: walk.torn)
        guard let first = written.first else { return }
        let isLast = number >= openNumber
        guard isLast, try !isWritten(number + 1) else {
            throw .damaged(walk.reader.damage(atSector: first, .zeros))
        }
        let offset = walk.sector * Sector.byteCount
        report.remarks.append(.tornTurn(file: walk.reader.file.name, offset: offset))
    }

    private func isWritten(_ number: Int) throws(LedgerError) -> Bool {
        guard let reader = try segment(number) else { return false }
        do {
            return try !reader.remains(from: 0, torn: reader.header(at: 0)).isEmpty
        } catch .damaged {
            return true
        }
    }

    /// Whether a segment begins with a turn written whole.
    func hasTurn(_ number: Int) throws(LedgerError) -> Bool {
        guard let reader = try segment(number) else { return false }
        do {
            if case .turn = try reader.turn(at: 0) { return true }
            return false
        } catch .damaged {
            return true
        }
    }

    private func segment(_ number: Int) throws(LedgerError) -> SegmentReader? {
        let name = LedgerFiles.segment(number)
        guard names.contains(name) else { return nil }
        let file = try folder.file(name, for: .reading)
        return SegmentReader(file: file, byteCount: try file.length())
    }

    /// An index is a function of its segment, so it must be exactly what the segment makes.
    private mutating func examineIndex(
        _ index: MemoryIndex,
        _ head: IndexHead,
        isClosed: Bool
    ) throws(LedgerError) {
        let name = LedgerFiles.index(head.segment)
        guard names.contains(name) else {
            if isClosed { report.remarks.append(.missingIndex(file: name)) }
            return
        }
        guard isClosed else { return find(name, 0, .noFile) }
        let expected = IndexImage(index, head: head).bytes
        let file = try folder.file(name, for: .reading)
        guard try file.length() == expected.count else { return find(name, 0, .size(expected.count)) }
        let bytes = try file.load(at: 0, count: expected.count)
        guard bytes != expected else { return }
        let place = zip(bytes, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        find(name, place ?? 0, .index)
    }
}

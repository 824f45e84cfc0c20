import Synchronization
public import Vocabulary

extension SegmentedLedger {
    /// The entry that `publisher` already has under `id`, in turns still being synced included.
    public func find(publisher: UserID, id: MessageID) throws(LedgerError) -> PriorEntry? {
        let key = IdentityKey(publisher: publisher, id: id)
        let (pending, recent, closed) = shelf.withLock { shelf in
            (
                shelf.pending[LedgerShelf.Identity(publisher: publisher, id: id)],
                shelf.open.index.candidates(key),
                shelf.closed
            )
        }
        if let pending {
            return PriorEntry(sequence: pending.sequence, sha256: pending.body.digest, isDurable: false)
        }
        for sequence in recent {
            if let prior = try confirm(sequence, publisher, id) { return prior }
        }
        for segment in closed.reversed() {
            let candidates = try mended(segment) { segment throws(LedgerError) in try segment.candidates(key)
            }
            for sequence in candidates {
                if let prior = try confirm(sequence, publisher, id) { return prior }
            }
        }
        return nil
    }

    /// The durable entry of that sequence, shown to be the one that its leaf commits to.
    public func entry(_ sequence: LedgerSequence) throws(LedgerError) -> StoredEntry {
        let (reader, location) = try place(of: sequence)
        let entry = try reader.entry(at: location)
        let leaf = MerkleHash.leaf(LeafLines.bytes(of: entry.header, nonce: entry.nonce))
        guard entry.sequence == sequence, try node(MerkleNode(level: 0, index: sequence.number - 1)) == leaf
        else { throw .damaged(reader.damage(atSector: location.sector, .leaf)) }
        guard entry.body.digest == entry.header.sha256 else {
            throw .damaged(reader.damage(atSector: location.sector, .bodyDigest))
        }
        return entry
    }

    /// Durable entries from `first` on, at most `limit`.
    public func entries(from first: LedgerSequence, limit: Int) throws(LedgerError) -> [StoredEntry] {
        guard first.number >= 1 else { throw .noSuch(first.number) }
        let size = head.size
        guard first.number <= size, limit > 0 else { return [] }
        var entries: [StoredEntry] = []
        for number in first.number...min(size, first.number + Int64(limit) - 1) {
            entries.append(try entry(LedgerSequence(number)))
        }
        return entries
    }

    /// What proves that the ledger took a durable entry, at the size of the entry's own turn.
    public func receipt(for sequence: LedgerSequence) throws(LedgerError) -> ReceiptProof {
        if let receipt = shelf.withLock({ $0.recentReceipt(for: sequence) }) { return receipt }
        let index = sequence.number - 1
        if let (turn, ordinal) = shelf.withLock({ $0.recent(sequence) }) {
            let (header, nonce) = turn.entries[ordinal]
            let size = turn.base + Int64(turn.entries.count)
            return ReceiptProof(
                entry: header,
                nonce: nonce,
                index: index,
                path: try MerkleProof.inclusion(of: index, in: size, node: node),
                checkpoint: turn.note
            )
        }
        let entry = try entry(sequence)
        let (reader, location) = try place(of: sequence)
        let (note, size) = try reader.note(ofTurnAt: location.sector)
        return ReceiptProof(
            entry: entry.header,
            nonce: entry.nonce,
            index: index,
            path: try MerkleProof.inclusion(of: index, in: size, node: node),
            checkpoint: note
        )
    }

    /// RFC 9162 consistency proof between two sizes of the tree.
    public func consistency(from first: Int64, to second: Int64) throws(LedgerError) -> [UInt8] {
        guard second <= head.size else { throw .noSuch(second) }
        guard first >= 0, first <= second else { throw .noSuch(first) }
        return try MerkleProof.consistency(from: first, to: second, node: node)
    }

    /// The hash of a complete subtree, wherever the segment is that completed it.
    private func node(_ node: MerkleNode) throws(LedgerError) -> [UInt8] {
        let (hash, segment) = shelf.withLock { shelf in
            (shelf.open.index.hash(of: node), shelf.closed(holding: node.lastLeaf + 1))
        }
        if let hash { return hash }
        guard let segment,
            let hash = try mended(segment, { segment throws(LedgerError) in try segment.hash(of: node) })
        else { throw .noSuch(node.lastLeaf + 1) }
        return hash
    }

    private func place(of sequence: LedgerSequence) throws(LedgerError) -> (SegmentReader, EntryLocation) {
        let (open, segment) = shelf.withLock { shelf in
            (
                shelf.open.index.location(of: sequence).map { (shelf.open.reader, $0) },
                shelf.closed(holding: sequence.number)
            )
        }
        if let (reader, packed) = open { return (reader, EntryLocation(packed: packed)) }
        guard let segment,
            let location = try mended(
                segment,
                { segment throws(LedgerError) in
                    try segment.location(of: sequence)
                }
            )
        else { throw .noSuch(sequence.number) }
        return (segment.reader, location)
    }

    private func confirm(
        _ sequence: LedgerSequence,
        _ publisher: UserID,
        _ id: MessageID
    ) throws(LedgerError) -> PriorEntry? {
        let header = try entry(sequence).header
        guard header.publisher == publisher, header.id == id else { return nil }
        return PriorEntry(sequence: sequence, sha256: header.sha256, isDurable: true)
    }

    /// Asks a closed segment; if its index proves damaged, asks again after making it anew from the segment.
    private func mended<Answer>(
        _ segment: ClosedSegment,
        _ question: (ClosedSegment) throws(LedgerError) -> Answer
    ) throws(LedgerError) -> Answer {
        do {
            return try question(segment)
        } catch .damaged(let damage) where damage.file == LedgerFiles.index(segment.number) {
            try rebuildIndex(of: segment)
            return try question(shelf.withLock { $0.closed[segment.number - 1] })
        }
    }
}

extension EntryBody {
    /// SHA-256 of the body as received.
    var digest: Digest {
        switch self {
        case .plain(let bytes): Sha256.digest(bytes)
        case .sealed(_, let digest): digest
        }
    }
}

extension LedgerRecovery {
    /// The newest note, fetched from its turn if no turn that was read has one.
    func newestNote() throws(LedgerError) -> String? {
        if let note { return note }
        guard let segment = closed.last(where: { $0.head.count > 0 }),
            let location = try segment.location(
                of: LedgerSequence(segment.head.base + Int64(segment.head.count))
            )
        else { return nil }
        return try segment.reader.note(ofTurnAt: location.sector).note
    }
}

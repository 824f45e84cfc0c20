import Vocabulary

/// Walks the turns of one segment in order, each shown to follow the one before.
struct SegmentWalk {
    let reader: SegmentReader
    private(set) var chain: TurnChain
    /// Where the next turn begins.
    private(set) var sector = 0
    /// The header of the turn the walk ended at, if that one was not written whole.
    private(set) var torn: TurnHeader?

    init(_ reader: SegmentReader, following chain: TurnChain) {
        self.reader = reader
        self.chain = chain
    }

    /// Forgets what stopped the walk, because it may have been finished since.
    mutating func lookAgain() { torn = nil }

    /// The next turn, or `nil` behind the last one written whole.
    mutating func next() throws(LedgerError) -> ReadTurn? {
        switch try reader.turn(at: sector) {
        case .nothing:
            return nil
        case .torn(let header):
            try check(header)
            torn = header
            return nil
        case .turn(let turn):
            try check(turn.header)
            chain.follow(turn)
            sector += turn.header.sectorCount
            return turn
        }
    }

    private func check(_ header: TurnHeader) throws(LedgerError) {
        if let objection = chain.objection(to: header) {
            throw .damaged(reader.damage(atSector: sector, objection))
        }
        guard header.opensSegment == (sector == 0) else {
            throw .damaged(reader.damage(atSector: sector, .header))
        }
    }
}

extension MemoryIndex {
    /// Adds a turn that was read back, once its leaves lead to the root that its checkpoint names.
    mutating func add(
        _ turn: ReadTurn,
        _ entries: [(offset: Int, entry: StoredEntry)],
        to frontier: inout MerkleFrontier,
        reader: SegmentReader
    ) throws(LedgerError) {
        for (offset, entry) in entries {
            add(location: turn.location(offset), identity: entry.header.identity)
            let leaf = MerkleHash.leaf(LeafLines.bytes(of: entry.header, nonce: entry.nonce))
            frontier.append(leaf) { add($0, hash: $1) }
        }
        guard !entries.isEmpty else { return }
        guard let root = Checkpoint(claimedBy: turn.note)?.root, root.bytes == frontier.root else {
            throw .damaged(reader.damage(atSector: turn.sector, .checkpoint))
        }
    }
}

extension EntryHeader {
    /// What de-duplication looks it up by.
    var identity: IdentityKey { IdentityKey(publisher: publisher, id: id) }
}

extension Checkpoint {
    /// What a note says, its signatures not looked at.
    init?(claimedBy note: String) {
        let bytes = note.utf8
        guard
            let gap = zip(bytes.indices, bytes.indices.dropFirst()).first(where: {
                bytes[$0] == 10 && bytes[$1] == 10
            })
        else { return nil }
        do {
            try self.init(text: String(note[..<gap.1]))
        } catch {
            return nil
        }
    }
}

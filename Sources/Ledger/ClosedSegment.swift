import Vocabulary

/// A segment that takes no more turns, with the index that answers for it.
final class ClosedSegment: Sendable {
    /// Where the answers come from: memory until the index file is made.
    enum Index: Sendable {
        case memory(MemoryIndex)
        case file(IndexFile)
    }

    let number: Int
    /// What its index is of.
    let head: IndexHead
    let reader: SegmentReader
    let index: Index

    init(head: IndexHead, reader: SegmentReader, index: Index) {
        number = head.segment
        self.head = head
        self.reader = reader
        self.index = index
    }

    /// Whether the entry of that sequence is in it.
    func holds(_ sequence: Int64) -> Bool {
        sequence > head.base && sequence <= head.base + Int64(head.count)
    }

    /// The index as its turns make it, whatever the index file says.
    func indexFromTurns() throws(LedgerError) -> MemoryIndex {
        guard let first = try reader.header(at: 0) else {
            throw .damaged(reader.damage(atSector: 0, .firstMark))
        }
        let chain = TurnChain(number: first.number - 1, size: first.base, hash: first.previousHash)
        var walk = SegmentWalk(reader, following: chain)
        var frontier = MerkleFrontier()
        var index: MemoryIndex?
        while let turn = try walk.next() {
            guard let entries = turn.entries else {
                throw .damaged(reader.damage(atSector: turn.sector, .turnContent))
            }
            if index == nil, let base = MerkleFrontier(size: turn.header.base, peaks: turn.peaks) {
                frontier = base
                index = MemoryIndex(base: base)
            }
            try index?.add(turn, entries, to: &frontier, reader: reader)
        }
        guard let index, walk.chain.hash == head.lastHash else {
            throw .damaged(reader.damage(atSector: walk.sector, .turn(walk.chain.number + 1)))
        }
        return index
    }

    func location(of sequence: LedgerSequence) throws(LedgerError) -> EntryLocation? {
        switch index {
        case .memory(let index): index.location(of: sequence).map(EntryLocation.init(packed:))
        case .file(let file): try file.location(ordinal: Int(sequence.number - 1 - head.base))
        }
    }

    func hash(of node: MerkleNode) throws(LedgerError) -> [UInt8]? {
        switch index {
        case .memory(let index): index.hash(of: node)
        case .file(let file): try file.hash(of: node)
        }
    }

    func candidates(_ key: IdentityKey) throws(LedgerError) -> [LedgerSequence] {
        switch index {
        case .memory(let index): index.candidates(key)
        case .file(let file): try file.candidates(key)
        }
    }
}

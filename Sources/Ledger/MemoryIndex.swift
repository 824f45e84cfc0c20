#if MUTATIONS
import Mutations
#endif
import Vocabulary

/// Where the entries of one segment are, its part of the tree, and which ids it holds; all in memory.
///
/// Bounded by the segment: at most about 100 bytes an entry.
struct MemoryIndex: Sendable {
    /// The right edge of the tree before the segment.
    let base: MerkleFrontier
    /// For every entry, its turn's first sector (high 32 bits) and its offset in the turn (low 32 bits).
    private(set) var locations: [UInt64] = []
    /// For every level, the subtrees that the segment completes, 32 bytes each, beginning at `base.size >> level`.
    private(set) var levels: [[UInt8]] = []
    private(set) var identities: [IdentityKey: UInt32] = [:]
    /// Entries whose key another entry of the segment has already.
    private(set) var collisions: [(key: IdentityKey, ordinal: UInt32)] = []

    init(base: MerkleFrontier) { self.base = base }

    /// How many entries the segment has.
    var count: Int { locations.count }

    /// Adds an entry; its subtrees are added by ``add(_:hash:)``.
    mutating func add(location: UInt64, identity: IdentityKey) {
        let ordinal = UInt32(locations.count)
        locations.append(location)
        #if MUTATIONS
        if Mutation.idForgotten.isOn { return }
        #endif
        if identities[identity] == nil {
            identities[identity] = ordinal
        } else {
            collisions.append((identity, ordinal))
        }
    }

    /// Adds a subtree that the segment completes; each level is filled in order.
    mutating func add(_ node: MerkleNode, hash: [UInt8]) {
        while levels.count <= node.level { levels.append([]) }
        let place = Int(node.index - base.size >> Int64(node.level)) * MerkleHash.byteCount
        precondition(levels[node.level].count == place, "the subtrees of a level are completed in order")
        levels[node.level].append(contentsOf: hash)
    }

    /// The hash of a subtree that the segment completes, or that was a peak before it.
    func hash(of node: MerkleNode) -> [UInt8]? {
        let first = base.size >> Int64(node.level)
        guard node.index >= first else { return base.peak(node) }
        let place = Int(node.index - first) * MerkleHash.byteCount
        guard node.level < levels.count, place + MerkleHash.byteCount <= levels[node.level].count else {
            return nil
        }
        return Array(levels[node.level][place..<place + MerkleHash.byteCount])
    }

    /// Appends the hash of such a subtree; answers whether it is known here.
    func append(_ node: MerkleNode, to path: inout [UInt8]) -> Bool {
        let first = base.size >> Int64(node.level)
        guard node.index >= first else {
            guard let peak = base.peak(node) else { return false }
            path += peak
            return true
        }
        let place = Int(node.index - first) * MerkleHash.byteCount
        guard node.level < levels.count, place + MerkleHash.byteCount <= levels[node.level].count else {
            return false
        }
        path += levels[node.level][place..<place + MerkleHash.byteCount]
        return true
    }

    /// The sequences that may have this identity; the entries decide.
    func candidates(_ key: IdentityKey) -> [LedgerSequence] {
        guard let first = identities[key] else { return [] }
        let others = collisions.lazy.filter { $0.key == key }.map(\.ordinal)
        return ([first] + others).map { LedgerSequence(base.size + Int64($0) + 1) }
    }

    /// The location of a sequence of the segment.
    func location(of sequence: LedgerSequence) -> UInt64? {
        let ordinal = sequence.number - 1 - base.size
        return ordinal >= 0 && ordinal < locations.count ? locations[Int(ordinal)] : nil
    }
}

extension MerkleFrontier {
    /// The hash of `node` if it is one of the peaks.
    func peak(_ node: MerkleNode) -> [UInt8]? {
        guard size & 1 << Int64(node.level) != 0, size >> Int64(node.level) == node.index + 1 else {
            return nil
        }
        return peaks[(size >> Int64(node.level + 1)).nonzeroBitCount]
    }
}

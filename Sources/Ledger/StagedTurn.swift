import Vocabulary

/// A turn on its way to disk: numbered, its leaves hashed, its checkpoint signed.
struct StagedTurn: Sendable {
    let number: Int64
    let at: Instant
    /// How many entries came before it.
    let base: Int64
    let entries: [StoredEntry]
    /// What de-duplication looks each entry up by.
    let identities: [IdentityKey]
    let turnData: [UInt8]
    /// The subtrees that its leaves complete, in the order they do.
    let nodes: [(node: MerkleNode, hash: [UInt8])]
    /// The tree's right edge before its leaves.
    let before: MerkleFrontier
    /// The tree's right edge with its leaves.
    let after: MerkleFrontier
    /// The signed note, empty if it has no entries.
    let note: String
    /// The ``MerkleFrontier/edges`` of `after`, made on the writer's thread because every receipt needs them.
    let edges: [[UInt8]]

    /// Numbers, hashes and signs a turn that follows `number` turns and the tree of `frontier`.
    init(
        _ draft: TurnDraft,
        following number: Int64,
        frontier: MerkleFrontier,
        key: CheckpointKey,
        nonces: NonceSource
    ) throws(CheckpointError) {
        self.number = number + 1
        at = draft.at
        base = frontier.size
        turnData = draft.turnData
        entries = zip(draft.entries, nonces.nonces(draft.entries.count)).map(StoredEntry.init)
        identities = entries.map(\.header.identity)
        before = frontier
        var after = frontier
        var nodes: [(node: MerkleNode, hash: [UInt8])] = []
        nodes.reserveCapacity(2 * entries.count)
        for entry in entries {
            let leaf = MerkleHash.leaf(LeafLines.bytes(of: entry.header, nonce: entry.nonce))
            after.append(leaf) { nodes.append(($0, $1)) }
        }
        self.nodes = nodes
        self.after = after
        edges = after.edges
        guard !entries.isEmpty else {
            note = ""
            return
        }
        note = try key.sign(
            Checkpoint(
                origin: key.verifier.name,
                size: after.size,
                root: Sha256.digest(hash: after.root)
            )
        )
    }

    /// What its submitter is told once it is durable.
    var committed: CommittedTurn {
        CommittedTurn(
            number: number,
            at: at,
            first: LedgerSequence(base + 1),
            entryCount: entries.count,
            checkpoint: entries.isEmpty ? nil : note
        )
    }
}

extension StoredEntry {
    /// The entry that a draft becomes under a nonce.
    init(draft: EntryDraft, nonce: [UInt8]) {
        let digest =
            switch draft.body {
            case .plain(let bytes): draft.sha256 ?? Sha256.digest(bytes)
            case .sealed(_, let digest): digest
            }
        self.init(
            header: EntryHeader(
                sequence: draft.sequence,
                at: draft.at,
                publisher: draft.publisher,
                id: draft.id,
                topic: draft.topic,
                sha256: digest,
                facts: Sha256.digest(draft.facts)
            ),
            nonce: nonce,
            body: draft.body,
            facts: draft.facts
        )
    }
}

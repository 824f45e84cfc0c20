import Vocabulary

/// What every thread may ask of a segmented ledger: where things are, and how it stands.
struct LedgerShelf: Sendable {
    /// A turn that was submitted and is not durable yet.
    struct Pending: Sendable {
        let sequence: LedgerSequence
        let body: EntryBody
    }

    /// What receipts of recent entries need, without their content.
    struct Recent: Sendable {
        let base: Int64
        let note: String
        /// The tree's ``MerkleFrontier/edges`` after the turn.
        let edges: [[UInt8]]
        let entries: [(header: EntryHeader, nonce: [UInt8])]
    }

    struct Identity: Hashable, Sendable {
        let publisher: UserID
        let id: MessageID
    }

    private static let recentEntryLimit = 8192

    var head: LedgerHead
    var state = LedgerState.ready
    var closed: [ClosedSegment]
    var open: OpenSegment
    /// The segment after the open one, all zeros.
    var next: (any LedgerFile)?
    private(set) var pending: [Identity: Pending] = [:]
    private(set) var recent: [Recent] = []
    private(set) var inFlight = 0
    private var submittedSize: Int64
    private var recentEntryCount = 0

    init(_ recovery: LedgerRecovery, head: LedgerHead) {
        self.head = head
        closed = recovery.closed
        open = recovery.open
        next = recovery.next
        submittedSize = head.size
    }

    /// Takes note of a turn on its way.
    mutating func submit(_ turn: TurnDraft) {
        precondition(inFlight < SegmentedLedger.turnsInFlight, "too many turns in flight")
        inFlight += 1
        submittedSize = turn.checkedSize(following: submittedSize)
        for entry in turn.entries {
            pending[Identity(publisher: entry.publisher, id: entry.id)] =
                Pending(sequence: entry.sequence, body: entry.body)
        }
    }

    /// Shows a turn that became durable.
    mutating func commit(_ turn: StagedTurn, _ image: TurnImage, at sector: Int) {
        inFlight -= 1
        for (ordinal, entry) in turn.entries.enumerated() {
            pending[Identity(publisher: entry.header.publisher, id: entry.header.id)] = nil
            open.index.add(
                location: EntryLocation(sector: sector, offset: image.entryOffsets[ordinal]).packed,
                identity: turn.identities[ordinal]
            )
        }
        for (node, hash) in turn.nodes { open.index.add(node, hash: hash) }
        if !turn.entries.isEmpty {
            recent.append(
                Recent(
                    base: turn.base,
                    note: turn.note,
                    edges: turn.edges,
                    entries: turn.entries.map { ($0.header, $0.nonce) }
                )
            )
            recentEntryCount += turn.entries.count
            while recent.count > 1, recentEntryCount > Self.recentEntryLimit {
                recentEntryCount -= recent.removeFirst().entries.count
            }
        }
        head = LedgerHead(
            turn: turn.number,
            size: turn.after.size,
            at: turn.at,
            checkpoint: turn.note.isEmpty ? head.checkpoint : turn.note
        )
    }

    mutating func fail() { inFlight -= 1 }

    /// Closes the open segment, whose last turn has that hash, and goes on in another.
    mutating func turnOver(to reader: SegmentReader, lastHash: [UInt8], frontier: MerkleFrontier) {
        let head = IndexHead(
            segment: open.number,
            base: open.index.base.size,
            count: open.index.count,
            lastTurn: head.turn,
            lastHash: lastHash
        )
        closed.append(ClosedSegment(head: head, reader: open.reader, index: .memory(open.index)))
        open = OpenSegment(number: open.number + 1, reader: reader, index: MemoryIndex(base: frontier))
        next = nil
    }

    /// Stops for good; the first reason stays.
    mutating func stop(_ error: LedgerError) {
        switch state {
        case .ready, .full: state = .stopped(error)
        case .stopped: break
        }
    }

    /// Shows whether there is room for another segment.
    mutating func setRoom(_ hasRoom: Bool) {
        switch state {
        case .ready, .full: state = hasRoom ? .ready : .full
        case .stopped: break
        }
    }

    /// What the receipt of a recent entry needs.
    func recent(_ sequence: LedgerSequence) -> (Recent, Int)? {
        guard let turn = recent.last(where: { $0.base < sequence.number }) else { return nil }
        let ordinal = Int(sequence.number - turn.base) - 1
        return ordinal < turn.entries.count ? (turn, ordinal) : nil
    }

    /// The receipt of a recent entry, or `nil` if the ledger has to be read for it.
    func recentReceipt(for sequence: LedgerSequence) -> ReceiptProof? {
        guard let (turn, ordinal) = recent(sequence) else { return nil }
        let (header, nonce) = turn.entries[ordinal]
        let index = sequence.number - 1
        let size = turn.base + Int64(turn.entries.count)
        return MerkleProof.inclusion(of: index, in: size, edges: turn.edges, in: open.index).map {
            ReceiptProof(entry: header, nonce: nonce, index: index, path: $0, checkpoint: turn.note)
        }
    }

    /// The closed segment that holds an entry.
    func closed(holding sequence: Int64) -> ClosedSegment? {
        var range = 0..<closed.count
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            let segment = closed[middle]
            if segment.holds(sequence) { return segment }
            range =
                sequence <= segment.head.base ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return nil
    }
}

import BrokerCore
import Chronology
import JSON
import Ledger
import Synchronization
import Topics
import Vocabulary
import Wire

/// Keeps the chronology up to the ledger and answers its reads, on a thread of its own that may lag.
final class ViewFeed: Sendable {
    /// Turns taken in by one transaction while the ledger is replayed.
    private static let recoveredTurns = 256

    private let thread = WorkThread(named: "view")
    private let view: ChronologyView
    private let policy: Policy
    /// Touched on the thread only, or before it has work.
    private let indexer = Mutex(TurnIndexer())
    private let recovered = Mutex<[IndexedTurn]>([])
    private let failure = Mutex<(any Error)?>(nil)
    /// The last turn that the view had when it was opened.
    private let cursor: Int64

    /// Opens the view; it is the ledger's whose checkpoints the policy's key signs.
    init(path: String, policy: Policy) throws {
        self.policy = policy
        let name = policy.authority.text + " " + policy.checkpointKeys.map(\.pub).joined(separator: " ")
        view = try ChronologyView(path: path, of: name)
        cursor = try view.cursor
    }

    /// Takes in a turn of the ledger that is being replayed; ``endRecovery()`` MUST follow.
    func recover(_ turn: RecoveredTurn) throws {
        guard turn.number > cursor else {
            try indexer.withLock { try $0.pass(turn.entries.map(\.facts), turnFacts: turn.turnData) }
            return
        }
        let indexed = try indexer.withLock {
            try $0.index(
                turn.number,
                at: turn.at,
                turn.entries.map { TurnIndexer.Source($0) },
                turnFacts: turn.turnData
            )
        }
        let full: [IndexedTurn]? = recovered.withLock { turns in
            turns.append(indexed)
            guard turns.count >= Self.recoveredTurns else { return nil }
            defer { turns = [] }
            return turns
        }
        if let full { try view.index(full) }
    }

    func endRecovery() throws {
        let rest = recovered.withLock { turns in
            defer { turns = [] }
            return turns
        }
        try view.index(rest)
    }

    /// Takes in a turn that has just become durable, when there is time.
    ///
    /// A view that cannot be written stands still, and its reads are refused: the ledger has everything, and the view
    /// catches up at the next start. No concern waits for it.
    func committed(
        _ number: Int64,
        at instant: Instant,
        _ turn: Turn,
        failed: @escaping @Sendable (any Error) -> Void
    ) {
        let sources = turn.entries.map { TurnIndexer.Source($0) }
        let facts = turn.facts
        thread.later { [self] in
            guard failure.withLock({ $0 }) == nil else { return }
            do {
                let indexed = try indexer.withLock {
                    try $0.index(number, at: instant, sources, turnFacts: facts)
                }
                try view.index([indexed])
            } catch {
                failure.withLock { $0 = error }
                failed(error)
            }
        }
    }

    /// Runs work that may take its time, after everything asked before.
    func later(_ work: @escaping @Sendable () -> Void) { thread.later(work) }

    /// Answers a read of a child's story, reduced to what its reader may see, once the view has caught up.
    func answer(
        _ query: ChronologyQuery,
        from ledger: any LedgerStore,
        _ done: @escaping @Sendable (Result<ChronologyPage, any Error>) -> Void
    ) {
        thread.later { [self] in
            done(
                Result {
                    if let failure = failure.withLock({ $0 }) { throw failure }
                    let story = StoryQuery(
                        .caseFile(query.caseID),
                        agency: query.agency,
                        knownOn: query.knownOn,
                        after: query.after.flatMap { StoryPosition($0) },
                        limit: query.limit
                    )
                    let page = try view.page(story, from: ledger) { row, stored in
                        query.clearance.flatMap { shown(row, stored, to: $0) }
                    }
                    return ChronologyPage(page)
                }
            )
        }
    }

    /// The row as its reader may see it, or `nil` if the entry is not for them: then not even that it is there.
    private func shown(_ row: StoryRow, _ stored: StoredEntry, to clearance: Clearance) -> StoryRow? {
        do {
            let entry = try ShownEntry(stored)
            guard let definition = policy.catalogue[entry.topic],
                let viewer = entry.viewer(clearance, definition)
            else { return nil }
            var row = row
            if let data = entry.event.root["data"] {
                let reduced = definition.reduction(ofData: data, for: viewer).bytes
                row.data = try JSONDocument(parsing: reduced).root.value
            }
            row.entry.cases.removeAll { !clearance.mayKnowWhoWasTold(for: $0, entry.routed) }
            row.told.removeAll { !clearance.mayKnowWhoWasTold(for: $0.caseID, entry.routed) }
            return row
        } catch {
            // What does not read any more is shown to nobody; the ledger still has it.
            return nil
        }
    }

    /// Waits for what was asked before and lets the file go.
    func close() throws {
        thread.end()
        try view.close()
    }
}

/// A read of a child's merged story.
struct ChronologyQuery: Sendable {
    let caseID: CaseID
    let agency: AgencyID?
    let knownOn: Instant?
    let after: String?
    let limit: Int
    /// What the reader may see.
    let clearance: Clearance?
}

/// A page of rows, one JSON object a line.
struct ChronologyPage: Sendable {
    /// Above this many bytes a page ends early, so that no client has to take more than a few messages' worth.
    private static let longest = 192 * 1_024

    let rows: [UInt8]
    let next: String?

    init(_ page: StoryPage) {
        var rows: [UInt8] = []
        var next = page.next?.text
        for (index, row) in page.rows.enumerated() {
            rows += row.json.serialized() + [UInt8(ascii: "\n")]
            if rows.count > Self.longest, index + 1 < page.rows.count {
                next = row.position.text
                break
            }
        }
        self.rows = rows
        self.next = next
    }
}

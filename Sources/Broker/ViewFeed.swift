import BrokerCore
import Chronology
import JSON
import Ledger
import Topics
import Vocabulary
import Wire

/// Keeps the chronology up to the ledger and answers its reads, on a thread of its own that lags.
///
/// A view that cannot be written stands still, and its reads are refused: the ledger has everything, and the view
/// catches up at the next start. No concern waits for it.
final class ViewFeed: Sendable {
    private let follower: LedgerFollower
    private let view: ChronologyView
    private let policy: Policy

    /// Opens the view and follows the ledger from where the view was; it is the ledger whose checkpoints the policy's
    /// key signs.
    init(
        path: String,
        policy: Policy,
        of ledger: any LedgerStore,
        failed: @escaping @Sendable (any Error) -> Void
    ) throws {
        self.policy = policy
        let name = policy.authority.text + " " + policy.checkpointKeys.map(\.pub).joined(separator: " ")
        let view = try ChronologyView(path: path, of: name, upTo: ledger.head.turn)
        self.view = view
        follower = LedgerFollower(
            ledger,
            named: "view",
            after: LedgerFollower.Place(turn: try view.cursor, size: try view.size),
            failed: failed
        ) { turns, pause in
            try view.index(turns) { turn in
                pause()
                return try TurnIndexer.index(turn)
            }
        }
    }

    /// Says that the ledger has grown; cheap.
    func grew(to turn: Int64) { follower.grew(to: turn) }

    /// How far the view is behind, and what keeping it costs.
    var progress: LedgerFollower.Progress { follower.progress }

    /// Answers a read of a child's story, reduced to what its reader may see, once the view has caught up.
    func answer(
        _ query: ChronologyQuery,
        from ledger: any LedgerStore,
        _ done: @escaping @Sendable (Result<ChronologyPage, any Error>) -> Void
    ) {
        whenCaughtUp(done) { [self] view in
            var story = StoryQuery(
                .caseFile(query.caseID),
                agency: query.agency,
                knownOn: query.knownOn,
                since: query.pack?.since,
                after: query.after.flatMap { StoryPosition($0) },
                limit: query.limit
            )
            (story.from, story.to, story.newestFirst) = (query.from, query.to, query.newestFirst)
            let page = try view.page(story, from: ledger) { row, stored in
                guard query.pack?.includes(row) != false else { return nil }
                return shown(row, stored, by: query.sight, knownOn: query.knownOn)
            }
            return ChronologyPage(page, query.pack)
        }
    }

    /// Answers from the view once it has caught up.
    func whenCaughtUp<Answer: Sendable>(
        _ done: @escaping @Sendable (Result<Answer, any Error>) -> Void,
        _ read: @escaping @Sendable (ChronologyView) throws -> Answer
    ) {
        follower.whenCaughtUp { [self] failure in
            done(
                Result {
                    if let failure { throw failure }
                    return try read(view)
                }
            )
        }
    }

    /// The row as its reader may see it, or `nil` if the entry is not for them: then not even that it is there.
    func shown(
        _ row: StoryRow,
        _ stored: StoredEntry,
        by sight: StorySight,
        knownOn: Instant? = nil
    ) -> StoryRow? {
        guard let clearance = sight.clearance else { return nil }
        do {
            let entry = try Turn.Entry(stored)
            guard let definition = policy.catalogue[entry.topic],
                let viewer = entry.viewer(clearance, definition)
            else { return nil }
            var row = row
            row.mark(by: sight.sharing, knownOn: knownOn)
            if row.recalled == nil, let data = entry.event.root["data"] {
                let reduced = definition.reduction(ofData: data, for: viewer).bytes
                row.data = try JSONDocument(parsing: reduced).root.value
            }
            if definition.isNameless, !viewer.isPublisher {
                row.entry.publisher = .somebody(at: policy.authority)
            }
            row.entry.cases.removeAll { !clearance.mayKnowWhoWasTold(for: $0, entry.routed) }
            row.told.removeAll { !clearance.mayKnowWhoWasTold(for: $0.caseID, entry.routed) }
            return row
        } catch {
            // What does not read any more is shown to nobody; the ledger still has it.
            return nil
        }
    }

    /// Ends after the batch in hand and lets the file go.
    func close() throws {
        follower.end()
        try view.close()
    }
}

extension StoryRow {
    /// Says what takes it back and what corrects it, as it was known then.
    ///
    /// What was taken back since is marked all the same: its content is for nobody any longer.
    fileprivate mutating func mark(by sharing: SharingBook, knownOn: Instant?) {
        recalled = sharing.recall(of: entry.sequence).map { recall in
            Sharing(
                id: recall.recallID,
                sequence: recall.recalledBy,
                at: recall.at,
                publisher: recall.publisher,
                reason: recall.reason
            )
        }
        superseded = sharing.corrections(of: entry.sequence).filter { $0.at <= knownOn ?? $0.at }.map {
            Sharing(id: $0.correctionID, sequence: $0.correctedBy, at: $0.at)
        }
        supersedes = sharing.correction(by: entry.sequence).map {
            Sharing(id: $0.id, sequence: $0.entry, at: $0.at)
        }
    }
}

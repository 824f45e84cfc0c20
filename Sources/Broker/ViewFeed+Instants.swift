import BrokerCore
import Chronology
import JSON
import Ledger
import Vocabulary

extension ViewFeed {
    /// Answers how late the agencies' concerns came, once the view has caught up.
    func lateness(
        from start: Instant,
        to end: Instant,
        _ done: @escaping @Sendable (Result<[JSONValue], any Error>) -> Void
    ) {
        whenCaughtUp(done) { view in
            try view.lateness(from: start, to: end, where: BrokerMachine.isConcern).map(\.json)
        }
    }

    /// Answers when an entry happened, came and was acted on, as far as its reader may know; `nil` if it is not for them.
    func instants(
        of sequence: LedgerSequence,
        by sight: StorySight,
        from ledger: any LedgerStore,
        _ done: @escaping @Sendable (Result<[JSONValue]?, any Error>) -> Void
    ) {
        whenCaughtUp(done) { [self] view in
            var published: Instant?
            let page = try view.page(StoryQuery(.entry(sequence)), from: ledger) { row, stored in
                published = Self.published(stored)
                return shown(row, stored, by: sight)
            }
            guard let row = page.rows.first else { return nil }
            let agencies = Set(row.told.map(\.agency)).sorted()
            let since = try view.opened(sequence, by: agencies)
            return [Self.instants(row, published, since.opened, since.acted)]
        }
    }

    /// When the publisher's software says that it published, in an attribute of its own.
    private static func published(_ stored: StoredEntry) -> Instant? {
        do {
            return try Turn.Entry(stored).event.root["publishedtime"]?.string.flatMap { Instant(rfc3339: $0) }
        } catch {
            return nil
        }
    }

    /// The first of each, over everybody who was told.
    private static func instants(
        _ row: StoryRow,
        _ published: Instant?,
        _ opened: Instant?,
        _ acted: Instant?
    ) -> JSONValue {
        func member(_ name: String, _ instant: Instant?) -> JSONMember {
            JSONMember(name, instant.map { .integer($0.milliseconds) } ?? .null)
        }
        return .object([
            JSONMember("seq", .integer(row.entry.sequence.number)),
            JSONMember("id", .string(row.entry.id.text)), member("event", row.entry.time),
            member("recorded", row.entry.recorded),
            // A message is accepted in the turn that reads it, so nothing else is known of when it was published.
            member("published", published ?? row.entry.accepted), member("accepted", row.entry.accepted),
            member("delivered", row.told.compactMap(\.delivered).min()), member("opened", opened),
            member("acknowledged", row.told.compactMap(\.acknowledged).min()), member("acted", acted),
        ])
    }
}

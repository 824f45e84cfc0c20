import Foundation
import GRDB
public import Vocabulary
public import Topics
import Wire

extension ClientBox {
    /// Numbers that another box acknowledged, so that this one will never see them.
    public struct Gap: Sendable, Equatable {
        /// Of which subscription.
        public let subscription: SubscriptionName
        /// The numbers, both ends included.
        public let numbers: ClosedRange<Int64>
    }

    /// Messages that nobody has dealt with, oldest first.
    public func waitingMessages(
        of subscription: SubscriptionName? = nil,
        after place: Int64 = 0,
        limit: Int
    ) async throws(ClientError) -> [InboxMessage] {
        try await read {
            try Self.messages(
                where: "state = 'waiting' AND place > ? AND (? IS NULL OR sub = ?)",
                [place, subscription?.text, subscription?.text],
                limit: limit,
                $0
            )
        }
    }

    /// Every message that ever came, oldest first.
    public func messages(after place: Int64 = 0, limit: Int) async throws(ClientError) -> [InboxMessage] {
        try await read { try Self.messages(where: "place > ?", [place], limit: limit, $0) }
    }

    /// Messages on some topics, the newest first, dealt with or not.
    public func latestMessages(on topics: [Topic], limit: Int) async throws(ClientError) -> [InboxMessage] {
        try await read { database in
            let sql = Self.askingForLatest(topics: topics.count, limit: limit)
            return try Row.fetchAll(database, sql: sql, arguments: StatementArguments(topics.map(\.text)))
                .map(Self.message)
        }
    }

    /// The places come from an index alone, so that bodies are read only of what is asked for.
    static func askingForLatest(topics: Int, limit: Int) -> String {
        let topics = Array(repeating: "?", count: topics).joined(separator: ", ")
        return """
            SELECT * FROM inbox WHERE place IN
                (SELECT place FROM inbox WHERE topic IN (\(topics)) ORDER BY place DESC LIMIT \(limit))
            ORDER BY place DESC
            """
    }

    /// Marks a message as dealt with.
    public func finish(_ message: InboxMessage) async throws(ClientError) {
        try await write { try Self.mark(message, "done", because: nil, $0) }
    }

    /// Takes a message that the application cannot deal with out of the way, and keeps it for a person.
    public func setAside(_ message: InboxMessage, because reason: String) async throws(ClientError) {
        try await write { try Self.mark(message, "aside", because: reason, $0) }
    }

    /// Hands over waiting messages, each exactly once: what `body` notes and the mark are one transaction.
    ///
    /// A message for which `body` throws stays and is the first of the next call; those before it stay done.
    ///
    /// - Returns: how many were handed over.
    public func handOver(
        of subscription: SubscriptionName? = nil,
        upTo limit: Int,
        _ body: @escaping @Sendable (InboxMessage, BoxNotes) throws -> Void
    ) async throws -> Int {
        let (count, failure) = try await write { database -> (Int, (any Error)?) in
            let messages = try Self.messages(
                where: "state = 'waiting' AND (? IS NULL OR sub = ?)",
                [subscription?.text, subscription?.text],
                limit: limit,
                database
            )
            for (count, message) in messages.enumerated() {
                do {
                    try database.inSavepoint {
                        try body(message, BoxNotes(database: database))
                        try Self.mark(message, "done", because: nil, database)
                        return .commit
                    }
                } catch {
                    // Thrown again below, after what went well before it is committed.
                    return (count, error)
                }
            }
            return (messages.count, nil)
        }
        if let failure { throw failure }
        return count
    }

    /// Messages set aside, with the reason given.
    public func setAsideMessages() async throws(ClientError) -> [(message: InboxMessage, reason: String)] {
        try await read { database in
            let sql = "SELECT * FROM inbox WHERE state = 'aside' ORDER BY place"
            return try Row.fetchAll(database, sql: sql).map { (try Self.message($0), $0["reason"] ?? "") }
        }
    }

    /// Numbers that were lost to another box.
    public func gaps() async throws(ClientError) -> [Gap] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT sub, first, last FROM gap ORDER BY rowid").compactMap {
                row in
                SubscriptionName(row["sub"]).map {
                    Gap(subscription: $0, numbers: row["first"]...row["last"])
                }
            }
        }
    }

    private static func mark(
        _ message: InboxMessage,
        _ state: String,
        because reason: String?,
        _ database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE inbox SET state = ?, reason = ? WHERE place = ?",
            arguments: [state, reason, message.place]
        )
    }

    private static func messages(
        where condition: String,
        _ arguments: StatementArguments,
        limit: Int,
        _ database: Database
    ) throws -> [InboxMessage] {
        let sql = "SELECT * FROM inbox WHERE \(condition) ORDER BY place LIMIT \(limit)"
        return try Row.fetchAll(database, sql: sql, arguments: arguments).map(message)
    }

    private static func message(_ row: Row) throws -> InboxMessage {
        guard let sub = SubscriptionName(row["sub"]), let id = MessageID(row["id"]),
            let topic = Topic(row["topic"]), let publisher = UserID(row["publisher"])
        else { throw ClientError(.box, "inbox row \(row["place"] as Int64)") }
        let due: Int64? = row["due"]
        return InboxMessage(
            place: row["place"],
            delivery: BrokerMessage.Deliver(
                sub: sub,
                number: row["n"],
                sequence: LedgerSequence(row["seq"]),
                id: id,
                topic: topic,
                cases: (row["cases"] as String).split(separator: " ").compactMap { CaseID(String($0)) },
                accepted: Instant(milliseconds: row["accepted"]),
                publisher: publisher,
                why: row["why"],
                due: due.map(Instant.init(milliseconds:)),
                again: false,
                withheld: row["withheld"],
                body: row.bytes("body")
            )
        )
    }
}

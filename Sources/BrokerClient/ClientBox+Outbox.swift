import Concerns
import Foundation
import GRDB
import Topics
public import Vocabulary
public import Wire

extension ClientBox {
    /// How many publications are how far.
    public struct OutboxCounts: Sendable, Equatable {
        /// Stored and not answered.
        public var waiting = 0
        /// Receipted.
        public var receipted = 0
        /// Refused, for a person to look at.
        public var refused = 0

        /// Creates counts.
        public init(waiting: Int = 0, receipted: Int = 0, refused: Int = 0) {
            self.waiting = waiting
            self.receipted = receipted
            self.refused = refused
        }
    }

    /// Stores publications and notes, all of them or none; only then may anything be sent.
    ///
    /// What is stored already, with the same topic and body, is left as it is.
    ///
    /// - Throws: ``ClientError/Code/idReused`` if an id is in the box with another topic or body,
    ///   ``ClientError/Code/tooLarge`` if a body is longer than ``WireLimit/bodyBytes``: a broker would cut the
    ///   connection rather than answer, again and again.
    public func store(
        _ publications: [Publication],
        notes: [String: [UInt8]] = [:]
    ) async throws(ClientError) {
        for publication in publications where publication.body.count > WireLimit.bodyBytes {
            throw ClientError(.tooLarge, publication.id.text)
        }
        try await write { database in
            for publication in publications { try Self.insert(publication, database) }
            for (name, value) in notes { try BoxNotes(database: database).set(name, to: value) }
        }
    }

    private static func insert(_ publication: Publication, _ database: Database) throws {
        let digest = Digest.ofBody(publication.body).hex
        // Long exports are stored in one go, so the statements are compiled once and not for every event.
        let insertion = try database.cachedStatement(
            sql: """
                INSERT INTO outbox (id, topic, sha256, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """
        )
        try insertion.execute(
            arguments: [publication.id.text, publication.topic.text, digest, Data(publication.body)]
        )
        guard database.changesCount == 0 else { return }
        let known = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT topic, sha256 FROM outbox WHERE id = ?"),
            arguments: [publication.id.text]
        )
        guard let known, known["topic"] == publication.topic.text, known["sha256"] == digest else {
            throw ClientError(.idReused, publication.id.text)
        }
    }

    /// How far a publication has come, or `nil` if it was never stored here.
    public func settlement(of id: MessageID) async throws(ClientError) -> Settlement? {
        try await read { try Self.settlement(of: id, $0) }
    }

    static func settlement(of id: MessageID, _ database: Database) throws -> Settlement? {
        try Row.fetchOne(
            database,
            sql: "SELECT state, seq, receipt, code, reason, field FROM outbox WHERE id = ?",
            arguments: [id.text]
        ).map { settlement(of: id, $0) }
    }

    private static func settlement(of id: MessageID, _ row: Row) -> Settlement {
        switch row["state"] as String {
        case "receipted":
            return .receipted(
                StoredReceipt(id: id, sequence: LedgerSequence(row["seq"]), bytes: row.bytes("receipt"))
            )
        case "refused":
            let code = WireCode(rawValue: row["code"]) ?? .badFrame
            return .refused(WireRefusal(code, row["reason"], verb: "PUBLISH", field: row["field"]))
        default: return .waiting
        }
    }

    /// How many publications are how far.
    public func outboxCounts() async throws(ClientError) -> OutboxCounts {
        try await read { database in
            var counts = OutboxCounts()
            let sql = "SELECT state, COUNT(*) AS number FROM outbox GROUP BY state"
            for row in try Row.fetchAll(database, sql: sql) {
                switch row["state"] as String {
                case "receipted": counts.receipted = row["number"]
                case "refused": counts.refused = row["number"]
                default: counts.waiting = row["number"]
                }
            }
            return counts
        }
    }

    /// How many publications are stored and not answered; quick, however many were answered.
    public func waitingCount() async throws(ClientError) -> Int {
        try await read {
            try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'") ?? 0
        }
    }

    /// What the broker refused, oldest first.
    public func refusals() async throws(ClientError) -> [(id: MessageID, refusal: WireRefusal)] {
        try await read { database in
            let sql =
                "SELECT id, state, code, reason, field FROM outbox WHERE state = 'refused' ORDER BY place"
            return try Row.fetchAll(database, sql: sql).compactMap { row in
                guard let id = MessageID(row["id"]), case .refused(let refusal) = Self.settlement(of: id, row)
                else { return nil }
                return (id, refusal)
            }
        }
    }

    /// The receipts after a ledger sequence, in its order.
    public func receipts(
        after sequence: LedgerSequence = LedgerSequence(0),
        limit: Int
    ) async throws(ClientError) -> [StoredReceipt] {
        try await read { database in
            let sql = "SELECT id, seq, receipt FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?"
            return try Row.fetchAll(database, sql: sql, arguments: [sequence.number, limit]).compactMap {
                row in
                MessageID(row["id"]).map {
                    StoredReceipt(id: $0, sequence: LedgerSequence(row["seq"]), bytes: row.bytes("receipt"))
                }
            }
        }
    }

    /// A note by its name, or `nil`.
    public func note(_ name: String) async throws(ClientError) -> [UInt8]? {
        try await read { try BoxNotes(database: $0).value(of: name) }
    }

    /// Those notes of these names that there are, in one look.
    public func notes(_ names: [String]) async throws(ClientError) -> [String: [UInt8]] {
        try await read { database in
            let notes = BoxNotes(database: database)
            var found: [String: [UInt8]] = [:]
            for name in names { found[name] = try notes.value(of: name) }
            return found
        }
    }
}

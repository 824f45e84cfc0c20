import Foundation
import GRDB
import Topics
import Vocabulary
import Wire

extension ClientBox {
    /// Publications are read ahead until their bodies exceed this.
    private static let loadedBytes = 8 * 1_024 * 1_024

    /// Carries tasks out in one transaction and then, on a thread of the database's, says how it went.
    func carryOut(
        _ tasks: [BoxTask],
        then report: @escaping @Sendable (Result<[BoxResult], any Error>) -> Void
    ) {
        queue.asyncWrite({ database in try tasks.map { try Self.carryOut($0, database) } }) { _, result in
            report(result)
        }
    }

    private static func carryOut(_ task: BoxTask, _ database: Database) throws -> BoxResult {
        switch task {
        case .claim(let broker, let user): return .claimed(try claim(broker, user, database))
        case .loadOutbox(let place, let limit): return try loadOutbox(after: place, limit: limit, database)
        case .settle(let place, let id, let settlement):
            try settle(place, settlement, database)
            return .settled(id, settlement)
        case .lookUp(let id): return .settled(id, try settlement(of: id, database))
        case .position(let name): return .position(name, next: try next(of: name, database))
        case .begin(let name, let next):
            try setNext(of: name, to: next, database)
            return .nothing
        case .skip(let name, let numbers):
            try database.execute(
                sql: "INSERT INTO gap VALUES (?, ?, ?)",
                arguments: [name.text, numbers.lowerBound, numbers.upperBound]
            )
            try setNext(of: name, to: numbers.upperBound + 1, database)
            return .nothing
        case .keep(let delivery): return try keep(delivery, database)
        }
    }

    private static func claim(_ broker: AuthorityCode, _ user: UserID, _ database: Database) throws -> Bool {
        if let owner = try Row.fetchOne(database, sql: "SELECT broker, user FROM owner") {
            return owner["broker"] == broker.text && owner["user"] == user.text
        }
        try database.execute(sql: "INSERT INTO owner VALUES (?, ?)", arguments: [broker.text, user.text])
        return true
    }

    private static func loadOutbox(after place: Int64, limit: Int, _ database: Database) throws -> BoxResult {
        var entries: [OutboxEntry] = []
        var bytes = 0
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT place, id, topic, sha256, body FROM outbox
                WHERE state = 'waiting' AND place > ? ORDER BY place
                """,
            arguments: [place]
        )
        while let row = try rows.next() {
            guard entries.count < limit, bytes < loadedBytes else { return .outbox(entries, isLast: false) }
            guard let id = MessageID(row["id"]), let topic = Topic(row["topic"]),
                let sha256 = Digest(hex: row["sha256"])
            else { throw ClientError(.box, "outbox row \(row["place"] as Int64)") }
            let publication = Publication(id: id, topic: topic, body: row.bytes("body"))
            bytes += publication.body.count
            entries.append(OutboxEntry(place: row["place"], publication: publication, sha256: sha256))
        }
        return .outbox(entries, isLast: true)
    }

    private static func settle(_ place: Int64, _ settlement: Settlement, _ database: Database) throws {
        switch settlement {
        case .waiting: break
        case .receipted(let receipt):
            try database.cachedStatement(
                sql: "UPDATE outbox SET state = 'receipted', seq = ?, receipt = ? WHERE place = ?"
            ).execute(arguments: [receipt.sequence.number, Data(receipt.bytes), place])
        case .refused(let refusal):
            try database.execute(
                sql: "UPDATE outbox SET state = 'refused', code = ?, reason = ?, field = ? WHERE place = ?",
                arguments: [refusal.code.rawValue, refusal.text, refusal.field, place]
            )
        }
    }

    private static func next(of name: SubscriptionName, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT next FROM subscription WHERE name = ?"),
            arguments: [name.text]
        )
    }

    private static func setNext(of name: SubscriptionName, to next: Int64, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO subscription VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET next = excluded.next
                """
        ).execute(arguments: [name.text, next])
    }

    private static func keep(_ delivery: BrokerMessage.Deliver, _ database: Database) throws -> BoxResult {
        let (name, number) = (delivery.sub, delivery.number)
        guard let next = try next(of: name, database), number <= next else { return .nothing }
        let known = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT seq FROM inbox WHERE sub = ? AND n = ?"),
            arguments: [name.text, number]
        )
        if number < next {
            // A number without a row came under another subscription as well, or was there before this box.
            guard let known, known != delivery.sequence.number else {
                return .kept(name, number: number, isNew: false)
            }
            return .contradicted(name, number: number)
        }
        try setNext(of: name, to: next + 1, database)
        // The same entry may be delivered under several subscriptions: the application sees it once.
        let isKnown =
            try Int.fetchOne(
                database.cachedStatement(sql: askingWhetherKnown),
                arguments: [delivery.sequence.number, delivery.withheld]
            ) != nil
        if !isKnown { try insert(delivery, database) }
        return .kept(name, number: number, isNew: !isKnown)
    }

    /// Whether there is an entry, shown or, if that is enough, withheld.
    static let askingWhetherKnown = "SELECT 1 FROM inbox WHERE seq = ? AND (withheld = 0 OR ?)"

    private static func insert(_ delivery: BrokerMessage.Deliver, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO inbox
                    (sub, n, seq, id, topic, cases, accepted, publisher, why, due, withheld, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                delivery.sub.text, delivery.number, delivery.sequence.number, delivery.id.text,
                delivery.topic.text, delivery.cases.map(\.text).joined(separator: " "),
                delivery.accepted.milliseconds, delivery.publisher.text, delivery.why,
                delivery.due?.milliseconds, delivery.withheld, Data(delivery.body),
            ]
        )
    }
}

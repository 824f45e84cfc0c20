import Concerns
import Foundation
import GRDB
import Synchronization
import Testing
import Topics
import Vocabulary
import Wire

@testable import BrokerClient

@Suite struct ClientBoxTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/box"
    }

    private func perform(_ box: ClientBox, _ tasks: BoxTask...) async throws -> [BoxResult] {
        try await withCheckedThrowingContinuation { continuation in
            box.carryOut(tasks) { continuation.resume(with: $0) }
        }
    }

    @Test func `every commit is synced`() async throws {
        let box = try ClientBox(at: path)
        let pragmas = try await box.read { database in
            (
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            )
        }
        #expect(pragmas.0 == "wal")
        #expect(pragmas.1 == 2)
    }

    @Test func `what is asked of every delivery and of every page is answered by an index alone`()
        async throws
    {
        let box = try ClientBox(at: path)
        func plan(_ sql: String, _ arguments: StatementArguments) async throws -> [String] {
            try await box.read { database in
                try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map {
                    $0["detail"]
                }
            }
        }
        for isWithheld in [false, true] {
            let known = try await plan(ClientBox.askingWhetherKnown, [7, isWithheld])
            #expect(known == ["SEARCH inbox USING INDEX inbox_entry (seq=?)"])
        }
        let latest = try await plan(
            ClientBox.askingForLatest(topics: 2, limit: 5),
            ["police.arrest", "health.birth"]
        )
        #expect(latest.contains("SEARCH inbox USING COVERING INDEX inbox_topic (topic=?)"), "\(latest)")
        #expect(latest.contains("SEARCH inbox USING INTEGER PRIMARY KEY (rowid=?)"), "\(latest)")
    }

    @Test func `only the owner may enter the folder`() throws {
        _ = try ClientBox(at: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func `a box has one owner at a time and any number of readers`() async throws {
        let box = try ClientBox(at: path)
        try await box.store([try Samples.publication(1)])
        let error = #expect(throws: ClientError.self) { try ClientBox(at: path) }
        #expect(error?.code == .boxInUse)
        let reader = try ClientBox(readingAt: path)
        #expect(try await reader.outboxCounts() == ClientBox.OutboxCounts(waiting: 1))
    }

    @Test func `what is stored waits after the box is opened again`() async throws {
        let first = try Samples.publication(1, body: "{\"a\":1}")
        try await ClientBox(at: path).store([first])
        let box = try ClientBox(at: path)
        let results = try await perform(box, .loadOutbox(after: 0, limit: 8))
        #expect(
            results == [
                .outbox(
                    [OutboxEntry(place: 1, publication: first, sha256: .ofBody(first.body))],
                    isLast: true
                )
            ]
        )
    }

    @Test func `a body that no broker takes is refused before anything is stored`() async throws {
        let box = try ClientBox(at: path)
        let fits = try Samples.publication(1, body: String(repeating: " ", count: 262_144))
        let tooLarge = try Samples.publication(2, body: String(repeating: " ", count: 262_145))
        let error = await #expect(throws: ClientError.self) { try await box.store([fits, tooLarge]) }
        #expect(error?.code == .tooLarge)
        #expect(error?.subject == tooLarge.id.text)
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts())
        try await box.store([fits])
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts(waiting: 1))
    }

    @Test func `an id with another body is refused and nothing beside it is stored`() async throws {
        let box = try ClientBox(at: path)
        try await box.store([try Samples.publication(1)])
        try await box.store([try Samples.publication(1)])
        let error = await #expect(throws: ClientError.self) {
            try await box.store(
                [try Samples.publication(2), try Samples.publication(1, body: "{\"a\":1}")],
                notes: ["file": [1]]
            )
        }
        #expect(error?.code == .idReused)
        #expect(error?.subject == "00000000-0000-4000-8000-000000000001")
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts(waiting: 1))
        #expect(try await box.note("file") == nil)
    }

    @Test func `a refusal is kept with its reason`() async throws {
        let box = try ClientBox(at: path)
        let id = try Samples.id(1)
        try await box.store([try Samples.publication(1)])
        let refusal = WireRefusal(
            .schema,
            "people: was missing; must be a list",
            verb: "PUBLISH",
            field: "/data/people"
        )
        _ = try await perform(box, .settle(place: 1, id: id, .refused(refusal)))
        #expect(try await box.settlement(of: id) == .refused(refusal))
        #expect(try await box.refusals().map(\.id) == [id])
        #expect(try await perform(box, .loadOutbox(after: 0, limit: 8)) == [.outbox([], isLast: true)])
    }

    @Test func `a delivery comes back as it came`() async throws {
        let box = try ClientBox(at: path)
        let delivery = try Samples.delivery(1)
        let results = try await perform(box, .begin(delivery.sub, next: 1), .keep(delivery))
        #expect(results == [.nothing, .kept(delivery.sub, number: 1, isNew: true)])
        #expect(try await box.waitingMessages(limit: 9) == [InboxMessage(place: 1, delivery: delivery)])
    }

    @Test func `an entry that two subscriptions bring is one message`() async throws {
        let box = try ClientBox(at: path)
        let (one, two) = (
            try Samples.delivery(1, sequence: 70), try Samples.delivery(5, sequence: 70, sub: "case")
        )
        let results = try await perform(
            box,
            .begin(one.sub, next: 1),
            .begin(two.sub, next: 5),
            .keep(one),
            .keep(two),
            .keep(two),
            .position(two.sub)
        )
        #expect(
            results.suffix(4) == [
                .kept(one.sub, number: 1, isNew: true), .kept(two.sub, number: 5, isNew: false),
                .kept(two.sub, number: 5, isNew: false), .position(two.sub, next: 6),
            ]
        )
        #expect(try await box.messages(limit: 9).map(\.delivery.sub) == [one.sub])
    }

    @Test func `what was withheld once is still taken when it comes in full`() async throws {
        let box = try ClientBox(at: path)
        let hidden = try Samples.delivery(1, sequence: 70, withheld: true)
        let full = try Samples.delivery(1, sequence: 70, sub: "case")
        _ = try await perform(
            box,
            .begin(hidden.sub, next: 1),
            .begin(full.sub, next: 1),
            .keep(hidden),
            .keep(full)
        )
        #expect(try await box.messages(limit: 9).map(\.delivery.withheld) == [true, false])
    }

    @Test func `a number with another entry is no duplicate`() async throws {
        let box = try ClientBox(at: path)
        let delivery = try Samples.delivery(1)
        let results = try await perform(
            box,
            .begin(delivery.sub, next: 1),
            .keep(delivery),
            .keep(delivery),
            .keep(try Samples.delivery(1, sequence: 2))
        )
        #expect(results[2] == .kept(delivery.sub, number: 1, isNew: false))
        #expect(results[3] == .contradicted(delivery.sub, number: 1))
    }

    @Test func `messages are handed over once and a failure takes its notes back`() async throws {
        struct Unfit: Error {}
        let box = try ClientBox(at: path)
        let name = try Samples.name()
        _ = try await perform(
            box,
            .begin(name, next: 1),
            .keep(try Samples.delivery(1)),
            .keep(try Samples.delivery(2)),
            .keep(try Samples.delivery(3))
        )
        await #expect(throws: Unfit.self) {
            try await box.handOver(upTo: 9) { message, notes in
                try notes.set("last", to: [UInt8(message.delivery.number)])
                if message.delivery.number == 2 { throw Unfit() }
            }
        }
        #expect(try await box.note("last") == [1])
        let seen = Mutex<[Int64]>([])
        let count = try await box.handOver(upTo: 9) { message, _ in
            seen.withLock { $0.append(message.delivery.number) }
        }
        #expect(count == 2)
        #expect(seen.withLock { $0 } == [2, 3])
        #expect(try await box.handOver(upTo: 9) { _, _ in } == 0)
    }

    @Test func `what cannot be dealt with is set aside with its reason`() async throws {
        let box = try ClientBox(at: path)
        let delivery = try Samples.delivery(1)
        _ = try await perform(box, .begin(delivery.sub, next: 1), .keep(delivery))
        let message = try #require(try await box.waitingMessages(limit: 1).first)
        try await box.setAside(message, because: "no such case here")
        #expect(try await box.waitingMessages(limit: 1) == [])
        let aside = try await box.setAsideMessages()
        #expect(aside.map(\.message) == [message])
        #expect(aside.map(\.reason) == ["no such case here"])
    }

    @Test func `a box knows whose it is`() async throws {
        let box = try ClientBox(at: path)
        let (broker, user) = (try #require(Samples.authority), try #require(Samples.user))
        let other = try #require(UserID("wmp/other"))
        #expect(
            try await perform(
                box,
                .claim(broker: broker, user: user),
                .claim(broker: broker, user: user),
                .claim(broker: broker, user: other)
            ) == [.claimed(true), .claimed(true), .claimed(false)]
        )
    }
}

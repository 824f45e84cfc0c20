import BrokerClient
import Concerns
import Foundation
import JSON
import Logging
import Synchronization
import Testing
import Topics
import Vocabulary
import Wire

@testable import Adapters

@Suite struct DropFolderTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    }

    private func newAdapter(
        _ box: ClientBox,
        progress: @escaping @Sendable (FileProgress) -> Void = { _ in }
    ) throws -> DropFolderAdapter {
        try DropFolderAdapter(
            DropFolderConfiguration(folder: folder, mapping: Samples.mapping(), source: Samples.source()),
            box: box,
            connection: nil,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            progress: progress
        )
    }

    private func newBox() throws -> ClientBox { try ClientBox(at: folder + "-box") }

    private func drop(_ lines: [String], as name: String) throws {
        let text = ([Samples.header] + lines).joined(separator: "\r\n")
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    private func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/" + name)
    }

    private let good = "I-1,03/12/2016,M,,,V,,N-1,"
    private let bad = "I-2,03/12/2016,X,,,V,,N-2,"

    @Test func `a good file is stored once and moved to done`() async throws {
        let box = try newBox()
        let progress = Mutex<[FileProgress]>([])
        let adapter = try newAdapter(box) { one in progress.withLock { $0.append(one) } }
        try drop([good], as: "a.csv")
        #expect(try await adapter.look() == [])
        #expect(try await adapter.look() == [.taken(file: "a.csv", events: 1, unchanged: 0)])
        #expect(exists("done/a.csv") && !exists("a.csv"))
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts(waiting: 1))
        #expect(progress.withLock { $0.last } == FileProgress(file: "a.csv", rowsDone: 1, rowsTotal: 1))
    }

    @Test func `one bad row keeps the whole file back and is listed beside it`() async throws {
        let box = try newBox()
        let adapter = try newAdapter(box)
        try drop([good, bad], as: "a.csv")
        _ = try await adapter.look()
        #expect(try await adapter.look() == [.rejected(file: "a.csv", faults: 1)])
        #expect(exists("rejected/a.csv") && !exists("a.csv"))
        let list = try String(contentsOfFile: folder + "/rejected/a.csv.rejected", encoding: .utf8)
        #expect(
            list == """
                a.csv: 1 fault. Nothing of it was published; put it right and drop it again.

                row 3, column "DASH": was "X"; must be one of H, M

                """
        )
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts())
    }

    @Test func `a file that still grows and one under another name are left alone`() async throws {
        let adapter = try newAdapter(try newBox())
        try drop([good], as: "a.csv")
        try drop([good], as: "b.csv.part")
        try drop([good], as: ".c.csv")
        _ = try await adapter.look()
        try drop([good, "I-3,03/12/2016,M,,,V,,N-3,"], as: "a.csv")
        #expect(try await adapter.look() == [])
        #expect(try await adapter.look() == [.taken(file: "a.csv", events: 2, unchanged: 0)])
        #expect(exists("b.csv.part") && exists(".c.csv"))
    }

    @Test func `the same content is not published again, under whatever name`() async throws {
        let box = try newBox()
        let adapter = try newAdapter(box)
        for name in ["a.csv", "b.csv", "a.csv"] {
            try drop([good], as: name)
            _ = try await adapter.look()
            _ = try await adapter.look()
        }
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts(waiting: 1))
        #expect(!exists("a.csv") && !exists("b.csv"))
    }

    @Test func `a process that died before moving a file away publishes nothing twice`() async throws {
        try await { () async throws in
            let adapter = try newAdapter(try newBox())
            try drop([good], as: "a.csv")
            _ = try await adapter.look()
            _ = try await adapter.look()
        }()
        // As if the move had not come about.
        try FileManager.default.moveItem(atPath: folder + "/done/a.csv", toPath: folder + "/a.csv")
        let box = try newBox()
        let again = try newAdapter(box)
        _ = try await again.look()
        #expect(try await again.look() == [.repeated(file: "a.csv")])
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts(waiting: 1))
    }

    @Test func `tomorrow's export says again only what has changed`() async throws {
        let box = try newBox()
        let adapter = try newAdapter(box)
        try drop([good, "I-3,03/12/2016,M,,,V,,N-3,"], as: "monday.csv")
        _ = try await adapter.look()
        _ = try await adapter.look()
        try drop([good, "I-3,03/12/2016,H,,,V,,N-3,"], as: "tuesday.csv")
        _ = try await adapter.look()
        #expect(try await adapter.look() == [.taken(file: "tuesday.csv", events: 1, unchanged: 1)])
        #expect(try await box.outboxCounts() == ClientBox.OutboxCounts(waiting: 3))
    }

    @Test func `an event is a CloudEvent that the broker can read`() throws {
        let event = try #require(try Samples.mapped(good).first)
        let id = try #require(MessageID("3a4e7a1c-0000-8000-8000-000000000001"))
        let publication = event.publication(id: id, source: try Samples.source(), supersedes: nil)
        #expect(
            String(decoding: publication.body, as: UTF8.self) == """
                {"specversion":"1.0","id":"3a4e7a1c-0000-8000-8000-000000000001",\
                "source":"urn:concordat:E08000025:wmp:niche","type":"police.domestic-incident.v1","subject":"",\
                "time":"2016-12-03T00:00:00Z","datacontenttype":"application/json","data":{"dash-grade":"medium",\
                "people":[{"role":"victim","identifiers":[{"scheme":"wmp","value":"N-1"}]}]}}
                """
        )
        #expect(try Concern(parsing: publication.body).id == id)
    }
}

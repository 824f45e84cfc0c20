import BrokerClient
import Foundation
import JSON
import Logging
import Synchronization
import Testing
import Vocabulary

@testable import Adapters

@Suite struct SilenceWatchTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private final class Clock: Sendable {
        let now = Mutex(Instant(milliseconds: 1_480_766_400_000))
        func advance(hours: Int64) { now.withLock { $0 = $0.advanced(byMilliseconds: hours * 3_600_000) } }
    }
    private let clock = Clock()

    private func watch(_ box: ClientBox) throws -> (SilenceWatch, AdapterJournal) {
        let journal = AdapterJournal(name: "wmp/niche") { [clock] in clock.now.withLock { $0 } }
        let watch = SilenceWatch(
            SilenceWatch.Terms(
                limit: .seconds(24 * 3_600),
                phrase: "24 hours",
                contact: ["name": "Desk", "phone": "0121"]
            ),
            source: try Samples.source(),
            box: box,
            connection: nil,
            journal: journal,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        return (watch, journal)
    }

    @Test func `silence longer than was said is told once, through restarts, and so is its end`() async throws
    {
        let box = try ClientBox(at: folder)
        let (watch, journal) = try watch(box)
        journal.heard()
        try await watch.look()
        clock.advance(hours: 24)
        try await watch.look()
        #expect(try await box.waitingCount() == 0, "a day is not longer than a day")
        clock.advance(hours: 1)
        for _ in 0..<3 { try await watch.look() }
        #expect(try await box.waitingCount() == 1)
        // Another process: what was heard and told it reads in the box.
        let (again, heard) = try self.watch(box)
        clock.advance(hours: 30)
        try await again.look()
        #expect(try await box.waitingCount() == 1)
        heard.heard()
        try await again.look()
        try await again.look()
        #expect(try await box.waitingCount() == 2)
        clock.advance(hours: 25)
        try await again.look()
        #expect(try await box.waitingCount() == 3)
    }

    @Test func `whoever is never heard is missed from the first look on`() async throws {
        let box = try ClientBox(at: folder)
        let (watch, _) = try watch(box)
        try await watch.look()
        clock.advance(hours: 23)
        try await watch.look()
        #expect(try await box.waitingCount() == 0)
        clock.advance(hours: 2)
        try await watch.look()
        #expect(try await box.waitingCount() == 1)
    }
}

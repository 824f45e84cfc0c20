import AsyncHTTPClient
import CLinuxShims
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Settings
import Synchronization
import Testing
import Topics
import Vocabulary

@testable import Console

/// A console on a real port, with two agencies' fake desks and a clock that tests move.
struct TestConsole {
    /// Milliseconds that the clock was moved on.
    final class Clock: Sendable {
        private let offset = Atomic<Int64>(0)

        func move(byMilliseconds milliseconds: Int64) { offset.add(milliseconds, ordering: .relaxed) }

        var now: @Sendable () -> Instant {
            { ConsoleApplication.wallClock().advanced(byMilliseconds: self.offset.load(ordering: .relaxed)) }
        }
    }

    let url: String
    let desk: FakeDesk
    let clock: Clock
    let board: NewsBoard

    static let nadia = "bhm-csc/nadia.bloom"
    static let helen = "bhm-csc/helen.marsh"
    static let linda = "bhm-hv/linda.croft"
    static let gareth = "bhm-csc/gareth.poole"

    /// Runs a console while `body` uses it.
    static func run(
        _ desk: FakeDesk = FakeDesk { _ throws(DeskRefusal) in sheet() },
        directory: StaffDirectory? = nil,
        change: (inout ConsoleSettings) -> Void = { _ in },
        _ body: (TestConsole) async throws -> Void
    ) async throws {
        let port = try freePort()
        var settings = try settings(port: port)
        if let directory { settings.directory = directory }
        change(&settings)
        let (clock, board) = (Clock(), NewsBoard())
        let (ports, started) = AsyncStream.makeStream(of: Int.self)
        let csc = try #require(AgencyID("bhm-csc"))
        let hv = try #require(AgencyID("bhm-hv"))
        let application = try await ConsoleApplication(
            settings,
            desks: [csc: desk, hv: desk],
            board: board,
            logger: silent,
            now: clock.now,
            started: { started.yield($0) }
        )
        let console = TestConsole(url: settings.url, desk: desk, clock: clock, board: board)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // Whoever cannot listen is waited for no longer.
                defer { started.finish() }
                try await application.run()
            }
            var isServed = false
            for await _ in ports {
                isServed = true
                break
            }
            if !isServed { try await group.waitForAll() }
            try #require(isServed)
            try await body(console)
            board.stop()
            group.cancelAll()
        }
    }

    static func settings(port: Int) throws -> ConsoleSettings {
        ConsoleSettings(
            authority: try #require(AuthorityCode("E08000025")),
            name: "Birmingham",
            host: "127.0.0.1",
            port: port,
            url: "http://127.0.0.1:\(port)",
            certificates: nil,
            signIn: .demo,
            governance: [try #require(StaffID(helen))],
            directory: try directory(),
            catalogue: try catalogue.get()
        )
    }

    /// The staff; who has which number is the test's to say.
    static func directory(
        without left: String? = nil,
        phones: [String: String] = [helen: "0121 496 0162"]
    ) throws -> StaffDirectory {
        let people = [
            (nadia, "Nadia Bloom", "ASW"), (helen, "Helen Marsh", "HOS"), (linda, "Linda Croft", "HV"),
            (gareth, "Gareth Poole", "CPC"), ("bhm-csc/duty-team", "Duty team", "DUTY"),
        ].filter { $0.0 != left }
        return StaffDirectory(
            people: try people.map { id, name, role in
                let staff = try #require(StaffID(id))
                return ConsolePerson(
                    id: staff,
                    name: name,
                    agency: try #require(staff.agency),
                    roles: [try #require(Role(role))],
                    phone: phones[id],
                    isTeam: id.hasSuffix("-team"),
                    isQualified: true
                )
            },
            agencies: [
                (try #require(AgencyID("bhm-csc")), "Birmingham children's services"),
                (try #require(AgencyID("wmp")), "West Midlands Police"),
            ],
            authorities: []
        )
    }

    /// A logger that says nothing.
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static let catalogue = Result {
        try CatalogueFolder(path: Repository.path + "/Topics").catalogue()
    }

    /// A port on which nobody listens, and which no other test of this process was given.
    static func freePort() throws -> Int {
        while true {
            let port = Int(linux_free_port())
            try #require(port > 0)
            // Between asking and listening another test may be told of the same one.
            if given.withLock({ $0.insert(port).inserted }) { return port }
        }
    }

    private static let given = Mutex<Set<Int>>([])
}

/// The folder of the repository.
enum Repository {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
}

extension TestConsole {
    /// The parts of a console that is not served.
    static func parts(_ directory: StaffDirectory, _ desk: FakeDesk, _ sessions: SessionStore) async throws
        -> ConsoleParts
    {
        var settings = try settings(port: 1)
        settings.directory = directory
        let now = ConsoleApplication.wallClock
        return ConsoleParts(
            settings: settings,
            desks: [try #require(AgencyID("bhm-csc")): desk],
            board: NewsBoard(),
            sessions: sessions,
            attempts: SignInAttempts(now: now),
            failures: Throttle(most: 5, withinMilliseconds: 1, now: now),
            beginnings: Throttle(most: 5, withinMilliseconds: 1, now: now),
            cookies: CookieNames(settings.authority),
            views: try ViewLibrary(),
            isStory: true,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            wallClock: now
        )
    }
}

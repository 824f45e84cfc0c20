import Concerns
import Escalation
import Foundation
import JSON
import Ledger
import Logging
import MetricsTestKit
import Routing
import Settings
import Synchronization
import Topics
import Vocabulary
import Wire

@testable import Broker
@testable import BrokerCore
@testable import ZeroMQ

/// A real broker on a real socket over a real folder, for one test.
struct TestBroker {
    static let authority = identifier("E08000025", AuthorityKind.self)
    static let context = Result { try ZeroMQContext() }

    let node: BrokerNode
    let thread: SocketThread
    let endpoint: String
    let serverKey: CurvePublicKey
    let metrics: TestMetrics
    let folder: TemporaryFolder
    let ended: Task<Void, any Error>

    /// The repository's own topics.
    static let catalogue = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try CatalogueFolder(path: root.appending(path: "Topics").path).catalogue()
    }

    /// A context of its own for each broker, since one context has one authenticator; none is ever ended, because
    /// libzmq 4.3.4 breaks the random numbers of the others then.
    static func contextOfItsOwn() throws -> ZeroMQContext {
        let context = try ZeroMQContext()
        kept.withLock { $0.append(context) }
        return context
    }
    private static let kept = Mutex<[ZeroMQContext]>([])

    private static func policy(_ keys: [SystemKey], _ staff: [StaffMember], isStory: Bool) throws -> Policy {
        let agencies = Set(keys.compactMap(\.user.agency)).sorted()
        return Policy(
            authority: authority,
            catalogue: try catalogue.get(),
            ladders: .standard,
            calendar: WorkingCalendar(holidays: [], openingMinute: 9 * 60, closingMinute: 17 * 60),
            register: agencies.map { .agencyRecorded($0) } + keys.map { .keyRecorded($0) }
                + staff.map { .staffRecorded($0) },
            peers: [:],
            checkpointKeys: [],
            storyClock: isStory
        )
    }

    static func start(
        folder: TemporaryFolder? = nil,
        keys: [SystemKey],
        staff: [StaffMember] = [],
        server: KeyPair = .generate(),
        story: Instant? = nil,
        logger: Logger = Logger(label: "test"),
        answersAtOnce: Bool = false,
        clocks: SkewedClocks? = nil,
        hasHeartbeats: Bool = false,
        over ledger: @escaping @Sendable (SegmentedLedger) -> any LedgerStore = { $0 }
    ) async throws -> TestBroker {
        let (folder, metrics) = (try folder ?? TemporaryFolder(), TestMetrics())
        let seed = [UInt8](repeating: 7, count: 32)
        let key = try CheckpointKey(authority: authority, seed: seed)
        guard let signing = SigningKey(seed: seed) else { throw TestFailure.noKey }
        let path = folder.url.appending(path: "ledger").path
        var configuration = BrokerConfiguration(
            policy: try policy(keys, staff, isStory: story != nil),
            endpoint: "tcp://127.0.0.1:*",
            curve: server,
            signing: signing,
            peers: [],
            viewPath: folder.url.appending(path: "view.sqlite").path,
            storyClockPath: story.map { _ in folder.url.appending(path: "clock").path },
            storyStart: story,
            snapshotPath: folder.url.appending(path: "snapshots").path,
            openLedger: { mark, replay in
                ledger(try SegmentedLedger.open(path: path, key: key, after: mark, replay: replay))
            }
        )
        configuration.metrics = metrics
        clocks?.govern(&configuration)
        if !hasHeartbeats { configuration.waitAsLongAsItCan() }
        configuration.authenticator = {
            try Authenticator(context: $0, policy: nil, answersAtOnce: answersAtOnce)
        }
        configuration.healthPath = folder.url.appending(path: "health").path
        let thread = try SocketThread(named: "broker")
        let node = try BrokerNode(
            configuration,
            boot: "test",
            thread: thread,
            context: contextOfItsOwn(),
            logger: logger
        )
        // Nobody is dropped for being slow unless the test moves the clock.
        if clocks == nil { await node.bePatient() }
        let ended = Task { try await node.run() }
        return TestBroker(
            node: node,
            thread: thread,
            endpoint: await node.listens(),
            serverKey: server.publicKey,
            metrics: metrics,
            folder: folder,
            ended: ended
        )
    }

    func stop() async throws {
        await node.stop()
        try await ended.value
        await thread.stop()
    }
}

extension BrokerNode {
    fileprivate func bePatient() { machine.sessions.silenceMilliseconds = 3_600_000 }

    /// The endpoint, once it has one.
    fileprivate func listens() async -> String {
        while true {
            if let endpoint { return endpoint }
            await Task.yield()
        }
    }
}

extension BrokerConfiguration {
    /// Makes libzmq patient: who answers late is not gone.
    fileprivate mutating func waitAsLongAsItCan() {
        router.heartbeatMilliseconds = 60_000
        router.heartbeatTimeoutMilliseconds = 3_600_000
    }
}

enum TestFailure: Error { case noKey, noAnswer, neverHappened }

/// An identifier that the test's author knows to be one.
func identifier<Kind>(_ text: String, _: Kind.Type) -> Identifier<Kind> {
    guard let identifier = Identifier<Kind>(text) else { preconditionFailure("no identifier: \(text)") }
    return identifier
}

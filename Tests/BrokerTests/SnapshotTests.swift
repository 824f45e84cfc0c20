import BrokerCore
import Concerns
import Escalation
import Foundation
import Ledger
import Logging
import Routing
import Synchronization
import Testing
import Vocabulary
import ZeroMQ

@testable import Broker

/// A restart begins with a snapshot if it can, and knows the same if it cannot.
@Suite struct SnapshotTests {
    private let folder: TemporaryFolder
    private let log = LogRecorder.Lines()

    init() throws { folder = try TemporaryFolder() }

    /// What a broker is when it has recovered, and how much of the ledger it had to read.
    private struct Start {
        var machine: BrokerMachine
        let ledger: any LedgerStore
        let base: TurnMark?
        let replayed: Int

        /// So many turns of a broker that does nothing but start.
        mutating func fill(turns: Int) throws {
            for _ in 0..<turns {
                let now = Instant(milliseconds: 1_700_000_000_000 + ledger.head.turn)
                let turn = try machine.start(at: Tick(now: now, monotonic: 0))
                ledger.submit(turn.draft(at: now)) { _ in }
            }
        }
    }

    private var snapshots: SnapshotFolder {
        get throws { try SnapshotFolder(path: folder.url.appending(path: "snapshots").path) }
    }

    private func policy() throws -> Policy {
        Policy(
            authority: TestBroker.authority,
            catalogue: try TestBroker.catalogue.get(),
            ladders: .standard,
            calendar: WorkingCalendar(holidays: [] as [CivilDate]),
            register: [.agencyRecorded(identifier("wmp", AgencyKind.self))],
            peers: [:],
            checkpointKeys: [],
            storyClock: false
        )
    }

    private func start(_ ledger: String = "ledger") throws -> Start {
        let seed = [UInt8](repeating: 7, count: 32)
        let key = try CheckpointKey(authority: TestBroker.authority, seed: seed)
        let path = folder.url.appending(path: ledger).path
        let count = Mutex(0)
        let configuration = BrokerConfiguration(
            policy: try policy(),
            endpoint: "tcp://127.0.0.1:*",
            curve: .generate(),
            signing: try #require(SigningKey(seed: seed)),
            peers: [],
            viewPath: "",
            storyClockPath: nil,
            openLedger: { mark, replay in
                let options = LedgerOptions(segmentByteCount: 16 * 1_024, execution: .caller)
                return try SegmentedLedger.open(path: path, key: key, options: options, after: mark) { turn in
                    count.withLock { $0 += 1 }
                    try replay(turn)
                }
            }
        )
        let recorder = log
        let recovery = try BrokerRecovery(
            configuration,
            boot: "test",
            from: snapshots,
            logger: Logger(label: "test", factory: { _ in LogRecorder(recorder) })
        )
        return Start(
            machine: recovery.machine,
            ledger: recovery.ledger,
            base: recovery.base,
            replayed: count.withLock { $0 }
        )
    }

    private func keeper(_ start: Start, every: Int64 = 1_000) throws -> SnapshotKeeper {
        SnapshotKeeper(
            try snapshots,
            of: start.ledger,
            policy: try policy(),
            every: every,
            newest: start.base,
            logger: Logger(label: "test")
        )
    }

    @Test func `after a clean stop nothing is replayed`() throws {
        var first = try start()
        try first.fill(turns: 40)
        try keeper(first).end()
        first.ledger.close()
        let second = try start()
        #expect(second.replayed == 0)
        #expect(second.machine.snapshot == first.machine.snapshot)
        #expect(second.ledger.head == first.ledger.head)
        #expect(log.all.isEmpty)
        second.ledger.close()
    }

    @Test func `after a crash only what came behind the snapshot is replayed`() throws {
        var first = try start()
        try first.fill(turns: 40)
        try keeper(first).end()
        try first.fill(turns: 3)
        first.ledger.close()
        let second = try start()
        #expect(second.replayed == 3)
        #expect(second.machine.snapshot == first.machine.snapshot)
        second.ledger.close()
    }

    @Test func `while it runs one is made every so many entries`() throws {
        var first = try start()
        for (turns, mark) in [(9, nil), (1, 10), (9, 10), (40, 59)] as [(Int, Int64?)] {
            let keeper = try keeper(first, every: 10 - first.ledger.head.size % 10)
            try first.fill(turns: turns)
            keeper.grew(to: first.ledger.head.size)
            keeper.settle()
            #expect(try snapshots.marks.first?.number == mark)
        }
        first.ledger.close()
    }

    @Test func `a damaged one is said and passed over for the older, and without any all is replayed`() throws
    {
        var first = try start()
        try first.fill(turns: 20)
        try keeper(first).end()
        let marks = try snapshots.marks
        try first.fill(turns: 20)
        let later = SnapshotKeeper(
            try snapshots,
            of: first.ledger,
            policy: try policy(),
            every: 1_000,
            newest: marks[0],
            logger: Logger(label: "test")
        )
        later.end()
        first.ledger.close()
        #expect(try snapshots.marks.map(\.number) == [40, 20])
        try damage("2.snapshot")
        let second = try start()
        #expect(second.replayed == 20)
        #expect(second.machine.snapshot == first.machine.snapshot)
        #expect(log.all.count == 1)
        second.ledger.close()
        try damage("1.snapshot")
        let third = try start()
        #expect(third.replayed == 40)
        #expect(third.machine.snapshot == first.machine.snapshot)
        #expect(log.all.allSatisfy { $0.hasPrefix("warning a snapshot is damaged and is not used") })
        third.ledger.close()
    }

    @Test func `one of another ledger is said and passed over, then written over`() throws {
        var other = try start("other")
        try other.fill(turns: 30)
        try keeper(other).end()
        other.ledger.close()
        var first = try start()
        #expect(first.base == nil)
        try first.fill(turns: 35)
        first.ledger.close()
        let second = try start()
        #expect(second.replayed == 35)
        #expect(log.all.allSatisfy { $0.hasPrefix("warning a snapshot is of another ledger") })
        #expect(log.all.count == 2)
        try keeper(second).end()
        second.ledger.close()
        #expect(try snapshots.marks.map(\.number) == [35])
    }

    private func damage(_ name: String) throws {
        let url = folder.url.appending(path: "snapshots/" + name)
        var bytes = try Data(contentsOf: url)
        bytes[bytes.count - 2] ^= 1
        try bytes.write(to: url)
    }
}

import Glibc
import Ledger
import Synchronization
import Testing
import Vocabulary

/// The ledger as operation has it: real files, its own threads.
@Suite struct ThreadTests {
    private func options(_ segmentByteCount: Int) -> LedgerOptions {
        LedgerOptions(segmentByteCount: segmentByteCount)
    }

    @Test func `turns submitted without waiting complete in order on another thread, readable at once`()
        throws
    {
        let folder = try TemporaryFolder()
        let ledger = try SegmentedLedger.open(
            path: folder.path,
            key: Sample.key(),
            options: options(64 * 1024)
        ) { _ in }
        let caller = pthread_self()
        let completed = Mutex<[Int64]>([])
        let doorbell = Doorbell()
        for turn in 0..<100 as Range<Int64> {
            ledger.submit(try Sample.turn(from: turn * 4 + 1, count: 4, bodyBytes: 300)) { result in
                #expect(pthread_equal(caller, pthread_self()) == 0)
                guard case .success(let committed) = result else {
                    Issue.record("\(result)")
                    return doorbell.ring()
                }
                completed.withLock { $0.append(committed.number) }
                #expect(throws: Never.self) { try ledger.receipt(for: committed.first) }
                doorbell.ring()
            }
            // Two in flight: one that is synced, one that waits.
            if turn > 0 { doorbell.wait() }
        }
        doorbell.wait()
        #expect(completed.withLock { $0 } == Array(1...100))
        #expect(ledger.state == .ready)
        ledger.close()
        let report = try LedgerVerifier(path: folder.path, verifier: Sample.key().verifier).verify()
        #expect(report.damage == [])
        #expect(report.remarks == [])
        #expect(report.entries == 400)
        let again = try SegmentedLedger.open(path: folder.path, key: Sample.key()) { _ in }
        #expect(again.head.size == 400)
        #expect(try again.entries(from: LedgerSequence(397), limit: 10).count == 4)
        again.close()
    }

    @Test func `a turn submitted here is durable before that returns; behind another it waits its turn`()
        throws
    {
        let folder = try TemporaryFolder()
        let options = options(64 * 1024)
        let ledger = try SegmentedLedger.open(path: folder.path, key: Sample.key(), options: options) { _ in }
        let caller = pthread_self()
        let completed = Mutex<[Int64]>([])
        for turn in 0..<40 as Range<Int64> {
            let draft = try Sample.turn(from: turn * 4 + 1, count: 4, bodyBytes: 300)
            ledger.submitHere(draft) { result in
                #expect(pthread_equal(caller, pthread_self()) != 0)
                if case .success(let committed) = result {
                    completed.withLock { $0.append(committed.number) }
                }
            }
            #expect(completed.withLock { $0 } == Array(1...turn + 1))
            #expect(ledger.head.turn == turn + 1)
        }
        let doorbell = Doorbell()
        let note = { @Sendable (result: Result<CommittedTurn, LedgerError>) in
            if case .success(let committed) = result { completed.withLock { $0.append(committed.number) } }
            doorbell.ring()
        }
        for turn in stride(from: 40, to: 80, by: 2) as StrideTo<Int64> {
            ledger.submit(try Sample.turn(from: turn * 4 + 1, count: 4, bodyBytes: 300), completion: note)
            ledger.submitHere(try Sample.turn(from: turn * 4 + 5, count: 4, bodyBytes: 300), completion: note)
            doorbell.wait()
            doorbell.wait()
        }
        #expect(completed.withLock { $0 } == Array(1...80))
        ledger.close()
        let again = try SegmentedLedger.open(path: folder.path, key: Sample.key(), options: options) { _ in }
        #expect(again.head.size == 320)
        again.close()
    }

    @Test func `an entry on its way is found, as one that is not durable yet`() throws {
        let ledger = MemoryLedger(key: try Sample.key())
        ledger.holdCompletions()
        let entry = try Sample.entry(1)
        ledger.submit(TurnDraft(at: entry.at, entries: [entry])) { _ in }
        let prior = try #require(try ledger.find(publisher: entry.publisher, id: entry.id))
        #expect(!prior.isDurable)
        ledger.completeNext()
        let later = try #require(try ledger.find(publisher: entry.publisher, id: entry.id))
        #expect(later.isDurable)
        #expect(later.sha256 == prior.sha256)
        #expect(later.sequence == prior.sequence)
    }

    @Test func `a ledger may be verified while it is written to`() throws {
        let folder = try TemporaryFolder()
        let ledger = try SegmentedLedger.open(
            path: folder.path,
            key: Sample.key(),
            options: options(64 * 1024)
        ) { _ in }
        let doorbell = Doorbell()
        for turn in 0..<60 as Range<Int64> {
            ledger.submit(try Sample.turn(from: turn * 4 + 1, count: 4, bodyBytes: 300)) { _ in
                doorbell.ring()
            }
            if turn > 1 { doorbell.wait() }
            guard turn % 5 == 0 else { continue }
            let report = try LedgerVerifier(path: folder.path).verify()
            #expect(report.damage == [])
            #expect(report.remarks.contains(.inUse))
        }
        ledger.close()
    }
}

/// Lets a test wait for what another thread does.
final class Doorbell: Sendable {
    private let rings = Mutex(0)

    func ring() { rings.withLock { $0 += 1 } }

    func wait() {
        while !rings.withLock({ rings in
            guard rings > 0 else { return false }
            rings -= 1
            return true
        }) { sched_yield() }
    }
}

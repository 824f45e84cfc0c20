import Foundation
import Ledger
import Synchronization
import Testing
import Vocabulary

@testable import Broker

/// A view follows its ledger from where it was, and whoever reads it waits.
@Suite struct LedgerFollowerTests {
    /// What a follower took in.
    final class Taken: Sendable {
        let turns = Mutex<[Int64]>([])
        let batches = Mutex(0)
    }

    struct Refused: Error {}

    private let ledger: MemoryLedger

    init() throws {
        let authority = identifier("E08000025", AuthorityKind.self)
        ledger = MemoryLedger(
            key: try CheckpointKey(authority: authority, seed: [UInt8](repeating: 7, count: 32))
        )
    }

    private func fill(_ count: Int) {
        for _ in 0..<count {
            let number = ledger.head.size + 1
            let entry = EntryDraft(
                sequence: LedgerSequence(number),
                at: Instant(milliseconds: 1_700_000_000_000 + number),
                publisher: identifier("wmp/niche", UserKind.self),
                id: identifier("id-\(number)", MessageKind.self),
                topic: "police.domestic-incident",
                body: .plain([]),
                facts: []
            )
            ledger.submit(TurnDraft(at: entry.at, entries: [entry])) { _ in }
        }
    }

    private func follow(_ taken: Taken, after turn: Int64 = 0) -> LedgerFollower {
        LedgerFollower(
            ledger,
            named: "follower",
            after: LedgerFollower.Place(turn: turn, size: turn),
            failed: { _ in }
        ) { turns, pause in
            pause()
            taken.turns.withLock { $0 += turns.map(\.number) }
            taken.batches.withLock { $0 += 1 }
        }
    }

    /// What is asked is answered on the follower's thread; this one waits.
    private func caughtUp(_ follower: LedgerFollower) -> (any Error)? {
        let done = DispatchSemaphore(value: 0)
        let failure = Mutex<(any Error)?>(nil)
        follower.whenCaughtUp { error in
            failure.withLock { $0 = error }
            done.signal()
        }
        done.wait()
        return failure.withLock { $0 }
    }

    @Test func `whoever asks waits until everything that was there is taken in`() {
        let taken = Taken()
        fill(5_000)
        let follower = follow(taken)
        #expect(caughtUp(follower) == nil)
        #expect(taken.turns.withLock { $0 } == Array(1...5_000))
        for turn in 5_001...5_003 as ClosedRange<Int64> {
            fill(1)
            follower.grew(to: turn)
            #expect(caughtUp(follower) == nil)
            #expect(taken.turns.withLock { $0.last } == turn)
        }
        #expect(follower.progress.backlog == 0)
        #expect(follower.progress.processorSeconds > 0)
        follower.end()
    }

    @Test func `many turns are taken in at once`() {
        let taken = Taken()
        fill(5_000)
        let follower = follow(taken)
        #expect(caughtUp(follower) == nil)
        #expect((1...1 + 5_000 / 256).contains(taken.batches.withLock { $0 }))
        follower.end()
    }

    @Test func `it goes on from where it was left`() {
        let taken = Taken()
        fill(20)
        let follower = follow(taken, after: 17)
        #expect(caughtUp(follower) == nil)
        #expect(taken.turns.withLock { $0 } == [18, 19, 20])
        follower.end()
    }

    @Test func `what grows while it sleeps wakes it, without anybody asking`() {
        let taken = DispatchSemaphore(value: 0)
        let follower = LedgerFollower(
            ledger,
            named: "follower",
            after: LedgerFollower.Place(turn: 0, size: 0),
            failed: { _ in }
        ) { turns, pause in
            pause()
            for _ in turns { taken.signal() }
        }
        #expect(caughtUp(follower) == nil)
        fill(3)
        follower.grew(to: 3)
        for _ in 1...3 { taken.wait() }
        follower.end()
    }

    @Test func `one that cannot write stands still, says so once, and tells who asks`() {
        let said = Mutex(0)
        fill(3)
        let follower = LedgerFollower(
            ledger,
            named: "follower",
            after: LedgerFollower.Place(turn: 0, size: 0),
            failed: { _ in said.withLock { $0 += 1 } }
        ) { _, _ in throw Refused() }
        #expect(caughtUp(follower) is Refused)
        fill(1)
        follower.grew(to: 4)
        #expect(caughtUp(follower) is Refused)
        #expect(said.withLock { $0 } == 1)
        #expect(follower.progress.backlog == 4)
        follower.end()
    }

    @Test func `at the end whoever still waits is told`() {
        let taken = Taken()
        let follower = follow(taken)
        follower.end()
        let told = Mutex<[Bool]>([])
        follower.whenCaughtUp { error in told.withLock { $0.append(error is FollowerEnded) } }
        #expect(told.withLock { $0 } == [true])
    }
}

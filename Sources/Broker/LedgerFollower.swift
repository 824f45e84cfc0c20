import CLinuxShims
import Foundation
import Ledger
import Synchronization
import Vocabulary

/// Takes a ledger in on a thread of its own, batch by batch, from where it was left; who asks waits for it.
///
///     commit ──▶ goal (a number) ──▶ thread: read turns from the ledger ─▶ take ─▶ answer who waited
///
/// Nothing is kept per entry or turn: however far it lags, the ledger is the queue.
final class LedgerFollower: Sendable {
    /// How far it has come.
    struct Place: Sendable, Equatable {
        var turn: Int64
        var size: Int64
    }

    /// What an operator sees of it.
    struct Progress: Sendable, Equatable {
        /// Entries that the ledger has and the follower has not taken in.
        let backlog: Int64
        /// What the thread has used of a processor.
        let processorSeconds: Double
    }

    typealias Waiting = @Sendable ((any Error)?) -> Void
    typealias Pause = () -> Void

    private struct State {
        /// Who waits for which turn.
        var waiting: [(turn: Int64, work: Waiting)] = []
        var failure: (any Error)?
        var isEnding = false
        var hasEnded = false
    }

    /// Entries taken in at once, in one transaction, at leisure and in a hurry.
    private static let batch = (leisure: 256, hurry: 4_096)
    /// Entries behind the ledger from which it hurries, so that who asks then waits a second or two at most.
    private static let hurriedBacklog: Int64 = 50_000
    /// Seconds of rest after each piece of work, at leisure.
    private static let rest = 0.001_8
    /// Having caught up it pauses, unless somebody waits, so that many small turns share a transaction.
    private static let pause = 0.1

    private let ledger: any LedgerStore
    private let take: @Sendable ([RecoveredTurn], Pause) throws -> Void
    private let failed: @Sendable (any Error) -> Void
    private let condition = NSCondition()
    private let state = Mutex(State())
    private let goal: Atomic<Int64>
    private let isAsleep = Atomic(false)
    private let turn: Atomic<Int64>
    private let size: Atomic<Int64>
    private let nanoseconds = Atomic<Int64>(0)

    /// Starts the thread behind `place`; `take` is called there with turns in order, each once.
    ///
    /// `take` calls the pause that it is given before each piece of its work.
    init(
        _ ledger: any LedgerStore,
        named name: String,
        after place: Place,
        failed: @escaping @Sendable (any Error) -> Void,
        take: @escaping @Sendable ([RecoveredTurn], Pause) throws -> Void
    ) {
        self.ledger = ledger
        self.take = take
        self.failed = failed
        goal = Atomic(ledger.head.turn)
        turn = Atomic(place.turn)
        size = Atomic(place.size)
        let thread = Thread { [self] in run() }
        thread.name = name
        thread.start()
    }

    var progress: Progress {
        Progress(
            backlog: max(0, ledger.head.size - size.load(ordering: .acquiring)),
            processorSeconds: Double(nanoseconds.load(ordering: .relaxed)) / 1e9
        )
    }

    /// Says that the ledger has grown; costs the caller next to nothing while the thread is busy.
    func grew(to turn: Int64) {
        goal.store(turn, ordering: .sequentiallyConsistent)
        if isAsleep.load(ordering: .sequentiallyConsistent) { wake { _ in } }
    }

    /// Does the work on the thread, once everything is taken in that is in the ledger now.
    ///
    /// It is told what went wrong, if the follower stands still.
    func whenCaughtUp(_ work: @escaping Waiting) {
        let turn = ledger.head.turn
        goal.store(turn, ordering: .sequentiallyConsistent)
        var isOver = false
        wake { state in
            isOver = state.isEnding
            if !isOver { state.waiting.append((turn, work)) }
        }
        if isOver { work(FollowerEnded()) }
    }

    /// Waits until the batch in hand is taken in, and ends the thread; who still waits is told that it stopped.
    func end() {
        wake { $0.isEnding = true }
        condition.lock()
        while !state.withLock({ $0.hasEnded }) { condition.wait() }
        condition.unlock()
    }

    private func wake(_ change: (inout State) -> Void) {
        condition.lock()
        state.withLock { change(&$0) }
        condition.broadcast()
        condition.unlock()
    }

    private func run() {
        // Nice 10: on a busy machine a tenth of what a thread of the broker gets. Not SCHED_IDLE or nice 19, under
        // which it could hold a lock of the ledger, or keep a person waiting for a story, for as long as the machine is
        // busy. Refused, it is as it was.
        _ = linux_lower_this_thread()
        var mark = TurnMark(after: turn.load(ordering: .relaxed))
        var pace = FollowerPace(used: linux_thread_processor_time())
        while awaitWork(behind: mark.number) {
            do {
                try advance(&mark, &pace)
            } catch {
                state.withLock { $0.failure = error }
                failed(error)
            }
            noteTime()
            answer(upTo: mark.number)
        }
        answer(upTo: .max)
        wake { $0.hasEnded = true }
    }

    private func advance(_ mark: inout TurnMark, _ pace: inout FollowerPace) throws {
        guard state.withLock({ $0.failure == nil }) else { return }
        var next = mark
        let limit = isHurried(pace) ? Self.batch.hurry : Self.batch.leisure
        let turns = try ledger.turns(following: &next, entryLimit: limit)
        guard let last = turns.last else { return }
        try take(turns) {
            let used = linux_thread_processor_time()
            guard pace.hasWorked(used: used, goal: goal.load(ordering: .relaxed)) else { return }
            if !isHurried(pace) { Thread.sleep(forTimeInterval: Self.rest) }
        }
        mark = next
        noteTime()
        turn.store(last.number, ordering: .relaxed)
        if let entry = turns.last(where: { !$0.entries.isEmpty })?.entries.last {
            // Whoever sees that it has caught up sees what that took, too.
            size.store(entry.sequence.number, ordering: .releasing)
        }
    }

    private func noteTime() {
        nanoseconds.store(Int64(linux_thread_processor_time()), ordering: .relaxed)
    }

    private func isHurried(_ pace: FollowerPace) -> Bool {
        pace.isAlone || progress.backlog > Self.hurriedBacklog
            || state.withLock { !$0.waiting.isEmpty || $0.isEnding }
    }

    /// Answers those who wait for no later turn; all of them if it stands still or ends.
    private func answer(upTo turn: Int64) {
        let (due, failure) = state.withLock { state in
            let failure = state.failure ?? (turn == .max ? FollowerEnded() : nil)
            let due = state.waiting.filter { $0.turn <= turn || failure != nil }
            state.waiting.removeAll { $0.turn <= turn || failure != nil }
            return (due, failure)
        }
        for waiting in due { waiting.work(failure) }
    }

    /// Sleeps until there is something to do; answers `false` at the end.
    private func awaitWork(behind turn: Int64) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        if !hasWork(behind: turn) {
            // Whoever grows the ledger after this wakes the thread; whoever did before is seen below.
            isAsleep.store(true, ordering: .sequentiallyConsistent)
            while !hasWork(behind: turn) { condition.wait() }
            isAsleep.store(false, ordering: .sequentiallyConsistent)
            let end = Date(timeIntervalSinceNow: Self.pause)
            while state.withLock({ $0.waiting.isEmpty && !$0.isEnding }), condition.wait(until: end) {}
        }
        return state.withLock { !$0.isEnding }
    }

    private func hasWork(behind turn: Int64) -> Bool {
        let (isAsked, isEnding, hasFailed) = state.withLock { state in
            (!state.waiting.isEmpty, state.isEnding, state.failure != nil)
        }
        return isAsked || isEnding
            || (!hasFailed && goal.load(ordering: .sequentiallyConsistent) > turn)
    }
}

/// The broker stops, and what waits for the view is not answered.
struct FollowerEnded: Error, Equatable {}

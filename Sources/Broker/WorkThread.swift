import CLinuxShims
import Foundation
import Synchronization

/// One thread that does, one after the other, what may take its time: looks far back.
final class WorkThread: Sendable {
    private struct Queue {
        var work: [@Sendable () -> Void] = []
        var isEnding = false
        var hasEnded = false
    }

    private let condition = NSCondition()
    private let queue = Mutex(Queue())

    /// Starts the thread; its name shows in `top -H`, and a low one gets what the others leave over.
    init(named name: String, isLow: Bool = false) {
        let thread = Thread { [self] in
            if isLow { _ = linux_lower_this_thread() }
            run()
        }
        thread.name = name
        thread.start()
    }

    /// Does the work after everything asked before; nothing once ``end()`` was called.
    func later(_ work: @escaping @Sendable () -> Void) {
        change { if !$0.isEnding { $0.work.append(work) } }
    }

    /// Waits until everything asked before is done, and ends the thread.
    func end() {
        change { $0.isEnding = true }
        condition.lock()
        while !queue.withLock({ $0.hasEnded }) { condition.wait() }
        condition.unlock()
    }

    private func run() {
        while let work = next() { work() }
        change { $0.hasEnded = true }
    }

    private func next() -> (@Sendable () -> Void)? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            let (work, isEnding) = queue.withLock { queue in
                (queue.work.isEmpty ? nil : queue.work.removeFirst(), queue.isEnding)
            }
            if work != nil || isEnding { return work }
            condition.wait()
        }
    }

    private func change(_ body: (inout Queue) -> Void) {
        condition.lock()
        queue.withLock { body(&$0) }
        condition.broadcast()
        condition.unlock()
    }
}

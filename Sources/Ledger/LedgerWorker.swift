import Glibc
import Synchronization

/// A thread that runs the jobs it is given, one after another.
///
/// SAFETY: unchecked for one stored pointer, the semaphore's: it is set in `init`, never changes, and POSIX lets any
/// thread wait on it and post to it (sem_overview(7)). It is freed in `deinit`, which cannot come while the thread runs,
/// because the thread holds a strong reference until its loop ends. All other state is under a `Mutex` or immutable.
@safe final class LedgerWorker: @unchecked Sendable {
    private struct Queue {
        var jobs: [@Sendable () -> Void] = []
        var isStopping = false
        var thread: pthread_t?
    }

    private let queue = Mutex(Queue())
    private let bell: UnsafeMutablePointer<sem_t>
    private let idle: (@Sendable () -> Void)?

    /// Starts the thread; `idle` runs about once a second while there is no job.
    init(idle: (@Sendable () -> Void)? = nil) {
        self.idle = idle
        unsafe bell = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        unsafe sem_init(bell, 0, 0)
        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let code = unsafe pthread_create(&thread, nil, { unsafe LedgerWorker.run($0) }, context)
        precondition(code == 0, "no thread for the ledger: errno \(code)")
        queue.withLock { $0.thread = thread }
    }

    deinit {
        unsafe sem_destroy(bell)
        unsafe bell.deallocate()
    }

    /// Runs `job` after the ones before it.
    func run(_ job: @escaping @Sendable () -> Void) {
        queue.withLock { $0.jobs.append(job) }
        unsafe sem_post(bell)
    }

    /// Runs the jobs it has, ends the thread and waits for it; called from that thread, it does not wait.
    func stop() {
        let thread = queue.withLock { queue in
            queue.isStopping = true
            defer { queue.thread = nil }
            return queue.thread
        }
        unsafe sem_post(bell)
        guard let thread else { return }
        if pthread_equal(thread, pthread_self()) != 0 {
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }

    private static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context = unsafe context else { return nil }
        let worker = unsafe Unmanaged<LedgerWorker>.fromOpaque(context).takeRetainedValue()
        while worker.step() {}
        return nil
    }

    private func step() -> Bool {
        let isRung = wait()
        let (jobs, isStopping) = queue.withLock { queue in
            defer { queue.jobs.removeAll(keepingCapacity: true) }
            return (queue.jobs, queue.isStopping)
        }
        for job in jobs { job() }
        if !isRung, jobs.isEmpty { idle?() }
        return !(isStopping && jobs.isEmpty)
    }

    /// Waits for the bell; `false` if it did not ring for a second.
    private func wait() -> Bool {
        guard idle != nil else {
            while unsafe sem_wait(bell) != 0 {}
            return true
        }
        var limit = timespec()
        // The wall clock is all that Glibc offers here; a jump only makes `idle` run sooner or later.
        unsafe clock_gettime(CLOCK_REALTIME, &limit)
        limit.tv_sec += 1
        while unsafe sem_timedwait(bell, &limit) != 0 {
            if errno == ETIMEDOUT { return false }
        }
        return true
    }
}

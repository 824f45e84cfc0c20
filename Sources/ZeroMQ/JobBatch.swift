/// Jobs taken from the queue and not all run yet, in the order in which they were queued.
struct JobBatch {
    private var jobs: [UnownedJob] = []
    private var next = 0

    var isEmpty: Bool { next == jobs.count }

    /// Takes the whole queue and leaves an empty one; MUST be empty itself.
    mutating func refill(from queue: inout [UnownedJob]) {
        // Each job is in exactly one of the two arrays, and run once.
        jobs.removeAll(keepingCapacity: true)
        swap(&jobs, &queue)
        next = 0
    }

    mutating func run(upTo limit: Int, on executor: SocketThread) {
        // Each job is passed over by `next` before it runs.
        let end = min(jobs.count, next + limit)
        while next < end {
            let job = jobs[next]
            next += 1
            // SAFETY: the caller holds the executor for the length of the call.
            unsafe job.runSynchronously(on: executor.asUnownedSerialExecutor())
        }
    }
}

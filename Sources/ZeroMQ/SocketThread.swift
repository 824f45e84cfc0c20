internal import Synchronization

/// The one thread that owns sockets, and the executor of the actors that use them.
///
///     ┌─▶ wait (sockets, doorbell, deadline) ─▶ jobs (≤ 256) ─▶ turns ─┐
///     └────────────────────────────────────────────────────────────────┘
///
/// An actor makes it its executor, keeps it, creates its sockets in isolated methods and attaches its turn;
/// the turn runs after each wait and after each batch of the actor's own jobs, so what a job changed is seen
/// at once. Nothing that runs here may block: no sync of a file, no waiting for another thread.
///
/// ``stop()`` closes the sockets and ends the turns. The thread itself goes on running jobs for as long as
/// anybody holds this object, so that nobody who calls an actor late waits for ever; it ends with the last
/// reference.
public final class SocketThread: SerialExecutor {
    let loop: SocketLoop

    /// Starts the thread; its name shows in `top -H`, cut to 15 bytes.
    public init(named name: String) throws(ZeroMQError) {
        loop = try SocketLoop()
        loop.executor.withLock { [weak self] in $0.reference = self }
        try NativeThread.start(named: name) { [loop] in loop.run() }
    }

    deinit { loop.end() }

    /// Whether the caller runs on this thread.
    public var isCurrent: Bool { loop.isCurrent }

    /// Adds a turn, which answers how long it can do without being called, or `nil` if only an arrival
    /// matters.
    ///
    /// Kept until ``stop()``: let it hold the actor weakly if the actor is to go before that. May be called
    /// anywhere.
    public func attach(_ turn: @escaping @Sendable () -> Duration?) { loop.attach(turn) }

    /// Has the turns called soon, for anything that the poll cannot see; callable anywhere, at any rate.
    public func wake() { loop.doorbell.ring() }

    /// Runs what is queued, then closes all sockets and calls no turn again; returns when that is done.
    public func stop() async {
        await withCheckedContinuation { loop.stop(then: $0) }
    }

    /// Queues a job of an actor; the concurrency runtime calls this, from any thread.
    public func enqueue(_ job: consuming ExecutorJob) { loop.enqueue(UnownedJob(job)) }

    /// Lets `assumeIsolated` work inside a turn, where no job runs and the runtime knows no executor.
    public func isIsolatingCurrentContext() -> Bool? { loop.isCurrent }

    /// Stops the process if the caller is on another thread.
    public func checkIsolated() {
        precondition(loop.isCurrent, "a ZeroMQ socket was used off its own thread")
    }
}

internal import CZeroMQ
internal import Glibc
internal import Synchronization

/// The one context of a process: its I/O threads, and the place where `inproc` names live.
///
/// Made once, before anything else of libzmq, and passed in; 4.3.4 breaks its random numbers when one of
/// several ends.
@safe public final class ZeroMQContext: Sendable {
    // SAFETY: libzmq documents the context as its one object that any thread may use (zmq_ctx_new(3)). The pointer never
    // changes; `terminate` alone ends what it points to, once, as `isTerminated` sees to, and waits for every socket.
    nonisolated(unsafe) let pointer: UnsafeMutableRawPointer
    /// How many threads carry its connections.
    let ioThreads: Int
    private let isTerminated = Mutex(false)

    /// Makes the context with one I/O thread for each gigabit a second.
    public init(ioThreads: Int = 1) throws(ZeroMQError) {
        // SAFETY: the pointer is checked, and the options are numbers.
        guard let pointer = unsafe zmq_ctx_new() else { throw .exhausted(.context, .latest) }
        unsafe self.pointer = pointer
        self.ioThreads = ioThreads
        let options = unsafe [
            zmq_ctx_set(pointer, ZMQ_IO_THREADS, CInt(ioThreads)),
            // A message held as libzmq received it would pin an 8 KB buffer; a copied one costs what it
            // weighs.
            zmq_ctx_set(pointer, CZMQ_ZERO_COPY_RECV, 0),
            zmq_ctx_set(pointer, ZMQ_MAX_SOCKETS, 8_192),
        ]
        precondition(options.allSatisfy { $0 == 0 }, "this libzmq lacks a context option")
        // libzmq numbers connections from rand(), which it never seeds: every process would start alike.
        var kernel = SystemRandomNumberGenerator()
        srand(UInt32.random(in: .min ... .max, using: &kernel))
    }

    deinit { terminate() }

    /// Waits until every socket is closed and has lingered, then ends the I/O threads; only the first call
    /// counts.
    ///
    /// Sockets still open on a ``SocketThread`` or an ``Authenticator`` are closed by their threads when they
    /// hear it.
    public func terminate() {
        let isFirst = isTerminated.withLock { done in
            defer { done = true }
            return !done
        }
        guard isFirst else { return }
        // SAFETY: the first caller alone ends the context; sockets keep this object alive, so none is made
        // later.
        while unsafe zmq_ctx_term(pointer) != 0 {
            precondition(ErrorCode.latest == .interrupted, "the context was already gone")
        }
    }
}

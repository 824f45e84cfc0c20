internal import CLinuxShims
internal import Glibc

/// A thread of the kernel, for loops that block in `zmq_poll`.
enum NativeThread {
    /// Holds the closure while it crosses into the new thread.
    private final class Body {
        private let name: String
        private let body: () -> Void

        init(named name: String, _ body: @escaping () -> Void) {
            self.name = name
            self.body = body
        }

        func run() {
            // SAFETY: the kernel copies 15 bytes of the string and a NUL.
            unsafe linux_name_this_thread(name)
            body()
        }
    }

    /// The calling thread, as a number that differs from every other living thread's and from zero.
    static var current: UInt { UInt(pthread_self()) }

    /// Starts a detached thread whose name shows in `top -H`; it ends when the closure returns.
    static func start(named name: String, _ run: sending @escaping () -> Void) throws(ZeroMQError) {
        var thread = pthread_t()
        // SAFETY: the retained body is taken over by the thread, or released here if there is none.
        let body = unsafe Unmanaged.passRetained(Body(named: name, run))
        let answer = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            },
            body.toOpaque()
        )
        guard answer == 0 else {
            unsafe body.release()
            throw .exhausted(.thread, ErrorCode(rawValue: answer))
        }
        pthread_detach(thread)
    }
}

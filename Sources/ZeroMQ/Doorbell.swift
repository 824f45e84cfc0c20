internal import CLinuxShims
internal import Glibc

/// An eventfd: any thread rings it, and the poll of one thread hears it.
final class Doorbell: Sendable {
    let descriptor: CInt

    init() throws(ZeroMQError) {
        descriptor = linux_eventfd()
        guard descriptor >= 0 else { throw .exhausted(.doorbell, ErrorCode(rawValue: errno)) }
    }

    deinit { close(descriptor) }

    /// Wakes the poll, now or when it is next entered.
    func ring() {
        var one: UInt64 = 1
        // SAFETY: eight bytes are read from a local; a full counter (EAGAIN) is a bell that rings already.
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Quiet again; MUST come before one looks at what the bell announces, or an announcement is lost.
    func silence() {
        var count: UInt64 = 0
        // SAFETY: eight bytes are written to a local; EAGAIN is a bell that did not ring.
        _ = unsafe read(descriptor, &count, 8)
    }
}
